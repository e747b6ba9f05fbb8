package buildspecs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec"
	"slipway/scripts/buildspec/faketools"
)

func TestEachStepOfATestRunFailsWithOneLineThatSaysWhatToDo(t *testing.T) { // R17
	t.Parallel()
	const emulator = "the image must start the Lambda runtime interface emulator on port 8080, " +
		"as images FROM public.ecr.aws/lambda do"
	const sayHow = "say in slipway.yml how they are run (integration: …), or add the script test:integration " +
		"to package.json" + forGood
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
			"there are no integration tests: " + sayHow,
			false,
		},
		"there is no package.json": {integration().repo(map[string]string{"README.md": ""}), "pre_build",
			"there are no integration tests: " + sayHow, false},
		"no login": {integration().with(denied("docker", "login")), "pre_build",
			"the login to " + registry + " failed: check that the build role may ecr:GetAuthorizationToken and that Docker " +
				"runs (privileged mode)", false},
		"the image is gone": {integration().with(denied("docker", "pull")), "pre_build",
			"the image " + repository + "@" + digest + " cannot be pulled: check that the test role may ecr:BatchGetImage, " +
				"and that the lifecycle has not removed the image", false},
		"packages do not install": {integration().with(denied("npm", "ci")), "pre_build",
			notInstalled, false},
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
		"a test failed by its report": {
			integration().with(reports(`<testcase/><testcase><failure>1 &lt; 2</failure></testcase>`)),
			"build",
			"1 integration tests failed, by their report: let the tests end with another status than 0 as well",
			true,
		},
		"all tests are skipped": {
			integration().with(reports(`<testcase><skipped/></testcase><testcase><skipped/></testcase>`)),
			"build",
			"no integration test passed, all 2 were skipped: see the test report" + forGood,
			true,
		},
		"the report is cut off": {integration().with(reports(`<testcase/><testcase>`)), "build",
			"1 integration tests failed, by their report: let the tests end with another status than 0 as well", true},
		"the tests report nothing": {integration().with(faketools.Reply{Tool: "npm", Args: "run"}), "build",
			"the integration tests reported no test: let them write JUnit XML to the file named by JUNIT_FILE" + forGood,
			true},
		"a report was there before": {integration().repo(map[string]string{
			"package.json": scripts, "slipway-reports/old.xml": "<testcase/>",
		}).with(faketools.Reply{Tool: "npm", Args: "run"}), "build",
			"the integration tests reported no test: let them write JUnit XML to the file named by JUNIT_FILE" + forGood,
			true},
		"the tests report no test": {integration().with(faketools.Reply{
			Tool:   "npm",
			Args:   "run",
			Script: `echo '<testsuites/>' >"$JUNIT_FILE"`,
		}), "build",
			"the integration tests reported no test: let them write JUnit XML to the file named by JUNIT_FILE" + forGood,
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

// reports is a run of the tests that ends well and leaves a report.
func reports(cases string) faketools.Reply {
	return faketools.Reply{
		Tool:   "npm",
		Args:   "run",
		Script: "echo '<testsuites>" + cases + "</testsuites>' >\"$JUNIT_FILE\"",
	}
}

func TestReportsAreCountedAsTheyAreMeant(t *testing.T) {
	t.Parallel()
	for report, summary := range map[string]string{
		`<testcase/><testcase name="1 > 0"></testcase>`:                           "2 integration tests passed",
		`<testcase/><testcase><skipped message="later"/></testcase>`:              "1 integration tests passed, 1 skipped",
		`<testcase/><testcase name="a > b" status="notrun" result="suppressed"/>`: "1 integration tests passed, 1 skipped",
		`<testcase status="run"/><testcase status="disabled"></testcase>`:         "1 integration tests passed, 1 skipped",
		`<testcase/><!-- <testcase/> <failure/> -->`:                              "1 integration tests passed",
		`<testcase><system-out><![CDATA[<failure/>]]></system-out></testcase>`:    "1 integration tests passed",
		`<testcase
			name="a/"/>`: "1 integration tests passed",
		`<testcase><system-out>"</system-out></testcase><testcase/>`: "2 integration tests passed",
	} {
		t.Run(report, func(t *testing.T) {
			t.Parallel()
			o := integration().with(reports(report)).run(t, testSpec(t))
			require.True(t, o.Succeeded(), o.log)
			assert.Equal(t, summary, o.Exported["TEST_SUMMARY"])
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
