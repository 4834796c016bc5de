#!/usr/bin/env bash
# Runs every benchmark of a build, and leaves what they print in BUILD_FOLDER/figures.log.
#
#     bench/run.sh BUILD_FOLDER
set -euo pipefail

build=$1
for program in "$build"/bench/bench_*; do
  echo "== $(basename "$program")"
  "$program" --benchmark_min_time=0.2 2>/dev/null
done | tee "$build/figures.log"
