# Every library that corsage stands on, from the distribution's packages (packaging/debian-packages.txt).
# docs/dependencies.md says what each is for.
find_package(PkgConfig REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc)
pkg_check_modules(LIBPSL REQUIRED IMPORTED_TARGET libpsl)
find_package(simdjson REQUIRED)
find_package(fmt REQUIRED)
find_package(CURL REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)
