#!/usr/bin/env bash
# Holds what libcorsage.so shows against what corsage.h declares: the same names, all of one version, and no others.
#
#     tests/capi/exported_symbols.sh LIBRARY HEADER
set -euo pipefail

shown="$(nm --dynamic --defined-only "$1" | awk '$2 != "A" { print $NF }' | sort)"
declared="$(grep -oE 'CORSAGE_API [^(]*\(' "$2" | grep -oE 'corsage_[a-z_]+\(' | tr -d '(' | sed 's/$/@@CORSAGE_0/' | sort)"

[ -n "$declared" ]
diff <(echo "$declared") <(echo "$shown")
