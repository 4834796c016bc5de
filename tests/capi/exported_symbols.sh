#!/usr/bin/env bash
# Holds what libcorsage.so shows against what corsage.h declares: the same names, and no others.
#
#     tests/capi/exported_symbols.sh LIBRARY HEADER
set -euo pipefail

shown="$(nm --dynamic --defined-only "$1" | awk '{ print $NF }' | sort)"
declared="$(grep -oE 'CORSAGE_API [^(]*\(' "$2" | grep -oE 'corsage_[a-z_]+\(' | tr -d '(' | sort)"

[ -n "$declared" ]
diff <(echo "$declared") <(echo "$shown")
