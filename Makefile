# Make builds the one command and passes variables on; it decides nothing.
BIN := .slipway/bin/slipway
MODULES := shared stacks/foundation stacks/compute stacks/delivery scripts tests
PACKAGES := $(addprefix ./,$(addsuffix /...,$(MODULES)))
LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.5.0
ON_ENV := deploy-all preview-all destroy-all refresh-all outputs recover
ON_LAYER := deploy preview destroy refresh
ON_SERVICE := push rollback history status approve reject

# Everything the command is built from; folders stand in for files that went.
SOURCES := $(shell find go.work shared stacks scripts \( -type d -o -type f ! -name '*_test.go' ! -name 'Pulumi*.yaml' \) ! -path '*/testdata/*')

# Everything is compiled in the one way in which Lambda's functions have to be, the
# same bytes on every machine: what the command, the tests and the functions have
# in common is then compiled once.
export CGO_ENABLED := 0
export GOFLAGS := $(strip $(shell go env GOFLAGS 2>/dev/null) -trimpath -buildvcs=false)

export ENV LAYER JSON YES SERVICE BRANCH COMMIT MESSAGE PATHS FAULT TO ALL SUMMARY

.DEFAULT_GOAL := help
.PHONY: help build test test-aws cover lint $(ON_ENV) $(ON_LAYER) $(ON_SERVICE)
.SILENT:

help:
	echo "make deploy-all  ENV=local               deploy the three layers, first to last"
	echo "make preview-all ENV=local               say what that would do"
	echo "make destroy-all ENV=local               destroy the three layers, last to first"
	echo "make refresh-all ENV=local               make the recorded state what is really there"
	echo "make outputs     ENV=local [JSON=1]      print the outputs of every layer"
	echo "make deploy|preview|destroy|refresh LAYER=foundation|compute|delivery ENV=local"
	echo "                                         the same for one layer"
	echo "make recover     ENV=local               mend what a killed run left behind"
	echo "make push        ENV=local SERVICE=api   rehearse a push, from the webhook to production [BRANCH= PATHS= COMMIT= MESSAGE=]"
	echo "                                         FAULT=errors shows the rollback; also build, scan, test, reject, image, smoke"
	echo "make rollback    ENV=local SERVICE=api   put the earlier version back [TO=version]"
	echo "make history     ENV=local [SERVICE=]    print the deployment history [ALL=1] [JSON=1]"
	echo "make status      ENV=local [SERVICE=]    live version, last execution and alarms of each service [JSON=1]"
	echo "make approve|reject ENV=dev SERVICE=api  answer the approval that waits [SUMMARY=why]"
	echo "make test                                run every test"
	echo "make cover                               check that stacks/ and shared/ are covered completely"
	echo "make test-aws                            hold the layers against the real AWS provider, on an emulator"
	echo "make lint                                check format, vet and lint every module"
	echo ""
	echo "ENV=local rehearses: AWS is simulated and no account is touched. YES=1 answers every question."

$(ON_ENV): env-given build
	$(BIN) $@

$(ON_LAYER): env-given layer-given build
	$(BIN) $@

$(ON_SERVICE): env-given build
	$(BIN) $@

# Said before anything is built: nobody should wait to learn what is missing.
.PHONY: env-given layer-given
env-given:
	$(if $(ENV),,$(error ENV is missing: say which environment, such as ENV=local))
layer-given:
	$(if $(LAYER),,$(error LAYER is missing: one of foundation, compute, delivery))

build: $(BIN)

$(BIN): $(SOURCES)
	sh scripts/build.sh $@

# The tests that span layers read files outside their module, which Go's cache of
# test results does not watch.
test:
	go test $(filter-out ./tests/...,$(PACKAGES))
	go test -count=1 ./tests/...

cover:
	sh scripts/cover.sh shared stacks/foundation stacks/compute stacks/delivery

# Through the real AWS provider, on an emulator; skips with the reason where there is none.
test-aws:
	go test -count=1 -v -timeout 60m ./tests/realaws

lint:
	sh scripts/lint.sh $(LINT) $(MODULES)
