package buildspecs_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

// buildSecret is what a secret of the build holds, in the middle of a line.
const buildSecret = "value-of-the-secret"

// secret is Secrets Manager's answer about a secret.
func secret(name, answer string) faketools.Reply {
	return faketools.Reply{
		Tool:   "aws",
		Args:   "secretsmanager get-secret-value --secret-id " + name + " --output json",
		Stdout: answer + "\n",
	}
}

func TestTheImageIsBuiltOfWhatTheServiceSays(t *testing.T) { // R14
	t.Parallel()
	o := build().set("SERVICE_PATH", "services/api/", "DOCKER_CONTEXT", ".", "DOCKERFILE", "docker/api",
		"BUILD_TARGET", "production", "BUILD_ARGS", `{"A":"1","B":"two words $(touch pwned) `+"`id`"+` \"","C":""}`).
		repo(map[string]string{
			"docker/api":               "FROM scratch\n",
			"services/api/slipway.yml": "integration: a\n",
			"packages/shared/x.py":     "",
		}).
		run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	built := o.called("docker buildx build")[0] + " "
	assert.Contains(t, built, " --file "+o.dir+"/docker/api --target production --build-arg A=1"+
		" --build-arg B=two words $(touch pwned) `id` \" --build-arg C= ")
	assert.Contains(t, built, " --push "+o.dir+"/. ")
	assert.NoFileExists(t, o.dir+"/pwned")
}

func TestTheDockerfileOfAServiceIsInItsFolder(t *testing.T) {
	t.Parallel()
	o := build().set("SERVICE_PATH", "services/api/", "DOCKER_CONTEXT", "services/").
		repo(map[string]string{
			"services/api/Dockerfile":   "FROM scratch\n",
			"services/api/package.json": scripts,
		}).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	built := o.called("docker buildx build")[0] + " "
	assert.Contains(t, built, " --file "+o.dir+"/services/api/Dockerfile ")
	assert.Contains(t, built, " --push "+o.dir+"/services/ ")
}

func TestBuildSecretsReachTheImageByFilesOnly(t *testing.T) {
	t.Parallel()
	seen := t.TempDir()
	text := "[global]\nindex-url = https://me:" + buildSecret + "@pypi.acme.test/simple\n"
	o := build().set("BUILD_SECRETS", `{"netrc":"shop/netrc","pip":"shop/pip"}`).with(
		secret("shop/pip", `{"SecretString": "`+strings.ReplaceAll(text, "\n", `\n`)+`"}`),
		secret("shop/netrc", `{"SecretString": "`+buildSecret+`"}`),
		faketools.Reply{
			Tool: "docker",
			Args: "buildx build",
			// A Dockerfile that prints what it is given, to both streams.
			Script: `for arg; do case $arg in id=*,src=*)
				cat "${arg#*src=}"; printf '%s\n' "--password ` + buildSecret + `;"; printf 'RUN %s\n' "$(cat "${arg#*src=}")" >&2
				cp "${arg#*src=}" ` + seen + `; ls -l "${arg#*src=}" | cut -c 1-10 >>` + seen + `/modes
				printf '%s\n' "$(dirname "${arg#*src=}")" >` + seen + `/where;; esac; done
				` + faketools.WriteMetadata(digest),
		},
	).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, text, readFile(t, seen+"/pip"), "to the letter")
	assert.Equal(t, buildSecret, readFile(t, seen+"/netrc"))
	assert.Equal(t, "-rw-------\n-rw-------\n", readFile(t, seen+"/modes"))
	assert.NoDirExists(t, strings.TrimSpace(readFile(t, seen+"/where")), "gone with the build")
	assert.Regexp(t, ` --secret id=netrc,src=\S+/netrc --secret id=pip,src=\S+/pip `, o.called("docker buildx build")[0])
	assert.Contains(t, o.log, "RUN ***\n")
	assert.Contains(t, o.log, "--password ***;\n", "out of the middle of a line")
	for _, call := range o.calls {
		assert.NotContains(t, call.Stdin, buildSecret, call.Tool)
	}
	left, err := os.ReadDir(o.dir)
	require.NoError(t, err)
	assert.Len(t, left, 3, "nothing in the source")
}

// The Dockerfile can print the token of the packages as well.
func TestThePackagesTokenIsInNoLog(t *testing.T) {
	t.Parallel()
	o := codeArtifact().with(faketools.Reply{
		Tool: "docker",
		Args: "buildx build",
		Script: `for arg; do case $arg in id=npmrc,*) cat "${arg#*src=}";; esac; done
			` + faketools.WriteMetadata(digest),
	}).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Contains(t, o.log, "***\n")
}

func TestAnImageThatDoesNotBuildSaysWhy(t *testing.T) {
	t.Parallel()
	o := build().with(faketools.Reply{
		Tool:   "docker",
		Args:   "buildx build",
		Stderr: "ERROR: target stage \"x\" could not be found\n",
		Exit:   1,
	}).run(t, buildspecs.Build())
	assert.False(t, o.Succeeded())
	assert.Contains(t, o.log, "ERROR: target stage \"x\" could not be found\n")
}
