#!/bin/sh
# Builds the commands at the paths given, each from scripts/cmd, and shows that it
# moves: the first build downloads and compiles the Pulumi engine. Talk goes to stderr.
set -eu
folder=$(dirname "$1")
log=$folder/build.log
if ! (mkdir -p "$folder" && : >"$log") 2>/dev/null; then
	echo "error: $folder cannot be written: slipway is built there; take a checkout that you may write to" >&2
	exit 2
fi

if ! command -v go >/dev/null 2>&1; then
	echo "error: Go is not installed; slipway needs Go 1.26 or later, from https://go.dev/dl" >&2
	exit 2
fi
if [ -e "$1" ]; then
	echo "Building slipway" >&2
else
	echo "Building slipway (the first time takes three to five minutes on two cores)" >&2
fi

packages=
for file in "$@"; do
	packages="$packages ./scripts/cmd/$(basename "$file")"
done

# Says every second on a terminal, elsewhere every 20, how far the build is.
progress() {
	seconds=0
	while sleep 1 >/dev/null 2>&1; do
		seconds=$((seconds + 1))
		downloads=$(grep -c '^go: downloading' "$log" || true)
		compiled=$(grep -vc '^go: ' "$log" || true)
		line="  $seconds s: $downloads modules downloaded, $compiled packages compiled"
		if [ -t 2 ]; then
			printf '\r\033[K%s' "$line" >&2
		elif [ $((seconds % 20)) -eq 0 ]; then
			echo "$line" >&2
		fi
	done
}
progress &
ticker=$!
trap 'kill "$ticker" 2>/dev/null || true' EXIT
trap 'exit 130' HUP INT TERM # not every shell goes through EXIT when it is interrupted

status=0
# Without symbols and debug information linking takes half the time.
go build -v -ldflags="-s -w" -o "$folder/" $packages >"$log" 2>&1 || status=1
kill "$ticker"
wait "$ticker" 2>/dev/null || true
[ ! -t 2 ] || printf '\r\033[K' >&2
if [ $status -ne 0 ]; then
	grep -v -e '^go: downloading' -e '^[a-z0-9./_~-]*$' "$log" >&2 || true
	if grep -q 'requires go >= .*GOTOOLCHAIN=' "$log"; then
		echo "error: this Go is too old for slipway, and GOTOOLCHAIN forbids it to fetch a newer one: unset GOTOOLCHAIN," \
			"or run \`go env -u GOTOOLCHAIN\`, or install Go from https://go.dev/dl" >&2
		exit 1
	fi
	echo "error: slipway does not build" >&2
	exit 1
fi
rm -f "$log"
# An up-to-date command is left alone by go build; make goes by its time.
touch "$@"
