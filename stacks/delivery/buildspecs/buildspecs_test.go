package buildspecs_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/buildspecs"
	"slipway/stacks/delivery/buildspecs/buildspecstest"
)

const group = "arn:aws:codebuild:us-east-1:000000000000:report-group/test-api-dev-integration"

func testSpec(t *testing.T) string {
	t.Helper()
	spec, err := buildspecs.Test(group)
	require.NoError(t, err)
	return spec
}

func TestTheSharedStepsAreInEveryBuildspec(t *testing.T) {
	t.Parallel()
	for name, spec := range map[string]string{
		"build": buildspecs.Build(), "promote": buildspecs.Promote(), "test": testSpec(t),
	} {
		assert.NotRegexp(t, `\{\{[a-z]`, spec, name)
		assert.Contains(t, buildspecstest.Unpacked(spec), "\nregistry_login() {\n", name)
		assert.Contains(t, spec, "\n        END_OF_STEPS\n", name)
		assert.Less(t, len(spec), 25_600, name) // aws/aws-cdk, pull request 14974
	}
	pulls := buildspecs.Pulls()
	assert.Less(t, len(pulls), 25_600)
	assert.Contains(t, buildspecstest.Unpacked(pulls), "\nguest() {\n")
	assert.NotContains(t, buildspecstest.Unpacked(pulls), "registry_login", "R16: it has no registry")
	assert.Equal(t, "version: 0.2", buildspecstest.Unpacked("version: 0.2"))
	broken := strings.Replace(buildspecs.Build(), "H4sI", "AAAA", 1)
	assert.Equal(t, broken, buildspecstest.Unpacked(broken), "what is no archive stays as it is")
}

func TestReportsGoToTheGroupWithTheARNGiven(t *testing.T) { // R20
	t.Parallel()
	assert.Contains(t, testSpec(t), "\nreports:\n  \""+group+"\":\n    base-directory: slipway-reports\n")
}

func TestWhatIsNotAReportGroupsARNIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "integration", group + "\":\n  x: \"", "arn:aws:codebuild:us-east-1:1:" +
		"report-group/x", strings.Replace(group, "report-group", "project", 1)} {
		_, err := buildspecs.Test(text)
		require.Error(t, err)
		assert.Contains(t, err.Error(),
			"is not the ARN of a CodeBuild report group (arn:aws:codebuild:REGION:ACCOUNT:report-group/NAME)")
	}
}

// ownVariables are set by CodeBuild or by the buildspec's own shell code.
var ownVariables = []string{
	"AWS_REGION", "CODEBUILD_SRC_DIR", "CODEBUILD_RESOLVED_SOURCE_VERSION", "CODEBUILD_INITIATOR",
	"SLIPWAY_WORK", "NPM_CONFIG_USERCONFIG", "SERVICE_URL", "JUNIT_FILE", "AWS_CONFIG_FILE", "LC_ALL", "HOME", "PATH",
}

// TestTheListsOfVariablesAreWhatTheBuildspecsUse holds the documentation to the
// files: every variable read is listed or exported, every listed one is read,
// and the defaults are the same.
func TestTheListsOfVariablesAreWhatTheBuildspecsUse(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		spec            string
		inputs, exports []buildspecstest.Variable
	}{
		"build": {buildspecstest.Unpacked(buildspecs.Build()), buildspecstest.BuildInputs(), buildspecstest.BuildExports()},
		"promote": {
			buildspecstest.Unpacked(buildspecs.Promote()), buildspecstest.PromoteInputs(), buildspecstest.PromoteExports(),
		},
		"test":  {buildspecstest.Unpacked(testSpec(t)), buildspecstest.TestInputs(), buildspecstest.TestExports()},
		"pulls": {buildspecstest.Unpacked(buildspecs.Pulls()), buildspecstest.PullsInputs(), nil},
	}
	reads := regexp.MustCompile(`\$\{?([A-Z][A-Z_]+[A-Z])\b`)
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var known []string
			for _, variable := range test.inputs {
				known = append(known, variable.Name)
				assert.Contains(t, test.spec, variable.Name)
				assert.NotEmpty(t, variable.Meaning, variable.Name)
				if variable.Default != "" {
					plain := "    " + variable.Name + ": " + variable.Default + "\n"
					assert.True(t, strings.Contains(test.spec, plain) ||
						strings.Contains(strings.ReplaceAll(strings.ReplaceAll(test.spec, `'`, ""), `: "`, ": "),
							strings.TrimSuffix(plain, "\n")), variable.Name)
				}
			}
			for _, variable := range test.exports {
				known = append(known, variable.Name)
				assert.Contains(t, test.spec, "\n    - "+variable.Name+"\n")
				assert.Contains(t, test.spec, "export "+variable.Name)
			}
			for _, match := range reads.FindAllStringSubmatch(test.spec, -1) {
				assert.True(t, slices.Contains(known, match[1]) || slices.Contains(ownVariables, match[1]),
					"%s is not listed", match[1])
			}
		})
	}
}

func TestRequiredVariablesAreAskedForBeforeAnythingIsDone(t *testing.T) {
	t.Parallel()
	for spec, inputs := range map[string][]buildspecstest.Variable{
		buildspecs.Build():   buildspecstest.BuildInputs(),
		buildspecs.Promote(): buildspecstest.PromoteInputs(),
		testSpec(t):          buildspecstest.TestInputs(),
		buildspecs.Pulls():   buildspecstest.PullsInputs(),
	} {
		asked := regexp.MustCompile(`(?m)^        need (SERVICE .*)$`).FindStringSubmatch(spec)
		require.NotNil(t, asked)
		for _, variable := range inputs {
			assert.Equal(t, variable.Required, slices.Contains(strings.Fields(asked[1]), variable.Name), variable.Name)
		}
	}
}
