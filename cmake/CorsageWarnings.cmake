add_library(corsage_warnings INTERFACE)
target_compile_options(corsage_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual)
if(CORSAGE_WARNINGS_AS_ERRORS)
  target_compile_options(corsage_warnings INTERFACE -Werror)
endif()
