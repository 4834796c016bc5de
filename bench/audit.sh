#!/usr/bin/env bash
# Measures `corsage audit` against the lab's servers, or, with "memory", of a long stream of URLs at nginx. AUDIT_URLS, the
# length of the long list, may be given.
#
#     bench/audit.sh BUILD_FOLDER [memory]
set -euo pipefail

build=$1
if [ "${2:-}" = memory ]; then
  exec "$build/bench/bench_audit_memory" "$build/src/cli/corsage" "${AUDIT_URLS:-100000}"
fi
"$build/bench/bench_audit_cost" "$build/src/cli/corsage" "$build/tests/support/corsage_lab" \
  "$(dirname "$0")/../tests/data/audit-lab.jsonl" "${AUDIT_URLS:-5000}"
