#!/usr/bin/env bash
# Installs corsage from a build into a place of its own, and builds and runs projects that use it from there.
#
#     tests/consumer/build.sh BUILD WORK C-COMPILER C++-COMPILER
set -euo pipefail

build="$1"
work="$2"
export CC="$3" CXX="$4"
projects="$(cd "$(dirname "$0")" && pwd)"

rm -rf "$work"
cmake --install "$build" --prefix "$work/first" >/dev/null
# Nothing may hang on where it was installed first.
mv "$work/first" "$work/installed"
installed="$work/installed"
library="$(dirname "$(find "$installed" -name libcorsage.so)")"

expect() {
  local expected="$1" told
  shift
  told="$("$@")"
  if [ "$told" != "$expected" ]; then
    printf '%s\n  said:     %s\n  expected: %s\n' "$*" "$told" "$expected" >&2
    exit 1
  fi
}

says="https://app.test is allowed, https://evil.test is policy-origin-refused"

echo "consumer: CMake, C++ and C"
cmake -G Ninja -S "$projects/cmake" -B "$work/cmake" -DCMAKE_PREFIX_PATH="$installed" >/dev/null
cmake --build "$work/cmake" >/dev/null
expect "$says" "$work/cmake/in_cpp"
expect "$says" "$work/cmake/in_c"

echo "consumer: pkg-config and cc"
export PKG_CONFIG_PATH="$library/pkgconfig"
read -ra flags < <(pkg-config --cflags --libs corsage)
"$CC" -std=c11 -o "$work/in_c" "$projects/in_c.c" "${flags[@]}" -Wl,-rpath,"$library"
expect "$says" "$work/in_c"

echo "consumer: pkg-config and c++, static"
read -ra flags < <(pkg-config --cflags corsage)
read -ra libraries < <(pkg-config --static --libs-only-l corsage | sed 's/-lcorsage//')
"$CXX" -std=c++23 -o "$work/in_cpp" "$projects/in_cpp.cpp" "${flags[@]}" "$library/libcorsage.a" "${libraries[@]}"
expect "$says" "$work/in_cpp"

echo "consumer: the program"
"$installed/bin/corsage" --version
