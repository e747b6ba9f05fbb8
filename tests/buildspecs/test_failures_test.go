package buildspecs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/buildspec"
	"slipway/scripts/buildspec/faketools"
)

func TestEachStepOfATestRunFailsWithOneLineThatSaysWhatToDo(t *testing.T) { // R17
	t.Parallel()
	const emulator = "the image must start the Lambda runtime interface emulator on port 8080, " +
		"as images FROM public.ecr.aws/lambda do"
	cases := map[string]struct {
		stage       stage
		phase, line string
		started     bool
	}{
		"inputs are missing": {integration().set("IMAGE_URI", ""), "pre_build",
			"the build project lacks a value for IMAGE_URI: deploy the delivery layer again" + forGood, false},
		"the image is named by a tag": {integration().set("IMAGE_URI", repository+":latest"), "pre_build",
			"IMAGE_URI '" + repository + ":latest' does not name an image by its digest: " +
				"pass #{Build.IMAGE_URI} to the Test action" + forGood, false},
		"there are no integration tests": {
			integration().repo(map[string]string{"package.json": `{"scripts": {"test": "x"}}`}),
			"pre_build",
			"there are no integration tests: add the script test:integration to package.json in ." + forGood,
			false,
		},
		"there is no package.json": {integration().repo(map[string]string{"README.md": ""}), "pre_build",
			"there are no integration tests: add the script test:integration to package.json in ." + forGood, false},
		"no login": {integration().with(denied("docker", "login")), "pre_build",
			"the login to " + registry + " failed: check that the build role may ecr:GetAuthorizationToken and that Docker " +
				"runs (privileged mode)", false},
		"the image is gone": {integration().with(denied("docker", "pull")), "pre_build",
			"the image " + repository + "@" + digest + " cannot be pulled: check that the test role may ecr:BatchGetImage, " +
				"and that the lifecycle has not removed the image", false},
		"packages do not install": {integration().with(denied("npm", "ci")), "pre_build",
			"npm ci failed: run it in . and commit package-lock.json", false},
		"the container does not start": {integration().with(denied("docker", "run")), "build",
			"the image does not start: try it: docker run --rm -p 9000:8080 " + repository + "@" + digest, true},
		"the container ends": {integration().with(faketools.Reply{
			Tool:   "docker",
			Args:   "inspect",
			Stdout: "false\n",
		}), "build",
			"the service ended right after its start: read its log below", true},
		"the service never answers": {integration().set("READY_POLLS", "3").with(faketools.Reply{
			Tool:   "curl",
			Stdout: "000",
			Exit:   7,
		}), "build",
			"the service does not answer (last status: 000): " + emulator, true},
		"an integration test fails": {integration().with(denied("npm", "run test:integration")), "build",
			"the integration tests failed: see the test report and the service's log below", true},
		"the tests report nothing": {integration().with(faketools.Reply{Tool: "npm", Args: "run"}), "build",
			"the integration tests reported no test: let test:integration write JUnit XML to the file named by JUNIT_FILE" +
				forGood,
			true},
		"the tests report no test": {integration().with(faketools.Reply{
			Tool:   "npm",
			Args:   "run",
			Script: `echo '<testsuites/>' >"$JUNIT_FILE"`,
		}), "build",
			"the integration tests reported no test: let test:integration write JUnit XML to the file named by JUNIT_FILE" +
				forGood,
			true},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := test.stage.run(t, testSpec(t))
			o.failedWith(t, test.phase, test.line)
			assert.Empty(t, o.Exported)
			if test.started {
				assert.Contains(t, o.log, "slipway: the log of the service follows\nlog of the service\n")
				assert.Len(t, o.called("docker rm"), 1)
			} else {
				assert.Empty(t, o.called("docker run"))
			}
		})
	}
}

func TestReportsAreKeptWhenATestFails(t *testing.T) {
	t.Parallel()
	o := integration().with(faketools.Reply{
		Tool:   "npm",
		Args:   "run",
		Script: `echo '<testsuites><testcase><failure/></testcase></testsuites>' >"$JUNIT_FILE"; exit 1`,
	}).
		run(t, testSpec(t))
	assert.False(t, o.Succeeded())
	assert.Equal(t, []buildspec.Report{{Group: group, Files: []string{"slipway-reports/integration.xml"}}}, o.Reports)
}
