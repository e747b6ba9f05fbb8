package buildspecs_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

// inImage answers the commands of slipway.yml that run in an image, and keeps them.
func inImage(into string) []faketools.Reply {
	return []faketools.Reply{
		{
			Tool:   "docker",
			Args:   "run --detach --name slipway-tests ",
			Script: `printf '%s\n' "$*" >>` + into,
		},
		{
			Tool:   "docker",
			Args:   "exec ",
			Script: `printf '%s\n' "$*" >>` + into + `; [ -z "$JUNIT_FILE" ] || echo '<testcase/>' >"$JUNIT_FILE"`,
		},
		{Tool: "docker", Args: "rm --force slipway-tests"},
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
		image string
		yml   string
		files []string
		unit  []string
		both  []string
	}{
		"Go": {
			image: "public.ecr.aws/docker/library/golang:1.25",
			yml: "image: public.ecr.aws/docker/library/golang:1.25\nunit: go test ./...\n" +
				"integration: go run gotest.tools/gotestsum@v1.12.0 --junitfile \"$JUNIT_FILE\" -- ./test/...\n",
			files: []string{"go.mod", "module api\n"},
			unit:  []string{"go test ./..."},
			both: []string{"go run gotest.tools/gotestsum@v1.12.0 --junitfile " +
				"\"$JUNIT_FILE\" -- ./test/..."},
		},
		"Python": {
			image: "public.ecr.aws/docker/library/python:3.13",
			yml: "# how it is tested\nimage: 'public.ecr.aws/docker/library/python:3.13'\ninstall: pip install -r dev.txt\n" +
				"unit: pytest test/unit\nintegration: pytest test/integration --junitxml=\"$JUNIT_FILE\"\n",
			files: []string{"main.py", ""},
			unit: []string{"pip install -r dev.txt",
				"pytest test/unit"},
			both: []string{"pip install -r dev.txt",
				"pytest test/integration --junitxml=\"$JUNIT_FILE\""},
		},
		"Java, with a package.json for its formatter": {
			image: "public.ecr.aws/docker/library/maven:3-eclipse-temurin-21",
			yml: "image: public.ecr.aws/docker/library/maven:3-eclipse-temurin-21\r\nintegration: |\r\n  mvn verify\r\n" +
				"  cp target/*-reports/*.xml \"${JUNIT_FILE%/*}\"\r\n",
			files: []string{"package.json", `{"devDependencies": {"prettier": "3"}, "scripts": {"test": "x"}}`},
			both: []string{"mvn verify\n" +
				"cp target/*-reports/*.xml \"${JUNIT_FILE%/*}\""},
		},
	} {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			seen := t.TempDir()
			files := service(c.yml, c.files...)
			o := build().set("SERVICE_PATH",
				"services/api/").repo(files).with(inImage(seen+"/unit")...).run(t, buildspecs.Build())
			require.True(t, o.Succeeded(), o.log)
			assert.Empty(t, o.called("npm"))
			if c.unit == nil {
				assert.NoFileExists(t, seen+"/unit")
				assert.Contains(t, o.log, ": no unit tests\n")
			} else {
				ran := readFile(t, seen+"/unit")
				inOne(t, ran, `\S+/source`, c.image, c.unit)
				assert.Equal(t, []string{"docker rm --force slipway-tests"}, o.called("docker rm"))
			}
			o = integration().set("SERVICE_PATH", "services/api/").repo(files).with(inImage(seen+"/both")...).run(t, testSpec(t))
			require.True(t, o.Succeeded(), o.log)
			inOne(t, readFile(t, seen+"/both"), o.dir, c.image, c.both)
			assert.Equal(t, "1 integration tests passed", o.Exported["TEST_SUMMARY"])
		})
	}
}

// inOne asserts that the commands ran one after the other in one container of the image,
// with the folder of the source in it.
func inOne(t *testing.T, ran, source, image string, commands []string) {
	t.Helper()
	want := `^run --detach --name slipway-tests --network host --volume ` + source + ":" + source + " --entrypoint sh " +
		regexp.QuoteMeta(image) + " -c sleep 86400\n"
	for _, c := range commands {
		want += "exec --workdir " + source +
			"/services/api --env CI --env JUNIT_FILE --env SERVICE_URL slipway-tests sh -ec " +
			regexp.QuoteMeta(c) + "\n"
	}
	assert.Regexp(t, want+"$", ran)
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
	assert.NotContains(t, o.log, "git is asked for")
}

// A context beside the service's folder hides nothing of what is in the folder.
func TestTheFolderIsLookedThroughBesideTheContext(t *testing.T) {
	t.Parallel()
	files := service("integration: a\n", "gradlew", "#!/bin/sh\r\n")
	files["docker/Dockerfile"] = "FROM scratch\n"
	o := build().set("SERVICE_PATH", "services/api/", "DOCKER_CONTEXT", "docker/").repo(files).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Contains(t, o.log, "slipway: services/api/gradlew ends its lines as Windows does")
	o = build().set("SERVICE_PATH", "services/api/", "DOCKER_CONTEXT", ".").repo(files).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Len(t, regexp.MustCompile("gradlew ends its lines").FindAllString(o.log, -1), 1)
}

func TestASourceWithoutHistoryIsNamedToWhoAsksForIt(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]map[string]string{
		"by a command": service("integration: a\nunit: test \"$(git describe --tags)\" || true\n"),
		"by a script": {
			"services/api/Dockerfile":   "FROM a\n",
			"services/api/package.json": `{"scripts": {"version": "git log", "test:integration": "x"}}`,
		},
		"by the Dockerfile": {
			"services/api/Dockerfile":  "FROM a\nCOPY .git ./.git\n",
			"services/api/slipway.yml": "integration: a\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := build().set("SERVICE_PATH", "services/api/").repo(files).run(t, buildspecs.Build())
			require.True(t, o.Succeeded(), o.log)
			assert.Contains(t, o.log,
				"slipway: git is asked for what the source does not hold: it has the files of the commit and no history\n")
		})
	}
}

func TestWhatEditorsAndToolsWriteIsRead(t *testing.T) {
	t.Parallel()
	t.Run("a mark of the byte order", func(t *testing.T) {
		t.Parallel()
		files := service("\ufeffunit: 'true'\r\nintegration: a\r\n", "package.json",
			"\ufeff"+scripts, "package-lock.json", "{}")
		o := build().set("SERVICE_PATH", "services/api/").repo(files).run(t, buildspecs.Build())
		require.True(t, o.Succeeded(), o.log)
	})
	t.Run("the script test of npm init is no test", func(t *testing.T) {
		t.Parallel()
		o := build().repo(map[string]string{"Dockerfile": "FROM a\n", "package.json": `{"scripts": {
			"test": "echo \"Error: no test specified\" && exit 1", "test:integration": "x"}}`}).run(t, buildspecs.Build())
		require.True(t, o.Succeeded(), o.log)
		assert.Contains(t, o.log, ": no unit tests\n")
		assert.Empty(t, o.called("npm"))
	})
}
