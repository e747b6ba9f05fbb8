#!/bin/sh
# Builds the slipway command into the file given and shows that it moves: the
# first build downloads and compiles the Pulumi engine. Talk goes to stderr.
set -eu
out=$1
log=$out.log
mkdir -p "$(dirname "$out")"

if ! command -v go >/dev/null 2>&1; then
	echo "error: Go is not installed; slipway needs Go 1.26 or later, from https://go.dev/dl" >&2
	exit 2
fi
if [ -e "$out" ]; then
	echo "Building slipway" >&2
else
	echo "Building slipway (the first time takes about five minutes on two cores)" >&2
fi

# Without symbols and debug information linking takes half the time.
go build -v -ldflags="-s -w" -o "$out" ./scripts >"$log" 2>&1 &
build=$!
trap 'kill "$build" 2>/dev/null; exit 130' INT TERM

ticks=0
while kill -0 "$build" 2>/dev/null; do
	sleep 0.2
	ticks=$((ticks + 1))
	if [ -t 2 ]; then
		[ $((ticks % 5)) -eq 0 ] || continue
	else
		[ $((ticks % 100)) -eq 0 ] || continue
	fi
	downloads=$(grep -c '^go: downloading' "$log" || true)
	packages=$(grep -vc '^go: ' "$log" || true)
	line="  $((ticks / 5)) s: $downloads modules downloaded, $packages packages compiled"
	if [ -t 2 ]; then
		printf '\r\033[K%s' "$line" >&2
	else
		echo "$line" >&2
	fi
done
[ ! -t 2 ] || printf '\r\033[K' >&2

if ! wait "$build"; then
	grep -v -e '^go: downloading' -e '^[a-z0-9./_~-]*$' "$log" >&2 || true
	echo "error: slipway does not build" >&2
	exit 1
fi
rm -f "$log"
# An up-to-date command is left alone by go build; make goes by its time.
touch "$out"
