#!/usr/bin/env bash
# docs/performance.md from what a run of the benchmarks printed, and one of the gateway's beside its peers.
#
#     tools/performance.sh build/bench/figures.log build/bench/gateway-figures.log
set -euo pipefail

log=$1 gateway_log=$2
page="$(dirname "$0")/../docs/performance.md"

machine() {
  local processor compiler
  processor=$(awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)
  compiler=$(c++ --version | head -n 1)
  echo "Measured on $(nproc) cores of ${processor:-an unnamed processor}, with $compiler, preset \`bench\`."
}

# Lines that benchmarks print: "figure: NAME: VALUE", and Google Benchmark's "name  time ns  cpu ns  iterations ...".
rows() {
  printf '\n| what | figure |\n|---|---|\n'
  awk '
    sub(/^figure: /, "") && match($0, /: [^:]*$/) {
      print "| " substr($0, 1, RSTART - 1) " | " substr($0, RSTART + 2) " |"
      next
    }
    $3 ~ /^(ns|us|ms|s)$/ && $5 == $3 {
      counters = ""
      for (i = 7; i <= NF; ++i) { counters = counters ", " $i }
      print "| `" $1 "` | " $4 " " $5 counters " |"
    }' "$1"
}

{
  cat <<'END'
# Performance

Written by `make docs` from what `make bench` prints. Times are processor time unless a row says otherwise.

END
  machine
  rows "$log"
  cat <<'END'

## The gateway beside its peers

Written from what `make bench-gateway` prints. The server has one core, the load and the upstream have the other; the
peers have their turns in each round, and a figure is the median of the rounds, with the least and the most behind it.
END
  sed -n 's/^peers: /Peers: /p' "$gateway_log"
  rows "$gateway_log"
} > "$page"
