#!/usr/bin/env bash
# docs/conformance.md from the figures that a whole test run told: `write` makes the page, `check` prints the figures and
# fails when the page is not what `write` would make.
#
#     tools/conformance.sh write|check build/dev/Testing/Temporary/LastTest.log
set -euo pipefail

page="$(dirname "$0")/../docs/conformance.md"
action=$1 log=$2

# test name, tab, figure's name, tab, value
figures() {
  awk '
    match($0, /^[0-9]+\/[0-9]+ Test: /) { test = substr($0, RLENGTH + 1) }
    sub(/^figure: /, "") && match($0, /: [^:]*$/) {
      print test "\t" substr($0, 1, RSTART - 1) "\t" substr($0, RSTART + 2)
    }' "$log" | LC_ALL=C sort -u
}

write() {
  cat <<'END'
# Conformance

Written by `make docs` from what the tests print; `make test` fails when it is out of date. Each figure comes from the
test named: `ctest --preset dev -R NAME --verbose`. What of a browser is left out: [browsers-half.md](browsers-half.md).

| what | figure | test |
|---|---|---|
END
  figures | awk -F '\t' '{ print "| " $2 " | " $3 " | `" $1 "` |" }'
}

case $action in
  write) write > "$page" ;;
  check)
    figures | awk -F '\t' '{ print $2 ": " $3 }'
    write | diff -u "$page" - || { echo "docs/conformance.md is out of date: run make docs-conformance" >&2; exit 1; }
    ;;
  *) echo "$0: write or check, not $action" >&2; exit 2 ;;
esac
