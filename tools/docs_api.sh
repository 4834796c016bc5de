#!/usr/bin/env bash
# Writes the pages of libcorsage's public headers into OUTPUT; fails on any warning of Doxygen's.
#
#     tools/docs_api.sh OUTPUT
set -euo pipefail

cd "$(dirname "$0")/.."
mkdir -p "$1"
{ cat docs/Doxyfile; echo "OUTPUT_DIRECTORY = $1"; } | doxygen -
