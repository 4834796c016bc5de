# Every library that corsage stands on, from the distribution's packages (packaging/debian-packages.txt).
# docs/dependencies.md says what each is for.
# The targets are for the directory above too, where corsage is a part of somebody else's build.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL TRUE)
find_package(PkgConfig REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc)
pkg_check_modules(LIBPSL REQUIRED IMPORTED_TARGET GLOBAL libpsl)
find_package(simdjson REQUIRED)
find_package(fmt REQUIRED)
find_package(CURL REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)
pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET GLOBAL prometheus-cpp-core)

# {fmt} as code of the program itself where its version is one that cmake/fmt_inside.cpp is written for.
if(fmt_VERSION VERSION_LESS 10)
  add_library(corsage_fmt STATIC ${PROJECT_SOURCE_DIR}/cmake/fmt_inside.cpp)
  corsage_for_shared_library(corsage_fmt)
  target_include_directories(corsage_fmt SYSTEM PUBLIC $<TARGET_PROPERTY:fmt::fmt-header-only,INTERFACE_INCLUDE_DIRECTORIES>)
  add_library(corsage::fmt ALIAS corsage_fmt)
else()
  add_library(corsage::fmt ALIAS fmt::fmt)
endif()
