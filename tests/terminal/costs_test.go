package terminal_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/tests/harness"
)

// price is what AWS lists for a month of something that is there, whether it is used or not.
type price struct {
	what, unit string
	cents      int
	list       string // of prices: AWS's name of the service in its price list
	count      func(harness.Resource) int
}

func one(harness.Resource) int { return 1 }

// alarmed counts the metrics that an alarm looks at: AWS charges each, and no expression.
func alarmed(r harness.Resource) int {
	queries, _ := r.Inputs["metricQueries"].([]any)
	n := 0
	for _, q := range queries {
		if query, _ := q.(map[string]any); query["metric"] != nil {
			n++
		}
	}
	return max(1, n)
}

// standing are the types that cost while nothing happens.
var standing = map[string]price{
	"aws:kms/key:Key": {
		what:  "KMS key",
		unit:  "key",
		cents: 100,
		list:  "awskms",
		count: one,
	},
	"aws:secretsmanager/secret:Secret": {
		what:  "secret of the webhook",
		unit:  "secret",
		cents: 40,
		list:  "AWSSecretsManager",
		count: one,
	},
	"aws:cloudwatch/metricAlarm:MetricAlarm": {
		what:  "alarms",
		unit:  "metric of an alarm",
		cents: 10,
		list:  "AmazonCloudWatch",
		count: alarmed,
	},
	"aws:cloudwatch/dashboard:Dashboard": {
		what:  "dashboard",
		unit:  "dashboard",
		cents: 300,
		list:  "AmazonCloudWatch",
		count: one,
	},
}

// used are the services whose resources cost by what goes through them or lies in them, and
// those that are free. A service that is neither here nor above has to be looked up.
var used = []string{
	"apigatewayv2", "codeartifact", "codebuild", "codepipeline", "dynamodb", "ecr", "lambda", "s3", "sfn", "sns", "sqs",
	"cloudwatch",                                                               // buses, rules, log groups, saved queries
	"codedeploy", "codestarconnections", "codestarnotifications", "iam", "kms", // free, but for what is above
	"secretsmanager",
}

// shipped are the resources of an environment as its stack files in the repository say.
func shipped(t *testing.T, env string) []harness.Resource {
	t.Helper()
	h := harness.New(t, map[string]string{"SLIPWAY_AWS": "simulated"})
	for _, layer := range contract.LayerNames() {
		for _, name := range []string{"dev", "staging", "prod"} { // one promotes from another
			file := filepath.Join("stacks", layer, "Pulumi."+name+".yaml")
			text, err := os.ReadFile(filepath.Join("..", "..", file))
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(h.Root, file), text, 0o600))
		}
	}
	h.Must(t, "deploy-all", "--env", env)
	return h.Deployed(t, env)
}

// The page says what the shipped environments cost while nothing happens, from their
// inventory.
func TestCostsAreThoseOfTheInventory(t *testing.T) {
	t.Parallel()
	envs := []string{"dev", "staging", "prod"}
	counts := map[string][]int{}
	totals := make([]int, len(envs))
	for i, env := range envs {
		for _, r := range shipped(t, env) {
			p, costs := standing[r.Type]
			if !costs {
				service := strings.Split(r.Type[len("aws:"):], "/")[0]
				assert.Contains(t, used, service, "%s: say in this test whether and how it costs", r.Type)
				continue
			}
			if counts[r.Type] == nil {
				counts[r.Type] = make([]int, len(envs))
			}
			n := p.count(r)
			counts[r.Type][i] += n
			totals[i] += n * p.cents
		}
	}
	var b strings.Builder
	b.WriteString("| what | unit | US$ a month | dev | staging | prod | price list |\n|---|---|---|---|---|---|---|\n")
	types := make([]string, 0, len(standing))
	for token := range standing {
		types = append(types, token)
	}
	slices.SortFunc(types, func(a, b string) int { return strings.Compare(standing[a].what, standing[b].what) })
	for _, token := range types {
		p, n := standing[token], counts[token]
		require.NotNil(t, n, "no environment has a %s", token)
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %d | %d | `%s` |\n",
			p.what, p.unit, dollars(p.cents), n[0], n[1], n[2], p.list)
	}
	fmt.Fprintf(&b, "| **together** | | | **%s** | **%s** | **%s** | |\n",
		dollars(totals[0]), dollars(totals[1]), dollars(totals[2]))

	file := filepath.Join("..", "..", "docs", "costs.md")
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	before, rest, found := strings.Cut(string(page), "<!-- inventory -->\n")
	require.True(t, found)
	_, after, found := strings.Cut(rest, "<!-- end -->")
	require.True(t, found)
	want := before + "<!-- inventory -->\n" + b.String() + "<!-- end -->" + after
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o600))
		return
	}
	assert.Equal(t, want, string(page), "write it with `go test ./tests/terminal -run Costs -update`")
}

func dollars(cents int) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) }
