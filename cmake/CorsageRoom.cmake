# The objects go into libcorsage.so too, as they are. With hidden visibility that costs the program nothing: the compiler
# may still assume that a function is the one it sees.
function(corsage_for_shared_library target)
  set_target_properties(${target} PROPERTIES
    POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
endfunction()

# A room is a static library corsage_NAME from src/NAME, with the public headers in include/corsage/NAME.
# It sees the rooms named in USES and no others: the table of ARCHITECTURE.md, held here for linking and by
# tests/manners/layering_test.cpp for #include lines.
function(corsage_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_library(corsage_${name} STATIC ${ROOM_SOURCES})
  add_library(corsage::${name} ALIAS corsage_${name})
  corsage_for_shared_library(corsage_${name})
  target_include_directories(corsage_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include)
  target_link_libraries(corsage_${name} PRIVATE corsage_warnings)
  foreach(used IN LISTS ROOM_USES)
    target_link_libraries(corsage_${name} PUBLIC corsage::${used})
  endforeach()
  target_link_libraries(corsage_${name} PUBLIC ${ROOM_LIBRARIES})
endfunction()
