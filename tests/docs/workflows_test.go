package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

// The workflow that users deploy with is one that GitHub can read, runs nothing of others
// that can change under it, and needs nothing that its page does not name.
func TestDeployWorkflow(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", ".github", "workflows", "deploy.yml"))
	require.NoError(t, err)
	var workflow struct {
		Jobs map[string]struct {
			If    string
			Needs string
			Steps []struct{ Uses, Run string }
		}
	}
	require.NoError(t, yaml.Unmarshal(text, &workflow))
	require.Len(t, workflow.Jobs, 3)
	makefile, err := os.ReadFile(filepath.Join("..", "..", "Makefile"))
	require.NoError(t, err)
	var commands strings.Builder
	for name, job := range workflow.Jobs {
		assert.NotEmpty(t, job.If, "%s runs before somebody has set it up", name)
		for _, step := range job.Steps {
			if step.Uses != "" {
				assert.Regexp(t, `^[a-z-]+/[a-z-]+@[0-9a-f]{40}$`, step.Uses)
			}
			for line := range strings.Lines(step.Run) {
				commands.WriteString(line + "\n")
				for _, variable := range regexp.MustCompile(`\b([A-Z]+)=`).FindAllStringSubmatch(line, -1) {
					if strings.HasPrefix(line, "make") {
						assert.Regexp(t, `\b`+variable[1]+`\b`, string(makefile))
					}
				}
			}
		}
	}
	for _, command := range []string{
		"preview-all MARKDOWN=1 > comment.md\n", "gh pr comment ", // on the pull request
		"preview-all --save plans ", "deploy-all PLAN=plans ", // after the merge, the plan that was saved
	} {
		assert.Contains(t, commands.String(), command)
	}
	explained := page(t, "ci.md")
	used := regexp.MustCompile(`(?:vars|secrets)\.([A-Z_]+)`).FindAllStringSubmatch(string(text), -1)
	require.NotEmpty(t, used)
	for _, variable := range used {
		assert.Contains(t, explained, "| `"+variable[1]+"`")
	}
}
