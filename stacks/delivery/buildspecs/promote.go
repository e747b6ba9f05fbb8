package buildspecs

import (
	_ "embed"
	"strings"
)

var (
	//go:embed promote.yml
	promoteYAML string
	//go:embed promote.sh
	promoteSteps string
)

// judged stands in build.yml where the image is there and is looked at.
const judged = "      # From here on promote.yml does the same.\n\n"

// Promote is the buildspec of the Build stage in an environment that promotes. Its
// variables and what it does with the image that is there are those of build.yml.
func Promote() string {
	_, rest, _ := strings.Cut(buildYAML, "\nenv:\n")
	environment, rest, _ := strings.Cut(rest, "\nphases:\n")
	_, judgement, _ := strings.Cut(rest, judged)
	environment = strings.Replace(environment, "exported-variables:\n", "exported-variables:\n    - PROMOTION\n", 1)
	spec := strings.NewReplacer("{{environment}}", "env:\n"+environment, "      {{judgement}}\n",
		judgement).Replace(promoteYAML)
	return withSteps(spec, common, registry, platform, scan, promoteSteps)
}
