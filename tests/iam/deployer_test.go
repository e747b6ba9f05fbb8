package iam_test

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/deployer"
	"slipway/tests/iam/actions"
	"slipway/tests/iam/policy"
	"slipway/tests/iam/requests"
)

var recorded = flag.String("recorded", "", "folder of one-account.jsonl and two-accounts.jsonl, with -update: "+
	"the calls that tests/realaws/recorder wrote down")

// deploying are the layouts that a deployment was recorded in.
var deployings = map[string]deployer.Environment{
	"one-account": {
		Account:  requests.Own,
		Region:   "us-east-1",
		Suffix:   requests.Suffix,
		RolePath: requests.RolePath,
		State:    requests.State,
	},
	"two-accounts": {
		Account:    requests.Own,
		Target:     requests.Target,
		TargetRole: "arn:aws:iam::" + requests.Target + ":role/deploy/Slipway",
		Region:     "us-east-1",
		Suffix:     requests.Suffix,
		RolePath:   requests.RolePath,
		Boundary:   "arn:aws:iam::" + requests.Own + ":policy/Boundary",
		State:      requests.State,
	},
}

// called are the lines of what a recorded deployment asked of IAM.
func called(t *testing.T, layout string) []string {
	t.Helper()
	file := filepath.Join("testdata", "deployer-"+layout+".txt")
	if *update && *recorded != "" {
		calls, err := os.Open(filepath.Join(*recorded, layout+".jsonl"))
		require.NoError(t, err)
		defer func() { _ = calls.Close() }()
		lines, err := requests.List(calls)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	}
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// deployers are the statements of whoever deploys, by account.
func deployers(t *testing.T, e deployer.Environment) map[string]policy.Set {
	t.Helper()
	all := map[string]policy.Set{}
	for _, p := range e.Policies() {
		text, err := json.Marshal(p.Document)
		require.NoError(t, err)
		set := all[p.Account]
		require.NoError(t, set.Add(policy.Identity, deployerARN(p.Account), p.Account, p.Name, string(text)))
		all[p.Account] = set
	}
	return all
}

func deployerARN(account string) string { return "arn:aws:iam::" + account + ":role/deployer" }

// asked is the question of a line.
func asked(e deployer.Environment, line string) (account string, r policy.Request) {
	account, c := requests.Parse(line)
	context := policy.Context{}
	for key, value := range map[string]string{"Project": "slipway", "Environment": requests.Suffix} {
		if c.New {
			context = context.With("aws:RequestTag/"+key, value)
		} else {
			context = context.With("aws:ResourceTag/"+key, value)
		}
	}
	if c.PassedTo != "" {
		context = context.With("iam:PassedToService", c.PassedTo)
	}
	if strings.HasPrefix(c.Action, "iam:") && e.Boundary != "" {
		context = context.With("iam:PermissionsBoundary", strings.Replace(e.Boundary, requests.Own, account, 1))
	}
	return account, policy.Request{
		Principal: deployerARN(account),
		Action:    c.Action,
		Resource:  c.Resource,
		Context:   context,
	}
}

func TestDeployer(t *testing.T) {
	seen := map[string]bool{}
	var all []string
	for layout := range deployings {
		all = append(all, called(t, layout)...)
	}
	for _, line := range all {
		_, c := requests.Parse(line)
		seen[c.Action] = true
	}
	for layout, e := range deployings {
		lines, sets := called(t, layout), deployers(t, e)
		t.Run("may do what a deployment was seen to call, "+layout, func(t *testing.T) {
			for _, line := range lines {
				account, r := asked(e, line)
				if needless[r.Action] != "" {
					continue
				}
				assert.NotEmpty(t, sets[account].Speaking(r), line)
			}
		})
		t.Run("may do nothing else without a reason, "+layout, func(t *testing.T) {
			for account, set := range sets {
				for _, g := range set.Grants() {
					assert.True(t, seen[g.Action] || unseen[g.Action]+unseen[set[g.Entry].Sid] != "",
						"%s: nothing was seen to need %s (%s)",
						account, g.Action, set[g.Entry].Sid)
				}
			}
		})
		t.Run("has no resource that nothing was seen to use, "+layout, func(t *testing.T) {
			for account, set := range sets {
				for _, entry := range set {
					reasoned := !slices.ContainsFunc(entry.Actions, func(action string) bool { return unseen[action] == "" })
					if reasoned || unseen[entry.Sid] != "" {
						continue
					}
					for _, resource := range entry.Resources {
						assert.True(t, slices.ContainsFunc(all, func(line string) bool {
							_, c := requests.Parse(line)
							return slices.ContainsFunc(entry.Actions, func(action string) bool {
								return policy.Grant{Action: action, Resource: resource}.Covers(c.Action,
									strings.ReplaceAll(c.Resource, requests.Target, account)) || policy.Grant{
									Action:   action,
									Resource: resource,
								}.Covers(c.Action, strings.ReplaceAll(c.Resource, requests.Own, account))
							})
						}), "%s on %s", entry.Sid, resource)
					}
				}
			}
		})
		t.Run("has rights that IAM knows, on what they are checked against, "+layout, func(t *testing.T) {
			for _, set := range sets {
				for _, entry := range set {
					for _, action := range entry.Actions {
						assert.True(t, slices.ContainsFunc(entry.Resources, func(resource string) bool {
							return actions.Applies(action, resource)
						}), "%s: %s is checked against none of %v", entry.Sid, action, entry.Resources)
					}
				}
			}
		})
		t.Run("fits into the policies that a role takes, "+layout, func(t *testing.T) {
			count := map[string]int{}
			for _, p := range e.Policies() {
				text, err := json.Marshal(p.Document)
				require.NoError(t, err)
				assert.LessOrEqual(t, len(text), deployer.Limit, p.Name)
				count[p.Account]++
			}
			for account, n := range count {
				assert.LessOrEqual(t, n, 10, account) // IAM User Guide, reference_iam-quotas
			}
		})
	}
	t.Run("has no reason for what a deployment was seen to call", func(t *testing.T) {
		for action := range unseen {
			assert.False(t, seen[action], action)
		}
	})
}

// A type that came after the recording makes calls that are not in the lists.
func TestDeployerListsAreOfAllTypes(t *testing.T) {
	found := map[string]bool{}
	for name, l := range layouts {
		for _, r := range l.deploy(t, name).Resources {
			found[r.Type] = unrecorded[r.Type] == ""
		}
	}
	maps.DeleteFunc(found, func(_ string, recorded bool) bool { return !recorded })
	types := strings.Join(slices.Sorted(maps.Keys(found)), "\n") + "\n"
	file := filepath.Join("testdata", "deployer-types.txt")
	if *update && *recorded != "" {
		require.NoError(t, os.WriteFile(file, []byte(types), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), types, "record the calls again, see package realaws")
}

// clientInput is an input of an AWS client in the command's sources.
var clientInput = regexp.MustCompile(`&(\w+)\.(\w+)Input\{`)

// clientless is a call of a service that has no client in the command.
var clientless = regexp.MustCompile(`\.(?:asks|queries)\(ctx, "(\w+)", "(?:\w+\.)?(\w+)"`)

func TestDeployerMayMakeTheCommandsCalls(t *testing.T) {
	t.Parallel()
	prefixes := map[string]string{
		"apigatewayv2":             "apigateway",
		"cloudwatchlogs":           "logs",
		"codestarconnections":      "codestar-connections",
		"eventbridge":              "events",
		"resourcegroupstaggingapi": "tag",
		"sfn":                      "states",
	}
	var all policy.Set
	for _, set := range deployers(t, deployings["one-account"]) {
		all = append(all, set...)
	}
	granted := map[string]bool{}
	for _, g := range all.Grants() {
		granted[g.Action] = true
	}
	found := 0
	root := filepath.Join("..", "..", "scripts")
	require.NoError(t, filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			strings.Contains(path, "/local") || strings.Contains(path, "/buildspec/") ||
			strings.Contains(path, "/statebucket/") { // an administrator's, once in an account
			return err
		}
		text, err := os.ReadFile(path)
		for _, match := range clientInput.FindAllStringSubmatch(string(text), -1) {
			prefix, action := match[1], match[2]
			if other := prefixes[prefix]; other != "" {
				prefix = other
			}
			switch {
			case prefix == "s3" && action == "HeadBucket":
				action = "ListBucket" // Amazon S3 API, HeadBucket
			case prefix == "apigateway":
				action = strings.ToUpper(action[:3]) // its actions are HTTP methods
			}
			found++
			assert.True(t, granted[prefix+":"+action], "%s calls %s:%s", path, prefix, action)
		}
		for _, match := range clientless.FindAllStringSubmatch(string(text), -1) {
			found++
			assert.True(t, granted[match[1]+":"+match[2]], "%s calls %s:%s", path, match[1], match[2])
		}
		return err
	}))
	assert.Greater(t, found, 20)
}
