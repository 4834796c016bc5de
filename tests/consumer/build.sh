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

echo "consumer: CMake, C alone"
cmake -G Ninja -S "$projects/in_c_only" -B "$work/in_c_only" -DCMAKE_PREFIX_PATH="$installed" >/dev/null
cmake --build "$work/in_c_only" >/dev/null
expect "$says" "$work/in_c_only/in_c"

echo "consumer: CMake, the library of C++ without what it stands on"
PKG_CONFIG_LIBDIR=/nowhere cmake -G Ninja -S "$projects/without" -B "$work/without" \
  -DCMAKE_PREFIX_PATH="$installed" >/dev/null

echo "consumer: CMake, the examples"
cmake -G Ninja -S "$projects/../../examples" -B "$work/examples" -DCMAKE_PREFIX_PATH="$installed" >/dev/null
cmake --build "$work/examples" --target corsage_example_beast corsage_example_httplib >/dev/null

echo "consumer: CMake, as a part of another build"
cmake -G Ninja -S "$projects/inside" -B "$work/inside" >/dev/null

# The lines of docs/library.md, as they stand there.
export PKG_CONFIG_PATH="$library/pkgconfig" LD_LIBRARY_PATH="$library"
document="$projects/../../docs/library.md"
program() { sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$document" | sed '1d;$d'; }
program c >"$work/app.c"
program cpp >"$work/app.cpp"
read_lines() { sed -n 's/^    \(cc\|g++\) /\1 /p' "$document"; }
[ "$(read_lines | wc -l)" = 3 ]
cd "$work"
while read -r line; do
  echo "consumer: $line"
  rm -f a.out
  line="${line/#cc /\"\$CC\" }"
  eval "${line/#g++ /\"\$CXX\" }"
  expect "$says" ./a.out
done < <(read_lines)
if ldd a.out | grep libcorsage; then
  echo "consumer: the last line is not static" >&2
  exit 1
fi

echo "consumer: the program"
"$installed/bin/corsage" --version
