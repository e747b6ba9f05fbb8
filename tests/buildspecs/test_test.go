package buildspecs_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec"
	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

const group = "arn:aws:codebuild:us-east-1:000000000000:report-group/test-api-dev-integration"

// integration is a Test stage in which all is well.
func integration() stage {
	return stage{
		env: map[string]string{
			"SERVICE": "api", "ECR_REPOSITORY_URI": repository, "IMAGE_URI": repository + "@" + digest,
			"AWS_REGION": "us-east-1", "READY_POLL_SECONDS": "0", "READY_EVENT": `{"rawPath":"/health"}`, "READY_STATUS": "0",
		},
		files: map[string]string{
			"package.json":      scripts,
			"package-lock.json": "{}",
		},
		answers: faketools.Test{Cases: []string{"health answers", "products are listed"}}.Replies(),
	}
}

func testSpec(t *testing.T) string {
	t.Helper()
	spec, err := buildspecs.Test(group)
	require.NoError(t, err)
	return spec
}

func TestTheImageIsTestedByItsDigestUnderTheEmulator(t *testing.T) { // R3, R20
	t.Parallel()
	o := integration().run(t, testSpec(t))
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, map[string]string{"TEST_SUMMARY": "2 integration tests passed"}, o.Exported)
	assert.Equal(t, []buildspec.Report{{Group: group, Files: []string{"slipway-reports/integration.xml"}}}, o.Reports)
	o.order(t, "docker login", "docker pull", "npm ci", "docker run", "curl", "npm run test:integration", "docker rm")
	image := repository + "@" + digest
	assert.Equal(t, []string{"docker pull --quiet " + image}, o.called("docker pull"))
	assert.Regexp(t, "^docker run --detach --name slipway-service --publish 127.0.0.1:9000:8080 --memory 1024m"+
		" --env AWS_LAMBDA_FUNCTION_MEMORY_SIZE=1024 --env AWS_LAMBDA_FUNCTION_TIMEOUT=30"+
		` --env-file \S+/function.env --env-file \S+/integration.env `+image+"$", o.called("docker run")[0])
	assert.Equal(t, []string{"npm ci --no-audit --no-fund", "npm run test:integration"}, o.called("npm"))
	assert.Equal(t, []string{"docker rm --force slipway-service slipway-tests"}, o.called("docker rm"))
	assert.Empty(t, o.called("docker logs"), "the service's log is for failures")
}

func TestTheServiceIsAskedUntilItAnswers(t *testing.T) {
	t.Parallel()
	o := integration().with(faketools.Reply{
		Tool:   "curl",
		Stdout: "502",
		Times:  3,
	}).run(t, testSpec(t))
	require.True(t, o.Succeeded(), o.log)
	calls := o.called("curl")
	assert.Len(t, calls, 5)
	assert.Equal(t, `curl --silent --max-time 30 --write-out \n%{http_code} --data {"rawPath":"/health"}`+
		` http://127.0.0.1:9000/2015-03-31/functions/function/invocations`, calls[0])
}

func TestSmokeCall(t *testing.T) { // R12
	t.Parallel()
	for body, good := range map[string][]string{
		`{"statusCode":200}`: {"0", "200"},
		`{"statusCode":404}`: {"0"},
		`{"statusCode":503}`: {"503"},
		`"pong"`:             {"0"},
		`{"errorType":"Error","errorMessage":"no"}`: {},
	} {
		for _, status := range []string{"0", "200", "503"} {
			t.Run(body+" for "+status, func(t *testing.T) {
				t.Parallel()
				o := integration().set("READY_POLLS", "2").set("READY_STATUS", status).with(faketools.Reply{
					Tool:   "curl",
					Stdout: body + "\n200",
				}).run(t, testSpec(t))
				if slices.Contains(good, status) {
					require.True(t, o.Succeeded(), o.log)
					return
				}
				o.failedWith(t, "build", "the service does not answer the smoke call as a release will ask it to: "+body+
					": answer it with a statusCode below 500, or set smoke for the service (docs/configuration.md) or "+
					"health in its slipway.yml")
				assert.Len(t, o.called("curl"), 2, "asked again")
			})
		}
	}
}

func TestTheTestsKnowWhereTheServiceIs(t *testing.T) {
	t.Parallel()
	seen := t.TempDir() + "/seen"
	o := integration().set("SERVICE_PATH", "services/api/").
		repo(map[string]string{"services/api/package.json": scripts}).
		with(faketools.Reply{
			Tool: "npm",
			Args: "run",
			Script: `printf '%s\n' "$SERVICE_URL" "$PWD" >` + seen +
				`; echo '<testsuites><testcase/></testsuites>' >"$JUNIT_FILE"`,
		}).
		run(t, testSpec(t))
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t,
		"http://127.0.0.1:9000/2015-03-31/functions/function/invocations\n"+o.dir+"/services/api\n", readFile(t, seen))
	assert.Equal(t, "1 integration tests passed", o.Exported["TEST_SUMMARY"])
}

// keepVariables has Docker copy the files with variables that it is given.
func keepVariables(into string) faketools.Reply {
	return faketools.Reply{
		Tool:   "docker",
		Args:   "run --detach",
		Script: `for arg; do case $arg in *.env) cat "$arg";; esac; done >` + into,
	}
}

func TestTheImageRunsWithTheFunctionsVariables(t *testing.T) {
	t.Parallel()
	seen := t.TempDir() + "/seen"
	o := integration().set("SERVICE_PATH", "services/api/", "LAMBDA_MEMORY", "256", "LAMBDA_TIMEOUT", "5",
		"FUNCTION_VARIABLES", `{"LOG_LEVEL":"info","TITLE":"$(touch pwned) = \"x\"","TEXT":"two\nlines"}`).
		repo(map[string]string{
			"services/api/package.json":         scripts,
			"services/api/test/integration.env": "STAGE=test\r\nLOG_LEVEL=debug\r\n",
		}).
		with(keepVariables(seen)).run(t, testSpec(t))
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, "LOG_LEVEL=info\nTITLE=$(touch pwned) = \"x\"\nSTAGE=test\nLOG_LEVEL=debug\n", readFile(t, seen),
		"the last one wins")
	assert.Contains(t, o.called("docker run")[0], " --memory 256m --env AWS_LAMBDA_FUNCTION_MEMORY_SIZE=256 "+
		"--env AWS_LAMBDA_FUNCTION_TIMEOUT=5 ")
	assert.Contains(t, o.called("curl")[0], "--max-time 5 ")
	assert.NoFileExists(t, o.dir+"/pwned")
}
