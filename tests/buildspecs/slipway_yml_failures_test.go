package buildspecs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/buildspecs"
)

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

func TestTheImageOfTheTestsDoesNotStart(t *testing.T) { // R17
	t.Parallel()
	files := service("image: acme/tests:1\nunit: a\nintegration: a\n")
	o := build().set("SERVICE_PATH",
		"services/api/").repo(files).with(denied("docker", "run --detach --name slipway-tests")).
		run(t, buildspecs.Build())
	o.failedWith(t, "build", "the image acme/tests:1 of slipway.yml does not start: it must hold sh; try it: "+
		"docker run --rm --entrypoint sh acme/tests:1 -c true")
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

func TestAPackageJSONThatIsNone(t *testing.T) { // R17
	t.Parallel()
	for _, text := range []string{"{\"scripts\": {\"test:integration\": \"x\"},}", "<<<<<<< HEAD", "", "[]"} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			o := build().repo(map[string]string{"Dockerfile": "FROM a\n", "package.json": text}).run(t, buildspecs.Build())
			o.failedWith(t, "pre_build", "package.json is not an object in JSON: npm pkg get shows where it is not"+forGood)
		})
	}
}
