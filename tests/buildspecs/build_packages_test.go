package buildspecs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

func TestUnitTestsLeaveNothingBehindForTheImage(t *testing.T) {
	t.Parallel()
	o := build().with(faketools.Reply{
		Tool:   "npm",
		Args:   "test",
		Script: "touch left-behind",
	}).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.NoFileExists(t, o.dir+"/left-behind")
}

func TestWithCodeArtifactTheTokenReachesNpmAndTheImageByAFileOnly(t *testing.T) { // R19
	t.Parallel()
	seen := t.TempDir() + "/npmrc"
	o := build().set("CODEARTIFACT_REPOSITORY", "npm", "CODEARTIFACT_DOMAIN", "shop",
		"CODEARTIFACT_OWNER", "000000000000").
		with(faketools.Reply{
			Tool:   "npm",
			Args:   "ci",
			Script: `cp "$NPM_CONFIG_USERCONFIG" ` + seen + `; ls -l "$NPM_CONFIG_USERCONFIG" | cut -c 1-10 >` + seen + ".mode",
		}).
		run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	where := " --domain shop --domain-owner 000000000000 "
	assert.Equal(t, []string{
		"aws codeartifact get-repository-endpoint" + where +
			"--repository npm --format npm --query repositoryEndpoint --output text",
		"aws codeartifact get-authorization-token" + where +
			"--duration-seconds 3600 --query authorizationToken --output text",
	}, o.called("aws codeartifact"))
	host := "//shop-000000000000.d.codeartifact.us-east-1.amazonaws.com/npm/npm/"
	assert.Equal(t, "registry=https:"+host+"\n"+host+":_authToken="+faketools.NPMToken+"\n", readFile(t, seen))
	assert.Equal(t, "-rw-------\n", readFile(t, seen+".mode"))
	assert.Regexp(t, ` --secret id=npmrc,src=\S+/npmrc `, o.called("docker buildx build")[0])
}
