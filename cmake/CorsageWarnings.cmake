add_library(corsage_warnings INTERFACE)
target_compile_options(corsage_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum
  "$<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor;-Wold-style-cast;-Woverloaded-virtual>")
if(CORSAGE_WARNINGS_AS_ERRORS)
  target_compile_options(corsage_warnings INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Wrong about assignments to std::string: https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105651
  target_compile_options(corsage_warnings INTERFACE -Wno-restrict)
endif()
