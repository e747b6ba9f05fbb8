package buildspecs_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

// credentials is where CodeBuild's containers get those of the project's role.
const credentials = "/v2/credentials/0c0ffee0"

// pulled is the build of a pull request in which all is well.
func pulled(t *testing.T) stage {
	t.Helper()
	return stage{
		env: map[string]string{
			"SERVICE": "api", "BUILDKIT_IMAGE": "builder", "AWS_REGION": "us-east-1", "HOME": t.TempDir(),
			"READY_POLL_SECONDS": "0", "READY_EVENT": `{"rawPath":"/health"}`, "READY_STATUS": "0",
			"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": credentials,
			"CODEARTIFACT_REPOSITORY":                "npm", "CODEARTIFACT_DOMAIN": "d", "CODEARTIFACT_OWNER": "000000000000",
		},
		files: map[string]string{
			"Dockerfile":        "FROM scratch\n",
			"package.json":      `{"scripts": {"test": "node --test", "test:integration": "node --test test"}}`,
			"package-lock.json": "{}",
		},
		answers: slices.Concat([]faketools.Reply{
			{Tool: "iptables"}, {Tool: "chown"},
			// It becomes nobody, which these tests cannot: what follows its options is run.
			{Tool: "setpriv", Script: `while [[ "$1" == --* ]]; do shift; done; exec "$@"`},
			{Tool: "npm", Args: "test"},
			{Tool: "docker", Args: "buildx"},
		}, faketools.Test{Cases: []string{"health answers"}}.Replies()),
	}
}

func TestAPullRequestIsBuiltAndTestedAndNothingIsKept(t *testing.T) {
	t.Parallel()
	o := pulled(t).run(t, buildspecs.Pulls())
	require.True(t, o.Succeeded(), o.log)
	assert.Empty(t, o.Exported)
	assert.Empty(t, o.Reports)
	o.order(t, "iptables", "setpriv", "npm ci", "npm test", "docker buildx build", "docker run", "curl",
		"npm run test:integration", "docker rm")
	built := o.called("docker buildx build")
	require.Len(t, built, 1)
	assert.Contains(t, built[0], "--tag slipway-pull --load ")
	for _, never := range []string{"--push", "--cache-to", "--cache-from"} {
		assert.NotContains(t, built[0], never)
	}
	for _, call := range o.called("aws") {
		assert.Regexp(t, "^aws (ecr-public get-login-password|codeartifact get-)", call, "R16: it calls nothing else of AWS")
	}
	assert.Contains(t, o.called("docker run")[0], "--env-file")
	assert.True(t, strings.HasSuffix(o.called("docker run")[0], " slipway-pull"))
	assert.Contains(t, o.log, "1 integration tests passed")
}

func TestAPullRequestFindsNoCredentials(t *testing.T) { // R16
	t.Parallel()
	seen := filepath.Join(t.TempDir(), "seen")
	look := "env >>" + seen + "; echo 'in '$PWD >>" + seen
	s := pulled(t)
	s.files["slipway.yml"] = "unit: " + look + "\nintegration: " + look + `; echo '<testcase/>' >"$JUNIT_FILE"` + "\n"
	o := s.run(t, buildspecs.Pulls())
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, []string{
		"iptables --insert OUTPUT --destination 169.254.170.2 --match owner --uid-owner 65534 --jump REJECT",
	}, o.called("iptables"))
	for _, call := range o.called("setpriv") {
		assert.True(t, strings.HasPrefix(call, "setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs "+
			"env --ignore-environment PATH="), call)
	}
	text, err := os.ReadFile(seen)
	require.NoError(t, err)
	var names []string
	for line := range strings.Lines(string(text)) {
		if name, value, found := strings.Cut(strings.TrimSpace(line), "="); found {
			names = append(names, name)
			assert.NotContains(t, value, credentials)
		} else {
			assert.NotContains(t, line, o.dir, "it works on a copy")
		}
	}
	slices.Sort(names)
	assert.Subset(t, []string{"CI", "CODEBUILD_SRC_DIR", "HOME", "JUNIT_FILE", "LANG", "NPM_CONFIG_USERCONFIG", "OLDPWD",
		"PATH", "PWD", "SERVICE_PATH", "SERVICE_URL", "SHLVL", "SLIPWAY_WORK", "_"}, slices.Compact(names))
}

func TestAPullRequestReachesNothingOutsideOfIt(t *testing.T) { // R16
	t.Parallel()
	outside := filepath.Join(t.TempDir(), "secret.env")
	require.NoError(t, os.WriteFile(outside, []byte("SECRET=hunter2\n"), 0o600))
	for name, c := range map[string]struct{ link, to, phase, line string }{
		"by the tests' variables": {"test/integration.env", outside, "build",
			"test/integration.env is a link, or no file: put the file itself there" + forGood},
		"by a link to nothing": {"test/integration.env", outside + ".gone", "build",
			"test/integration.env is a link, or no file: put the file itself there" + forGood},
		"by their folder": {"test", filepath.Dir(outside), "build",
			"./test is a link out of the repository: put the files themselves there" + forGood},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := pulled(t)
			s.links = map[string]string{c.link: c.to}
			if c.link == "test" {
				require.NoError(t, os.WriteFile(filepath.Join(c.to, "integration.env"), []byte("SECRET=hunter2\n"), 0o600))
			}
			o := s.run(t, buildspecs.Pulls())
			o.failedWith(t, c.phase, c.line)
			assert.Empty(t, o.called("docker run"))
		})
	}
}

// Docker gives the image the value that a name alone has where Docker is called: with it the
// address of the credentials would be the image's, which anybody has written.
func TestAPullRequestTakesNoVariableOfTheBuild(t *testing.T) { // R16
	t.Parallel()
	for name, line := range map[string]string{
		"by its name":         "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
		"after a space":       "  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
		"with a space behind": "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI ",
		"as a shell has it":   "export AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
		"as Windows ends it":  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI\r",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := pulled(t)
			s.files["test/integration.env"] = "\ufeffSTAGE=test\r\n# of the tests\n\n" + line + "\n"
			o := s.run(t, buildspecs.Pulls())
			o.failedWith(t, "build",
				"line 4 of test/integration.env is not NAME=value: write each variable with its value, and without export"+forGood)
			assert.Empty(t, o.called("docker run"))
		})
	}
}

func TestAPullRequestFails(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		reply       faketools.Reply
		phase, line string
	}{
		"with its unit tests": {faketools.Reply{
			Tool: "npm",
			Args: "test",
			Exit: 1,
		}, "build",
			"the unit tests failed: run npm test in ."},
		"with its image": {faketools.Reply{
			Tool: "docker",
			Args: "buildx build",
			Exit: 1,
		}, "build",
			"the image does not build: read the lines above; builds of pull requests get no secret of buildSecrets"},
		"without the builder": {faketools.Reply{
			Tool: "docker",
			Args: "buildx create",
			Exit: 1,
		}, "build",
			"the image builder does not start: check that the project is privileged and that builder can be pulled"},
		"with its integration tests": {faketools.Reply{
			Tool: "npm",
			Args: "run test:integration",
			Exit: 1,
		}, "build",
			"the integration tests failed: see the test report and the service's log below"},
		"if its code would reach the credentials": {faketools.Reply{Tool: "iptables", Exit: 1}, "pre_build",
			"the address of the credentials cannot be barred: check that the project is privileged"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := pulled(t).with(c.reply).run(t, buildspecs.Pulls())
			o.failedWith(t, c.phase, c.line)
		})
	}
}
