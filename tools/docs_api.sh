#!/usr/bin/env bash
# Writes the pages of libcorsage's public headers into OUTPUT; fails on any warning of Doxygen's.
#
#     tools/docs_api.sh OUTPUT
set -euo pipefail

cd "$(dirname "$0")/.."
mkdir -p "$1"

# What is stable or meant for servers: every function, struct and member of it has its words.
strict="INPUT = include/corsage.h include/corsage/adapters
EXTRACT_ALL = NO
USE_MDFILE_AS_MAINPAGE ="
{ cat docs/Doxyfile; echo "OUTPUT_DIRECTORY = $1"; echo "$strict"; } | doxygen -

{ cat docs/Doxyfile; echo "OUTPUT_DIRECTORY = $1"; } | doxygen -
