#!/usr/bin/env bash
# Installs the packages of debian-packages.txt that are missing: those of the sections named, or of the first two.
#
#     packaging/install-packages.sh [build] [check] [platforms]
#
# Needs neither root nor a network when nothing is missing.
set -euo pipefail

list="$(dirname "$0")/debian-packages.txt"
sections=" ${*:-build check} "

wanted() {
  awk -v sections="$sections" '
    /^#/ || NF == 0 { next }
    /^\[.*\]$/ { chosen = index(sections, " " substr($0, 2, length($0) - 2) " "); next }
    chosen { gsub(/[()]/, "", $2); print $1, $2 }' "$list"
}

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "corsage: no apt here; install what stands in $list by hand and go on" >&2
  exit 0
fi

missing=()
while read -r package program; do
  if [ -n "$program" ] && command -v "$program" >/dev/null; then
    continue
  fi
  is_installed "$package" || missing+=("$package")
done < <(wanted)
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "corsage: these packages are missing, and there is neither root nor sudo to install them:" >&2
    printf '  apt-get install %s\n' "${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -q "$@"
}

install_missing() {
  apt install --yes --no-install-recommends "${missing[@]}"
}

echo "corsage: installing ${#missing[@]} missing packages: ${missing[*]}"
# Package lists that are absent or out of date make apt fail before it changes anything: only then are they fetched anew.
if ! apt install --yes --no-install-recommends --download-only "${missing[@]}" >/dev/null 2>&1; then
  apt update
fi
install_missing
