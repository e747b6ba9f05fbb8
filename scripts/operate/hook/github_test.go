package hook_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/hook"
)

// The commands are run by a shell, with a gh and an aws that say what they are called with.
func TestGitHubsCommandGetsTheSecretAndNobodyElse(t *testing.T) {
	t.Parallel()
	const fakes = `
aws() { echo hunter2; }
gh() {
  case "$*" in *--jq*) echo 4711; return ;; esac
  printf '%s\n' "$@"
}
`
	const url = "https://abc.execute-api.us-east-1.amazonaws.com/github"
	run := func(command string) string {
		text, err := exec.CommandContext(t.Context(), "bash", "-euc", fakes+command).Output()
		require.NoError(t, err, command)
		return string(text)
	}
	give := hook.GiveSecret("octo-org/shop", url, "aws secretsmanager get-secret-value")
	out := run(give)
	assert.Equal(t, "api\n-X\nPATCH\nrepos/octo-org/shop/hooks/4711/config\n-f\nsecret=hunter2\n", out)
	assert.Contains(t, give, `select(.config.url == "`+url+`").id`)
	out = run(hook.MakeWebhook("octo-org/shop", url, "aws secretsmanager get-secret-value"))
	assert.Equal(t, "api\nrepos/octo-org/shop/hooks\n-f\nname=web\n-f\nevents[]=push\n-f\nconfig[content_type]=json\n"+
		"-f\nconfig[url]="+url+"\n-f\nconfig[secret]=hunter2\n", out)
}
