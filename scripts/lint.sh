#!/bin/sh
# Checks format, builds and vets the modules given, each by itself, as tools that
# know nothing of the workspace do, and lints them together. The first argument is
# the linter, which is built from source with the Go at hand.
set -eu
linter=$1
shift
status=0
unformatted=$(gofmt -l "$@")
if [ -n "$unformatted" ]; then
	echo "not formatted; run gofmt -w on:" >&2
	echo "$unformatted" >&2
	status=1
fi
bin=$(pwd)/.slipway/bin/golangci-lint
if [ ! -x "$bin" ]; then
	echo "Building the linter (the first time about two minutes)" >&2
	GOWORK=off GOBIN=$(dirname "$bin") go install "$linter"
fi
patterns=
for module in "$@"; do
	(cd "$module" && GOWORK=off go build ./... && GOWORK=off go vet ./...) || status=1
	patterns="$patterns ./$module/..."
done
# All at once: what they depend on is then analysed once.
"$bin" run --allow-parallel-runners $patterns || status=1
exit $status
