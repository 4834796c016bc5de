# libcorsage, of the rooms' own objects: nothing is compiled for it again.
include(CMakePackageConfigHelpers)

set(library_rooms base http url trace fetch policy explain platforms audit formats report)

# libcorsage.so: the functions of corsage.h and nothing else. {fmt} is inside, where it is, and hidden like the rest.
# CORSAGE_ABI changes with every change to corsage.h that programs built before do not survive, and with no other.
set(CORSAGE_ABI 0)
set(library_script ${PROJECT_BINARY_DIR}/library/libcorsage.map)
configure_file(${PROJECT_SOURCE_DIR}/src/capi/libcorsage.map.in ${library_script} @ONLY)
add_library(corsage_shared SHARED $<TARGET_OBJECTS:corsage_capi_functions>)
target_link_libraries(corsage_shared PRIVATE corsage::capi_functions)
target_link_options(corsage_shared PRIVATE -Wl,--version-script=${library_script})
set_target_properties(corsage_shared PROPERTIES
  OUTPUT_NAME corsage EXPORT_NAME capi LINKER_LANGUAGE CXX LINK_DEPENDS ${library_script}
  VERSION ${CORSAGE_ABI}.${PROJECT_VERSION} SOVERSION ${CORSAGE_ABI})
add_library(corsage::capi ALIAS corsage_shared)

# libcorsage.a: the core's rooms for programs in C++, and corsage.h's functions. It has no {fmt} inside: whoever links it
# takes the distribution's, the same that his own code and other libraries may use.
add_library(corsage_static STATIC $<TARGET_OBJECTS:corsage_capi_functions>)
foreach(room IN LISTS library_rooms)
  target_sources(corsage_static PRIVATE $<TARGET_OBJECTS:corsage_${room}>)
endforeach()
target_link_libraries(corsage_static INTERFACE ICU::uc PkgConfig::LIBPSL simdjson::simdjson fmt::fmt)
target_compile_features(corsage_static INTERFACE cxx_std_23)
set_target_properties(corsage_static PROPERTIES OUTPUT_NAME corsage EXPORT_NAME corsage LINKER_LANGUAGE CXX)

add_library(corsage::corsage ALIAS corsage_static)

foreach(library shared static)
  target_include_directories(corsage_${library} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>)
endforeach()

# The adapters that can be tried: clang 19 refuses Pistache's own async.h, as Debian 12 has it.
set(library_adapters beast httplib pistache)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  list(REMOVE_ITEM library_adapters pistache)
endif()

set(library_package ${CMAKE_INSTALL_LIBDIR}/cmake/corsage)
set(library_generated ${PROJECT_BINARY_DIR}/library)
install(TARGETS corsage_shared EXPORT corsage_capi COMPONENT library LIBRARY NAMELINK_COMPONENT library)
install(TARGETS corsage_static EXPORT corsage_corsage COMPONENT library)
install(EXPORT corsage_capi FILE corsageCapi.cmake NAMESPACE corsage:: DESTINATION ${library_package} COMPONENT library)
install(EXPORT corsage_corsage FILE corsageCorsage.cmake NAMESPACE corsage:: DESTINATION ${library_package} COMPONENT library)

install(FILES ${PROJECT_SOURCE_DIR}/include/corsage.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT library)
foreach(room IN LISTS library_rooms ITEMS adapters)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/corsage/${room} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/corsage
    COMPONENT library FILES_MATCHING PATTERN *.hpp PATTERN *.def)
endforeach()

configure_file(${PROJECT_SOURCE_DIR}/cmake/corsageConfig.cmake.in ${library_generated}/corsageConfig.cmake @ONLY)
write_basic_package_version_file(${library_generated}/corsageConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${library_generated}/corsageConfig.cmake ${library_generated}/corsageConfigVersion.cmake
  DESTINATION ${library_package} COMPONENT library)

# Where it is installed is known when it is installed: the files say where the rest is from where they are themselves.
# A place that was given whole stays where it is.
set(pkg_config_directory ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
if(IS_ABSOLUTE ${CMAKE_INSTALL_LIBDIR})
  set(pkg_config_prefix ${CMAKE_INSTALL_PREFIX})
else()
  file(RELATIVE_PATH prefix_from_pkg_config /${pkg_config_directory} /)
  set(pkg_config_prefix "\${pcfiledir}/${prefix_from_pkg_config}")
endif()
foreach(place libdir includedir)
  string(TOUPPER ${place} upper)
  if(IS_ABSOLUTE ${CMAKE_INSTALL_${upper}})
    set(pkg_config_${place} ${CMAKE_INSTALL_${upper}})
  else()
    set(pkg_config_${place} "\${prefix}/${CMAKE_INSTALL_${upper}}")
  endif()
endforeach()
foreach(name corsage corsage-cpp)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/${name}.pc.in ${library_generated}/${name}.pc @ONLY)
  install(FILES ${library_generated}/${name}.pc DESTINATION ${pkg_config_directory} COMPONENT library)
endforeach()
