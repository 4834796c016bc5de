#!/usr/bin/env bash
# Has systemd judge the unit that `make install` installs: every line means something, and little is left to who breaks in.
#
#     tests/packaging/service.sh PROGRAM WORK
#
# 77 where there is no systemd to ask.
set -euo pipefail

program="$1"
work="$2"
packaging="$(cd "$(dirname "$0")/../../packaging" && pwd)"

rm -rf "$work"
mkdir -p "$work"
cmake -DCORSAGE_PROGRAM="$program" -DCORSAGE_SERVICE="$work/corsage.service" -P "$packaging/write_service.cmake"
grep -qx "ExecStart=$program gateway /etc/corsage/corsage.toml" "$work/corsage.service"

command -v systemd-analyze >/dev/null || exit 77
said="$(systemd-analyze verify --man=no --recursive-errors=no "$work/corsage.service" 2>&1)"
if [ -n "$said" ]; then
  printf '%s\n' "$said" >&2
  exit 1
fi
systemd-analyze security --no-pager --offline=true --threshold=20 "$work/corsage.service"
