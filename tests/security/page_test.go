package security_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write docs/security.md anew")

// page is docs/security.md.
func page(all []*environment) string {
	var scores []score
	for _, env := range all {
		scores = append(scores, newScore(env.name, ledger(env)))
	}
	return strings.Join([]string{
		"# Security\n",
		"Every rule below is asked of every deployed resource that it is about, in three environments: `local` and `prod` " +
			"with the settings of this repository, and `two-account`, three services whose functions run in an account " +
			"of their own. " +
			"The ids are those under which trivy, checkov, cdk-nag, AWS Security Hub, prowler and NIST's rule sets ask " +
			"for the same.\n",
		"`TestSecurity` in `tests/security` asks; `TestEveryRuleNoticesWhatItIsAbout` in `tests/security` breaks each " +
			"resource on purpose and sees the rule fail. " +
			"`go test ./tests/security -update` writes this page.\n",
		"## Score\n",
		"Passed, of what is asked: a rule and one resource count as one.\n",
		scoreTable(scores),
		"## Exceptions\n",
		"What is not done, and why. An exception that no resource needs any more fails " +
			"`TestEveryExceptionIsNeededAndReasoned` in `tests/security`; one whose resource has the property after all fails " +
			"`TestSecurity` in `tests/security`.\n",
		exceptionTable(),
		"## What does not apply\n",
		notApplicableTable(),
		"## Rules\n",
		ruleTable(),
	}, "\n")
}

func exceptionTable() string {
	rows := []string{"| Property | Rules | Resources | Environments | Reason | Since |", "|---|---|---|---|---|---|"}
	for _, e := range exceptions {
		where := "all"
		if len(e.environments) > 0 {
			where = strings.Join(e.environments, ", ")
		}
		rows = append(rows, "| "+strings.Join([]string{e.property, e.ids, e.resources, where, e.reason, e.since}, " | ")+" |")
	}
	return strings.Join(rows, "\n") + "\n"
}

func ruleTable() string {
	rows := []string{"| Property | Service | What must be so | Rules | Asked in |", "|---|---|---|---|---|"}
	for _, r := range rules() {
		where := "all"
		if r.productionOnly {
			where = "production"
		}
		rows = append(rows, "| "+strings.Join([]string{r.property, r.service, r.says, r.ids, where}, " | ")+" |")
	}
	slices.SortStableFunc(rows[2:], func(a, b string) int {
		return slices.Index(services, strings.Split(a, " | ")[1]) - slices.Index(services, strings.Split(b, " | ")[1])
	})
	return strings.Join(rows, "\n") + "\n"
}

// notApplicable are the properties that nothing here could have.
var notApplicable = []struct{ property, ids, says, reason string }{
	{"D5", "DynamoDB.4", "the table is in a backup plan",
		"Point-in-time recovery (D1) restores any moment of the last 35 days; a plan beyond it is the account's to make."},
	{"L8", "CKV_AWS_272 CKV_AWS_363 AwsSolutions-L1 Lambda.2", "code is signed, the runtime is current",
		"Code signing and managed runtimes are for zip functions; a service runs an image by its digest (R2), " +
			"scanned (R1), " +
			"and the receiver is a static program on the operating system's runtime."},
	{"G5", "AWS-0147–0160 AWS-0174", "alarms on the account's own trail",
		"They belong to an account, of which an environment is a guest."},
}

func notApplicableTable() string {
	rows := []string{"| Property | Rules | What it would be | Why not |", "|---|---|---|---|"}
	for _, n := range notApplicable {
		rows = append(rows, "| "+strings.Join([]string{n.property, n.ids, n.says, n.reason}, " | ")+" |")
	}
	return strings.Join(rows, "\n") + "\n"
}

func TestThePageOfTheLedgerIsTrue(t *testing.T) {
	t.Parallel()
	file := filepath.Join("..", "..", "docs", "security.md")
	want := page(environments(t))
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o644))
	}
	have, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, want, string(have), "write it anew with: go test ./tests/security -update")
}
