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
			"package.json":      `{"scripts": {"test:integration": "node --test"}}`,
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
	assert.Equal(t, []string{"docker run --detach --name slipway-service --publish 127.0.0.1:9000:8080 --memory 1024m" +
		" --env AWS_LAMBDA_FUNCTION_MEMORY_SIZE=1024 --env AWS_LAMBDA_FUNCTION_TIMEOUT=30 " + image}, o.called("docker run"))
	assert.Equal(t, []string{"npm ci --no-audit --no-fund", "npm run test:integration"}, o.called("npm"))
	assert.Equal(t, []string{"docker rm --force slipway-service"}, o.called("docker rm"))
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
					": answer it with a statusCode below 500, or set smoke for the service (docs/configuration.md)")
				assert.Len(t, o.called("curl"), 2, "asked again")
			})
		}
	}
}

func TestTheTestsKnowWhereTheServiceIs(t *testing.T) {
	t.Parallel()
	seen := t.TempDir() + "/seen"
	o := integration().set("SERVICE_PATH", "services/api").
		repo(map[string]string{
			"services/api/package.json":         `{"scripts": {"test:integration": "x"}}`,
			"services/api/test/integration.env": "STAGE=test\n",
		}).
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
	assert.Contains(t, o.called("docker run")[0], " --env-file "+o.dir+"/services/api/test/integration.env ")
	assert.Equal(t, "1 integration tests passed", o.Exported["TEST_SUMMARY"])
}
