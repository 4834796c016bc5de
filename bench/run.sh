#!/usr/bin/env bash
# Runs every benchmark of a build, and leaves what they print in BUILD_FOLDER/figures.log. AUDIT_URLS, the length of the
# long list that is audited, may be given.
#
#     bench/run.sh BUILD_FOLDER
set -euo pipefail

build=$1
here=$(dirname "$0")
corsage="$build/src/cli/corsage"
zcat "$here/../tests/data/browser-verdicts/cases.jsonl.gz" > "$build/cases.jsonl"

for program in "$build"/bench/bench_*; do
  case $program in */bench_gateway_*) continue ;; esac  # gateway.sh runs them
  echo "== $(basename "$program")"
  case $program in
    */bench_why_cost | */bench_decide_cost) "$program" "$corsage" ;;
    */bench_audit_cost) "$here/audit.sh" "$build" ;;
    */bench_audit_memory) (unset AUDIT_URLS && "$here/audit.sh" "$build" memory) ;;
    */bench_predict_cost) "$program" "$corsage" "$build/cases.jsonl" ;;
    *) "$program" --benchmark_min_time=0.2 2>/dev/null ;;
  esac
done | tee "$build/figures.log"
