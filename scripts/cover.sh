#!/bin/sh
# Runs the tests of the modules given and fails unless every statement is
# covered. What only the pulumi command calls, the main of a layer, is covered by
# running the program as the command does when it asks which plugins are needed.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
profile=$scratch/profile
status=0
for module in "$@"; do
	# A statement counts as covered whichever package's test runs it. What only tests
	# import is not covered code.
	covered=$(go list "./$module/..." | grep -v '/deliverytest$' | paste -sd , -)
	go test -covermode=set -coverpkg="$covered" -coverprofile="$profile" "./$module/..." >"$scratch/log" 2>&1 || {
		cat "$scratch/log" >&2
		status=1
	}
	if [ -d "$module/cmd" ]; then
		rm -rf "$scratch/counters"
		mkdir "$scratch/counters"
		go build -cover -covermode=set -coverpkg="./$module/cmd" -o "$scratch/program" "./$module/cmd"
		GOCOVERDIR=$scratch/counters PULUMI_PLUGINS=true "$scratch/program" >"$scratch/plugins" || true
		grep -q '"plugins"' "$scratch/plugins" || {
			echo "$module/cmd does not answer as a Pulumi program does" >&2
			status=1
		}
		go tool covdata textfmt -i="$scratch/counters" -o "$scratch/more"
		tail -n +2 "$scratch/more" >>"$profile"
	fi
	total=$(go tool cover -func="$profile" | awk '/^total:/ { print $NF }')
	echo "$module $total"
	if [ "$total" != "100.0%" ]; then
		go tool cover -func="$profile" | awk '$NF != "100.0%" && $1 != "total:"' >&2
		status=1
	fi
done
exit $status
