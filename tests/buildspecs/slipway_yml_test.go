package buildspecs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

// inImage answers the commands of slipway.yml that run in an image, and keeps them.
func inImage(into string) faketools.Reply {
	return faketools.Reply{
		Tool:   "docker",
		Args:   "run --rm",
		Script: `printf '%s\n' "$*" >>` + into + `; [ -z "$JUNIT_FILE" ] || echo '<testcase/>' >"$JUNIT_FILE"`,
	}
}

// service is a repository with a service that is tested as the text says.
func service(text string, more ...string) map[string]string {
	files := map[string]string{"services/api/Dockerfile": "FROM scratch\n", "services/api/slipway.yml": text}
	for i := 0; i < len(more); i += 2 {
		files["services/api/"+more[i]] = more[i+1]
	}
	return files
}

func TestAServiceOfAnyLanguageIsTested(t *testing.T) { // R14
	t.Parallel()
	for language, c := range map[string]struct {
		yml   string
		files []string
		unit  []string
		both  []string
	}{
		"Go": {
			yml: "image: public.ecr.aws/docker/library/golang:1.25\nunit: go test ./...\n" +
				"integration: go run gotest.tools/gotestsum@v1.12.0 --junitfile \"$JUNIT_FILE\" -- ./test/...\n",
			files: []string{"go.mod", "module api\n"},
			unit:  []string{"public.ecr.aws/docker/library/golang:1.25 -ec go test ./..."},
			both: []string{"public.ecr.aws/docker/library/golang:1.25 -ec go run gotest.tools/gotestsum@v1.12.0 --junitfile " +
				"\"$JUNIT_FILE\" -- ./test/..."},
		},
		"Python": {
			yml: "# how it is tested\nimage: 'public.ecr.aws/docker/library/python:3.13'\ninstall: pip install -r dev.txt\n" +
				"unit: pytest test/unit\nintegration: pytest test/integration --junitxml=\"$JUNIT_FILE\"\n",
			files: []string{"main.py", ""},
			unit: []string{"public.ecr.aws/docker/library/python:3.13 -ec pip install -r dev.txt",
				"public.ecr.aws/docker/library/python:3.13 -ec pytest test/unit"},
			both: []string{"public.ecr.aws/docker/library/python:3.13 -ec pip install -r dev.txt",
				"public.ecr.aws/docker/library/python:3.13 -ec pytest test/integration --junitxml=\"$JUNIT_FILE\""},
		},
		"Java, with a package.json for its formatter": {
			yml: "image: public.ecr.aws/docker/library/maven:3-eclipse-temurin-21\r\nintegration: |\r\n  mvn verify\r\n" +
				"  cp target/*-reports/*.xml \"${JUNIT_FILE%/*}\"\r\n",
			files: []string{"package.json", `{"devDependencies": {"prettier": "3"}, "scripts": {"test": "x"}}`},
			both: []string{"public.ecr.aws/docker/library/maven:3-eclipse-temurin-21 -ec mvn verify\n" +
				"cp target/*-reports/*.xml \"${JUNIT_FILE%/*}\""},
		},
	} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			seen := t.TempDir()
			files := service(c.yml, c.files...)
			o := build().set("SERVICE_PATH", "services/api/").repo(files).with(inImage(seen+"/unit")).run(t, buildspecs.Build())
			require.True(t, o.Succeeded(), o.log)
			assert.Empty(t, o.called("npm"))
			if c.unit == nil {
				assert.NoFileExists(t, seen+"/unit")
				assert.Contains(t, o.log, ": no unit tests\n")
			} else {
				ran := readFile(t, seen+"/unit")
				for _, commands := range c.unit {
					assert.Contains(t, ran, " --entrypoint sh "+commands+"\n")
				}
				assert.Regexp(t,
					`^run --rm --network host --volume (\S+/source):(\S+/source) --workdir \S+/source/services/api `, ran)
			}
			o = integration().set("SERVICE_PATH", "services/api/").repo(files).with(inImage(seen+"/both")).run(t, testSpec(t))
			require.True(t, o.Succeeded(), o.log)
			for _, commands := range c.both {
				assert.Contains(t, readFile(t, seen+"/both"), " --env JUNIT_FILE --env SERVICE_URL --entrypoint sh "+commands+"\n")
			}
			assert.Equal(t, "1 integration tests passed", o.Exported["TEST_SUMMARY"])
		})
	}
}

func TestCommandsOnTheBuildHost(t *testing.T) {
	t.Parallel()
	files := service(`install: printf i >>log
unit: |
  printf u >>log
  test "$(cat log)" = iu
integration: echo '<testcase/>' >"$JUNIT_FILE"; printf '%s\n' "$SERVICE_URL" >url
health: {"Records": []} # of a queue
`)
	o := build().set("SERVICE_PATH", "services/api/").repo(files).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.NoFileExists(t, o.dir+"/services/api/log", "the unit tests have a copy")
	o = integration().set("SERVICE_PATH", "services/api/").repo(files).run(t, testSpec(t))
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, "http://127.0.0.1:9000/2015-03-31/functions/function/invocations\n",
		readFile(t, o.dir+"/services/api/url"))
	assert.Contains(t, o.called("curl")[0], ` --data {"Records": []} http://`)
}

func TestWhatSlipwayYmlSaysWins(t *testing.T) {
	t.Parallel()
	files := service("unit: 'true'\n", "package.json", scripts, "package-lock.json", "{}")
	o := build().set("SERVICE_PATH", "services/api/").repo(files).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, []string{"npm ci --no-audit --no-fund"}, o.called("npm"))
	o = integration().set("SERVICE_PATH", "services/api/").repo(files).run(t, testSpec(t))
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, []string{"npm ci --no-audit --no-fund", "npm run test:integration"}, o.called("npm"))
}

func TestSlipwayYmlThatIsNotRead(t *testing.T) { // R17
	t.Parallel()
	const see = ": see 'How a service is tested' in docs/configuration.md"
	const quotes = "the quotes do not end, or there is a \\ in them that is not before \" or \\" + see
	for text, line := range map[string]string{
		"units: go test\n":                "line 1: there is no such key: use image install unit integration health" + see,
		"unit: a\n\nunit: b\n":            "line 3: the key is there twice" + see,
		"unit:\n  - go test\n":            "line 1: the key has no value: give it one, or take it out" + see,
		"unit: # later\n":                 "line 1: the key has no value: give it one, or take it out" + see,
		"unit: [go, test]\n":              "line 1: YAML reads this as more than a text: put it in quotes" + see,
		"unit: &a go\n":                   "line 1: YAML reads this as more than a text: put it in quotes" + see,
		"unit: echo a: b\n":               "line 1: YAML reads this as more than a text: put it in quotes" + see,
		"unit: >\n  go test\n":            "line 1: YAML reads this as more than a text: put it in quotes" + see,
		"unit: a\n  b\n":                  "line 2: it is not `key: value`, at the beginning of the line" + see,
		"unit: |\n    a\n  b\n":           "line 3: it is indented less than the line before" + see,
		"unit: \"a\n":                     "line 1: " + quotes,
		"unit: \"a\\tb\"\n":               "line 1: " + quotes,
		"unit: 'a' b\n":                   "line 1: there is more after the quotes" + see,
		"unit: go\n" + buildSecret + "\n": "line 2: it is not `key: value`, at the beginning of the line" + see,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			o := build().set("SERVICE_PATH", "services/api/").repo(service(text)).run(t, buildspecs.Build())
			o.failedWith(t, "pre_build", "services/api/slipway.yml, "+line+forGood)
			assert.Empty(t, o.called("aws"), "before anything is done")
		})
	}
	for text, line := range map[string]string{
		"unit: go test\n": "there are no integration tests: say in services/api/slipway.yml how they are run " +
			"(integration: …), or add the script test:integration to services/api/package.json",
		"image: '--privileged'\n": "image in services/api/slipway.yml is not the name of an image: " +
			"write one such as public.ecr.aws/docker/library/golang:1.25",
		"image: a b\n": "image in services/api/slipway.yml is not the name of an image: " +
			"write one such as public.ecr.aws/docker/library/golang:1.25",
		"health: {a}\n": "health in services/api/slipway.yml is not an event: " +
			`write it as JSON, such as {"rawPath": "/health"}`,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			o := build().set("SERVICE_PATH", "services/api/").repo(service(text)).
				run(t, buildspecs.Build())
			o.failedWith(t, "pre_build", line+forGood)
		})
	}
	t.Run("under another name", func(t *testing.T) {
		t.Parallel()
		o := build().set("SERVICE_PATH",
			"services/api/").repo(service("", "slipway.yaml", "unit: a\n")).run(t, buildspecs.Build())
		o.failedWith(t, "pre_build", "services/api/slipway.yaml is not read: call it slipway.yml"+forGood)
	})
}

func TestCommandsOfSlipwayYmlThatFail(t *testing.T) { // R17
	t.Parallel()
	for name, c := range map[string]struct {
		yml, line, hint string
		files           []string
	}{
		"an install": {"install: 'false'\nunit: 'true'\nintegration: a\n",
			"install of slipway.yml failed: try it in services/api: false", "", nil},
		"a unit test": {
			"unit: |\n  false\n  true\nintegration: a\n", "the unit tests failed: try them in services/api: false", "", nil,
		},
		"a file that is not executable": {"unit: ./gradlew test\nintegration: a\n",
			"the unit tests failed: try them in services/api: ./gradlew test",
			"if it is a file of the repository, it must be executable (git update-index --chmod=+x FILE)",
			[]string{"gradlew", "#!/bin/sh\n"}},
		"a file with the line ends of Windows": {"unit: chmod +x gradlew; ./gradlew test\nintegration: a\n",
			"the unit tests failed: try them in services/api: chmod +x gradlew; ./gradlew test",
			"end its lines as Unix does (FILE text eol=lf in .gitattributes)",
			[]string{"gradlew", "#!/bin/sh\r\n"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := build().set("SERVICE_PATH", "services/api/").repo(service(c.yml, c.files...)).run(t, buildspecs.Build())
			o.failedWith(t, "build", c.line)
			assert.Contains(t, o.log, c.hint)
			assert.Empty(t, o.called("docker buildx"))
		})
	}
}

func TestWhatTheSourceDoesNotHoldIsNamed(t *testing.T) {
	t.Parallel()
	files := service("integration: a\n", "run.sh", "#!/bin/sh\r\nexec node\r\n", "logo.png",
		"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "docs\nslipway: all is well.txt", "#!/bin/sh\r\n")
	files[".gitmodules"] = "[submodule \"shared\"]\n\tpath = packages/shared\n\turl = https://github.com/acme/shared\n" +
		"[submodule \"api\"]\n\tpath = services/api\n"
	o := build().set("SERVICE_PATH", "services/api/").repo(files).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Contains(t, o.log, "slipway: packages/shared is a submodule, which the source does not hold: "+
		"put the files themselves there\n")
	assert.NotContains(t, o.log, "services/api is a submodule")
	assert.Contains(t, o.log,
		"slipway: services/api/logo.png is a pointer of Git LFS, whose files the source does not hold\n")
	assert.Contains(t, o.log, "slipway: services/api/run.sh ends its lines as Windows does, so that it cannot be run ")
	assert.NotContains(t, o.log, "\nslipway: all is well")
}
