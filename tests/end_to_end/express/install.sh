#!/usr/bin/env bash
# Installs what package-lock.json says into DIRECTORY/node_modules, unless it is there already.
#
#     install.sh DIRECTORY
set -euo pipefail
cd "$1"
installed=node_modules/.installed
if ! cmp --silent package-lock.json "$installed"; then
  npm ci --no-audit --no-fund
  cp package-lock.json "$installed"
fi
