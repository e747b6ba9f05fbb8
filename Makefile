# Make builds the command and the layers' programs and passes variables on; it decides nothing.
# Of rules that make brings along it would look for one for every file a command is built
# from, which takes longer than the command's start.
MAKEFLAGS += --no-builtin-rules
SLIPWAY := .slipway/bin/slipway
PROGRAMS := .slipway/bin/programs
MODULES := shared stacks/foundation stacks/compute stacks/delivery scripts tests
PACKAGES := $(addprefix ./,$(addsuffix /...,$(MODULES)))
DELVE := github.com/go-delve/delve/cmd/dlv@v1.27.2
LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.5.0
ON_ENV := deploy-all preview-all destroy-all refresh-all outputs recover doctor drift graph deployer-policy bootstrap-state
ON_FILES := init add-service
ON_LAYER := deploy preview destroy refresh
ON_SERVICE := push webhook start rebuild promote release rollback history replay call status logs approve reject stop freeze thaw

# sources lists the files a target depends on; a folder in it notices a deleted file.
sources = $(shell find go.work $(1) \
	\( -type d -o -type f ! -name '*_test.go' ! -name 'Pulumi*.yaml' \) ! -path '*/testdata/*')

# Build everything with the flags the Lambda functions need (reproducible, no
# inlining, no DWARF), so that command, tests and functions share one build cache.
# Compiling without inlining takes a quarter less time, without DWARF a tenth.
# `eval "$(make env)"` gives a shell the same flags; .vscode/settings.json has them too.
FLAGS := -trimpath -buildvcs=false '-gcflags=all=-l -dwarf=false' -gcflags=std=-dwarf=false
flags = $(if $(findstring $(FLAGS),$(1)),$(1),$(strip $(1) $(FLAGS)))
export CGO_ENABLED := 0
unexport GOEXPERIMENT
# The command is for this machine, and of the modules in go.work, whatever the caller's
# variables and `go env -w` say: an empty variable would let the latter speak. Go is asked
# by what runs go, not by a command that is built already.
RUNS_GO := build test cover test-aws bench soak lint env debug
workspace := $(GOWORK)
$(RUNS_GO): export GOFLAGS = $(call flags,$(filter-out -mod=%,$(shell go env GOFLAGS 2>/dev/null)))
$(RUNS_GO): export GOOS = $(shell go env GOHOSTOS 2>/dev/null)
$(RUNS_GO): export GOARCH = $(shell go env GOHOSTARCH 2>/dev/null)
own = $(findstring <$(CURDIR)/go.work>,<$(shell go env GOWORK 2>/dev/null)>)
$(RUNS_GO): export GOWORK = $(if $(own),$(workspace),$(CURDIR)/go.work)
# Without a home Go does not know where to keep what it downloads and compiles.
ifeq ($(HOME),)
export XDG_CACHE_HOME ?= $(CURDIR)/.slipway/cache
export GOCACHE ?= $(XDG_CACHE_HOME)/go-build
export GOMODCACHE ?= $(if $(GOPATH),$(GOPATH)/pkg/mod,$(XDG_CACHE_HOME)/go-mod)
endif

# The compiler takes up to 1 GB with this, and a tenth less time; on the largest
# packages a quarter.
FAST := GOGC=$${GOGC:-400}

# What is typed is taken as it is: make would expand a $ in it, and run what stands in
# $(shell ...), each time the variable is used or handed to a command.
GIVEN := ENV LAYER JSON DIFF MARKDOWN SAVE PLAN DETAILED_EXITCODE YES ALLOW ADOPT SERVICE BRANCH COMMIT MESSAGE PATHS \
	FAULT TO DIGEST VERSION FROM OVERRIDE EXECUTION LATEST ROTATE REASON ALL LIMIT DEPLOYMENT SUMMARY DISCARD DELIVERY EXPORT \
	PACKAGE PULL_REQUEST RUN EMAILS REPOSITORY SERVICES REGION ACCOUNT TARGET_ACCOUNT PRODUCTION SECRETS SET \
	AT METHOD BODY TOKEN HEADERS OF SINCE FOLLOW FORMAT OUT REPORT
$(foreach name,$(GIVEN),$(if $(filter command environment,$(origin $(name))),\
	$(eval override $(name) := $$(value $(name)))))
export $(GIVEN)
# What else is typed nobody reads; the command says which variable may have been meant.
export SLIPWAY_UNREAD := $(strip $(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(name))))

.DEFAULT_GOAL := help
.PHONY: help build test test-aws cover lint bench soak env debug iam-reference $(ON_FILES) $(ON_ENV) $(ON_LAYER) $(ON_SERVICE)
.SILENT:

help:
	echo "make init        ENV=dev                 write the stack files of an environment; asks, or takes"
	echo "                                         [EMAILS= REPOSITORY= BRANCH= SERVICES= REGION= ACCOUNT="
	echo "                                         TARGET_ACCOUNT= PRODUCTION= FROM= SECRETS=]"
	echo "make add-service ENV=dev SERVICE=cart    add a service to them [SET=\"path=services/cart/ memory=2048\"]"
	echo "make deploy-all  ENV=local               deploy the three layers, first to last"
	echo "make preview-all ENV=local               say what that would do [DIFF=1] [JSON=1] [SAVE=folder];"
	echo "                                         make deploy-all PLAN=folder deploys exactly that"
	echo "                                         each writes what it did into a file as well [REPORT=file]"
	echo "make destroy-all ENV=local               destroy the three layers, last to first"
	echo "make refresh-all ENV=local               make the recorded state what is really there"
	echo "make outputs     ENV=local [JSON=1]      print the outputs of every layer"
	echo "make deployer-policy ENV=dev             print the IAM policies that whoever deploys needs"
	echo "make bootstrap-state ENV=dev             make the bucket and the key that keep an account's states"
	echo "make deploy|preview|destroy|refresh LAYER=foundation|compute|delivery ENV=local"
	echo "                                         the same for one layer"
	echo "make recover     ENV=local               mend what a killed run left behind"
	echo "make doctor      ENV=local [JSON=1]      say how it is, and what mends what is not well"
	echo "make drift       ENV=local [JSON=1]      say what differs from the recorded state, and write nothing"
	echo "make graph       ENV=local OUT=env.html  draw layers and pipelines with their state [FORMAT=mermaid, svg or html]"
	echo "make push        ENV=local SERVICE=api   simulate a push, from the webhook to production"
	echo "                                         [REPOSITORY= BRANCH= PATHS= COMMIT= MESSAGE= DELIVERY=]"
	echo "                                         PULL_REQUEST=1 opens a pull request instead"
	echo "                                         FAULT=errors shows the rollback;"
	echo "                                         also bake, death, stuck, quiet, smoke, image, ..."
	echo "make webhook     ENV=dev                 address, secret and last deliveries of GitHub's webhook [JSON=1 LIMIT=]"
	echo "                                         ROTATE=1 makes a new secret; the old one counts for a day more"
	echo "make start       ENV=local SERVICE=api   start a pipeline without a push [COMMIT=]"
	echo "make rebuild     ENV=local SERVICE=api   build a commit anew, for a new base image [COMMIT=]"
	echo "make promote     ENV=prod SERVICE=api    start a pipeline with what FROM=staging released [COMMIT=]"
	echo "make rollback    ENV=local SERVICE=api   put the image before back [TO=version, digest or commit]"
	echo "make release     ENV=local SERVICE=api   release settings that are deployed and not live,"
	echo "                                         or an image of the history again, by"
	echo "                                         DIGEST=, COMMIT= or VERSION= [OVERRIDE=why]"
	echo "make history     ENV=local [SERVICE=]    print the deployment history [JSON=1]"
	echo "                                         [DEPLOYMENT=id] [LIMIT=rows] [ALL=1]"
	echo "                                         EXPORT=file or s3://bucket/prefix keeps a copy of all"
	echo "make replay      ENV=local [SERVICE=]    write into the history what could not be written when it happened"
	echo "make call        ENV=local SERVICE=api AT=/health"
	echo "                                         call a service over HTTPS [METHOD= BODY= HEADERS= TOKEN=]"
	echo "make status      ENV=local [SERVICE=]    how each service stands, and what waits [JSON=1]"
	echo "make logs        ENV=local SERVICE=api   print what a function has written [SINCE=1h FOLLOW=1 JSON=1];"
	echo "                                         OF=build, test or release: what the last one did [EXECUTION=id]"
	echo "make approve|reject ENV=dev SERVICE=api  answer the approval that waits [SUMMARY=why]"
	echo "                                         LATEST=1 rejects what is older than the newest; SERVICE=all"
	echo "make stop        ENV=dev SERVICE=api     stop an execution [EXECUTION=id] [REASON=why]"
	echo "make freeze|thaw ENV=prod [SERVICE=api]  let nothing into Deploy, REASON=why, or let it in again"
	echo "make test                                run every test"
	echo "make cover                               check that stacks/ and shared/ are covered completely"
	echo "make test-aws                            hold the layers against the real AWS provider, on an emulator"
	echo "make bench                               measure, and write docs/performance.md [RUN=part]"
	echo "make lint                                check format, vet and lint every module"
	echo 'eval "$$(make env)"                        give this shell the build flags: go test then compiles nothing twice'
	echo "make debug       PACKAGE=./shared/naming debug the tests of one package with delve [RUN=TestName]"
	echo ""
	echo "ENV=local simulates AWS: no account is touched. YES=1 answers every question."
	echo "In a real environment what holds data or serves traffic goes only if it is named: ALLOW=cart,..."
	echo "To destroy one, name the environment itself: ALLOW=dev."

$(ON_FILES) $(ON_ENV): env-given build
	$(SLIPWAY) $@

$(ON_LAYER): env-given layer-given build
	$(SLIPWAY) $@

$(ON_SERVICE): env-given build
	$(SLIPWAY) $@

# The command says which target may have been meant.
.DEFAULT:
	$(if $(wildcard $(SLIPWAY)),$(SLIPWAY) $@,$(error there is no target $@; make help lists them))

# Said before anything is built: nobody should wait to learn what is missing.
.PHONY: env-given layer-given package-given
env-given:
	$(if $(ENV),,$(error ENV is missing: say which environment, such as ENV=local))
layer-given:
	$(if $(LAYER),,$(error LAYER is missing: one of foundation, compute, delivery))
package-given:
	$(if $(PACKAGE),,$(error PACKAGE is missing: say whose tests to debug, such as PACKAGE=./shared/naming))

# The engine and the layers' programs are two commands, so that a change to a layer
# need not link the engine. What is out of date is built together.
build: $(PROGRAMS) $(SLIPWAY)
	$(if $(STALE),$(FAST) sh scripts/build.sh $(STALE))

$(SLIPWAY): $(call sources,shared scripts stacks/delivery/receiver)
	$(eval STALE += $@)

$(PROGRAMS): $(call sources,shared stacks scripts/langhost scripts/cmd/programs)
	$(eval STALE += $@)

# The tests that span layers read files outside their module, which Go's cache of
# test results does not watch.
test:
	$(FAST) go test $(filter-out ./tests/...,$(PACKAGES))
	$(FAST) go test -count=1 -timeout 30m ./tests/...

cover:
	$(FAST) sh scripts/cover.sh shared stacks/foundation stacks/compute stacks/delivery

# Through the real AWS provider, on an emulator; skips with the reason where there is none.
# Its environments wait more than they compute, so they run beside each other.
test-aws:
	$(FAST) go test -count=1 -v -parallel 8 -timeout 60m ./tests/realaws

# A hundred thousand random days of releases: half an hour. Then a thousand commands that
# are ended in the middle of their work, half of them inside a save, on full disks as well,
# with the state in a folder and in S3: some hours. Chance begins with the clock, which
# `make test` never does; what fails prints the seed that repeats it.
soak:
	$(FAST) go test -count=1 -timeout 2h ./tests/release -run 'TestRandomDays$$' -args -release.seed=0 -release.days=100000
	$(FAST) go test -count=1 -timeout 2h ./tests/operate -run 'TestRandomDaysOfPushes$$' -args -queue.all -queue.seed=0 -queue.days=120
	$(FAST) go test -count=1 -timeout 12h ./tests/kill -run 'TestKilled$$' -v -args -kill.runs=1000 -kill.slow -kill.seed=0

# Measures how fast it is, and writes docs/performance.md: an hour. RUN=sizes measures one
# part anew.
bench: build
	go run ./tests/bench -parts "$$RUN"

# Renews what AWS says of the actions in policies, from the npm registry.
iam-reference:
	node tests/iam/actions/reference.mjs

lint:
	sh scripts/lint.sh $(LINT) $(MODULES)

# The flags for a shell, so that plain go commands use what make has compiled.
env:
	echo "export CGO_ENABLED='$$CGO_ENABLED'"
	echo "export GOFLAGS='$$(printf '%s' "$$GOFLAGS" | sed "s/'/'\\\\''/g")'"

# Compiles slipway's own packages for the debugger; dependencies come out of the cache.
debug: package-given
	sh scripts/debug.sh $(DELVE) "$$PACKAGE" "$$RUN"
