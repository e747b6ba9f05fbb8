#!/bin/sh
# Debugs the tests of one package: builds slipway's packages without optimisation and
# starts delve. Dependencies keep the flags of make, so nothing else is compiled again.
set -eu
delve=$1
package=$2
run=${3:-}
root=$(pwd)
folder=$root/.slipway/debug
bin=$root/.slipway/bin/dlv
mkdir -p "$folder"
if [ ! -x "$bin" ]; then
	echo "Building delve (once)" >&2
	GOWORK=off GOBIN=$(dirname "$bin") go install "$delve"
fi
# The last -gcflags that matches a package holds: slipway's get debug information.
go test -c '-gcflags=slipway/...=-N -l' -o "$folder/test" "$package"
echo "config substitute-path slipway/ $root/" >"$folder/init"
cd "$package"
exec "$bin" exec "$folder/test" --init "$folder/init" -- ${run:+-test.run "$run"}
