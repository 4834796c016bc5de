#!/usr/bin/env bash
# Holds the terminal recording in README.md against the demonstration's output: every line stands there, in that order,
# and between two cuts nothing is left out. Ports differ from run to run: they are 8080 in the README.
#
#     tools/readme_recording.sh CORSAGE_DEMO CORSAGE
set -euo pipefail

readme="$(dirname "$0")/../README.md"
output=$("$@" | sed -E 's/(127\.0\.0\.1):[0-9]+/\1:8080/g')

awk -v output="$output" '
  # The heading of an exchange is set flush right, so that the width of a port moves it.
  function plain(line) { gsub(/ +/, " ", line); return line }
  BEGIN { count = split(output, lines, "\n"); at = 1; cut = 1 }
  /^```console$/ { recorded = 1; next }
  /^```$/ { recorded = 0 }
  !recorded { next }
  $0 == "…" { cut = 1; next }
  {
    found = at
    while (cut && found <= count && plain(lines[found]) != plain($0)) { ++found }
    if (plain(lines[found]) != plain($0)) {
      print "README.md: the demonstration does not say: " $0
      exit failed = 1
    }
    at = found + 1
    cut = 0
    ++held
  }
  END {
    if (!held && !failed) {
      print "README.md has no recording"
      exit 1
    }
  }' "$readme"
