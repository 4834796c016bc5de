#!/usr/bin/env bash
# Measures the gateway of a build beside its peers, and leaves what is printed in BUILD_FOLDER/gateway-figures.log.
# ROUNDS, SECONDS_EACH and MILLIONS (of requests in the soak) may be given.
#
#     bench/gateway/run.sh BUILD_FOLDER
set -euo pipefail

build=$1
here=$(dirname "$0")
corsage="$build/src/cli/corsage"
mkdir -p "$build/bench/gateway"
cp "$here/package.json" "$here/package-lock.json" "$build/bench/gateway/"
"$here/../../tests/end_to_end/express/install.sh" "$build/bench/gateway"

version() {
  "$@" 2>&1 | grep -oE '[0-9]+\.[0-9]+(\.[0-9]+)?' | head -n 1
}

{
  echo "peers: nginx $(version nginx -v), HAProxy $(version haproxy -v), Caddy $(version caddy version), cors-anywhere $(
    version grep '"version"' "$build/bench/gateway/node_modules/cors-anywhere/package.json")."
  "$build/bench/bench_gateway_cost" "$corsage" "$build/bench/gateway" "${ROUNDS:-7}" "${SECONDS_EACH:-3}"
  "$build/bench/bench_gateway_scale" "$corsage" "${MILLIONS:-10}"
} | tee "$build/gateway-figures.log"
