#!/bin/sh
# Runs the tests of the modules given and fails unless every statement is covered.
set -eu
profile=$(mktemp)
trap 'rm -f "$profile"' EXIT
status=0
for module in "$@"; do
	go test -coverprofile="$profile" "./$module/..." >"$profile.log" 2>&1 || {
		cat "$profile.log" >&2
		status=1
	}
	rm -f "$profile.log"
	total=$(go tool cover -func="$profile" | awk '/^total:/ { print $NF }')
	echo "$module $total"
	if [ "$total" != "100.0%" ]; then
		go tool cover -func="$profile" | awk '$NF != "100.0%" && $1 != "total:"' >&2
		status=1
	fi
done
exit $status
