#!/usr/bin/env bash
# Runs every benchmark of a build, and leaves what they print in BUILD_FOLDER/figures.log.
#
#     bench/run.sh BUILD_FOLDER
set -euo pipefail

build=$1
corsage="$build/src/cli/corsage"
zcat "$(dirname "$0")/../tests/data/browser-verdicts/cases.jsonl.gz" > "$build/cases.jsonl"

for program in "$build"/bench/bench_*; do
  case $program in */bench_gateway_*) continue ;; esac  # gateway.sh runs them
  echo "== $(basename "$program")"
  case $program in
    */bench_why_cost | */bench_decide_cost) "$program" "$corsage" ;;
    */bench_predict_cost) "$program" "$corsage" "$build/cases.jsonl" ;;
    *) "$program" --benchmark_min_time=0.2 2>/dev/null ;;
  esac
done | tee "$build/figures.log"
