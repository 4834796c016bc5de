#!/usr/bin/env bash
# Runs every fuzz target for some seconds, from its corpus and with its dictionary where it has one.
#
#     fuzz/run.sh BUILD_FOLDER SECONDS [TARGET...]
#
# What it finds goes to BUILD_FOLDER/found/TARGET. A failure worth keeping is put into fuzz/corpus/TARGET with its fix.
set -euo pipefail

build=$1 seconds=$2
shift 2
here="$(dirname "$0")"
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  for source in "$here"/*_fuzzer.cpp; do
    targets+=("$(basename "$source" _fuzzer.cpp)")
  done
fi

export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
failed=()
for target in "${targets[@]}"; do
  found="$build/found/$target"
  mkdir -p "$found"
  options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -artifact_prefix="$found/" -print_final_stats=1
           -verbosity=0)
  [ ! -f "$here/$target.dict" ] || options+=(-dict="$here/$target.dict")
  # The first folder takes new inputs, the second is only read.
  mkdir -p "$build/corpus/$target"
  echo "== fuzz $target, $seconds s"
  "$build/fuzz/fuzz_$target" "${options[@]}" "$build/corpus/$target" "$here/corpus/$target" || failed+=("$target")
done

echo "$((${#targets[@]} - ${#failed[@]})) passed, ${#failed[@]} failed"
[ ${#failed[@]} -eq 0 ] || { echo "failed: ${failed[*]}; inputs are in $build/found" >&2; exit 1; }
