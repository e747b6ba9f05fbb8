package stackfile

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"slipway/shared/contract"
)

// secrets are texts that are known by their shape to be secret, as those who issue them
// document it. A webhook's address is one: who knows it may post.
var secrets = []struct {
	what    string
	pattern *regexp.Regexp
}{
	{"an AWS access key", regexp.MustCompile(`\b(AKIA|ASIA)[A-Z0-9]{16}\b`)},
	{"a token of GitHub", regexp.MustCompile(`\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})`)},
	{"a token of GitLab", regexp.MustCompile(`\bglpat-[A-Za-z0-9_-]{20,}`)},
	{"a token of Slack", regexp.MustCompile(`\bxox[abeoprs]-[A-Za-z0-9-]{10,}`)},
	{"a token of npm", regexp.MustCompile(`\bnpm_[A-Za-z0-9]{36}\b`)},
	{"a key of Stripe", regexp.MustCompile(`\b[rs]k_live_[A-Za-z0-9]{16,}`)},
	{"the address of a webhook", regexp.MustCompile(
		`://(hooks\.slack\.com/(services|workflows|triggers)/|discord(app)?` +
			`\.com/api/webhooks/|[a-z0-9-]+\.webhook\.office\.com/)`)},
	{"a private key", regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`)},
	{"a password in an address", regexp.MustCompile(`[a-z][a-z0-9+.-]*://[^/?#\s:@]*:[^/?#\s@]+@`)},
}

// clear rejects a secret that anybody can read who reads the file. Its value is not
// printed. Of variables the compute layer looks for access keys itself.
func (t *texts) clear(path string, node *yaml.Node) {
	for _, secret := range secrets {
		if !secret.pattern.MatchString(node.Value) {
			continue
		}
		if strings.HasPrefix(secret.what, "an AWS") && strings.Contains(path, "variables") {
			return
		}
		t.faults = append(t.faults, fmt.Errorf("%s in %s, line %d, holds %s in the clear: take it out, have another one "+
			"made if the file has been committed, and %s", path, t.file, node.Line, secret.what, t.secretly(path)))
		return
	}
}

// secretly is how to set the same as a secret. What the layers share is read by later ones,
// which cannot decrypt it. A build's arguments stay in the image.
func (t *texts) secretly(path string) string {
	if strings.Contains(path, ".buildArgs.") {
		return "keep it in Secrets Manager, whose name for it goes into `buildSecrets`"
	}
	for _, project := range []string{contract.Project(contract.ComputeLayer), contract.Project(contract.DeliveryLayer)} {
		if strings.HasPrefix(path, project+":") {
			return fmt.Sprintf("set it with `pulumi config set --secret --path '%s'` in %s", path, filepath.Dir(t.file))
		}
	}
	return "give it to a function as a variable: `pulumi config set --secret --path " +
		"slipway-compute:variables.SERVICE.NAME` " +
		"in stacks/compute"
}
