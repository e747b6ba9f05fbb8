package operate_test

import (
	"crypto/sha256"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/drift"
	"slipway/tests/harness"
)

// kept are all files of state and account, by what they hold.
func (s *site) kept(t *testing.T) map[string][32]byte {
	t.Helper()
	all := map[string][32]byte{}
	for _, dir := range []string{s.State, s.Account} {
		require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			all[path] = sha256.Sum256(text)
			return err
		}))
	}
	return all
}

// outside changes a resource as somebody does who uses the console; no change deletes it.
// The resource is named as the program names it.
func (s *site) outside(t *testing.T, name string, change map[string]any) {
	t.Helper()
	deployed := s.Deployed(t, s.env)
	i := slices.IndexFunc(deployed, func(r harness.Resource) bool { return r.Name() == name })
	require.GreaterOrEqual(t, i, 0, name)
	all, err := s.store.List(s.account, deployed[i].Type)
	require.NoError(t, err)
	for _, r := range all {
		if r.URN != deployed[i].URN {
			continue
		}
		if change == nil {
			require.NoError(t, s.store.Delete(s.account, r.Type, r.Key))
			return
		}
		for path, value := range change {
			set(r.Outputs, strings.Split(path, "."), value)
		}
		require.NoError(t, s.store.Put(r))
		return
	}
	require.Fail(t, "the account does not hold "+name)
}

// set puts a value where a path of keys leads.
func set(in any, path []string, value any) {
	if list, ok := in.([]any); ok {
		in = list[0]
	}
	object, _ := in.(map[string]any)
	if len(path) == 1 {
		object[path[0]] = value
		return
	}
	set(object[path[0]], path[1:], value)
}

type outputs = map[string]any

// outside are changes that somebody makes outside, and the line that names each.
var outside = []struct {
	line   string
	change outputs
}{
	{"foundation  changed  artifacts-public-access (BucketPublicAccessBlock): blockPublicAcls",
		outputs{"blockPublicAcls": false}},
	{"foundation  changed  artifacts-versioning (BucketVersioningV2): versioningConfiguration.status",
		outputs{"versioningConfiguration.status": "Suspended"}},
	{"foundation  gone     cache-policy (BucketPolicy)", nil},
	{"foundation  changed  encryption-key (Key): enableKeyRotation", outputs{"enableKeyRotation": false}},
	{"foundation  changed  history-table (Table): pointInTimeRecovery.enabled",
		outputs{"pointInTimeRecovery.enabled": false}},
	{"foundation  gone     notifications-ops@example.com (TopicSubscription)", nil},
	{"foundation  changed  registry-api-repository (Repository): imageTagMutability",
		outputs{"imageTagMutability": "MUTABLE"}},
	{"compute     changed  deployer-api-role (Role): maxSessionDuration", outputs{"maxSessionDuration": 43200.0}},
	{"compute     changed  function-api-function (Function): memorySize, timeout",
		outputs{"memorySize": 3008.0, "timeout": 900.0}},
	{"compute     changed  function-api-logs (LogGroup): retentionInDays", outputs{"retentionInDays": 1.0}},
	{"compute     gone     function-api-policy (RolePolicy)", nil},
	{"compute     changed  function-api-role (Role): assumeRolePolicy", outputs{"assumeRolePolicy": "{}"}},
	{"delivery    changed  builds-api-build-project (Project): environment.privilegedMode",
		outputs{"environment.privilegedMode": false}},
	{"delivery    changed  errors-api-alarm (MetricAlarm): threshold", outputs{"threshold": 1000.0}},
	{"delivery    gone     overview-dashboard (Dashboard)", nil},
	{"delivery    changed  pipeline-api-pipeline (Pipeline): executionMode", outputs{"executionMode": "PARALLEL"}},
	{"delivery    changed  push-dead-letters (Queue): messageRetentionSeconds",
		outputs{"messageRetentionSeconds": 60.0}},
	{"delivery    changed  record-api-rule (EventRule): state", outputs{"state": "DISABLED"}},
	{"delivery    changed  release-api-machine (StateMachine): loggingConfiguration.level",
		outputs{"loggingConfiguration.level": "OFF"}},
	{"delivery    gone     trigger-api-target (EventTarget)", nil},
}

func TestDrift(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	require.Zero(t, s.run(t, "push").Code)
	before := s.kept(t)
	r := s.run(t, "drift")
	require.Zero(t, r.Code, r.Err)
	harness.Conforms(t, "drift.schema.json", s.run(t, "drift", "--json").Out)
	assert.Empty(t, r.Out, "where traffic goes and which image runs are a release's")
	assert.Regexp(t, `\nNothing differs: \d{3} resources of local are as its state records them\.\n$`, r.Err)
	assert.Equal(t, before, s.kept(t))

	for _, c := range outside {
		s.outside(t, strings.Fields(c.line)[2], c.change)
	}
	before = s.kept(t)
	r = s.run(t, "drift")
	assert.Equal(t, 3, r.Code)
	var lines []string
	for _, c := range outside {
		t.Run(c.line, func(t *testing.T) { assert.Contains(t, r.Out, c.line+"\n") })
		lines = append(lines, c.line)
	}
	assert.Equal(t, lines, strings.Split(strings.TrimSpace(r.Out), "\n"), "and nothing else, in this order")
	assert.Regexp(t, `\n20 of \d{3} resources of local are not as its state records them\. `, r.Err)
	assert.NotContains(t, r.Err, "artifacts-versioning", "said once")

	r = s.run(t, "drift", "--json")
	assert.Equal(t, 3, r.Code)
	harness.Conforms(t, "drift.schema.json", r.Out)
	var found struct {
		Environment string
		Compared    int
		Differences []drift.Difference
	}
	require.NoError(t, json.Unmarshal([]byte(r.Out), &found))
	assert.Equal(t, "local", found.Environment)
	assert.Greater(t, found.Compared, 100)
	assert.Equal(t, drift.Difference{
		Layer:      "foundation",
		Resource:   "artifacts-public-access",
		Type:       "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
		ID:         "s3-artifacts-000000000000-local",
		Change:     drift.Changed,
		Properties: []string{"blockPublicAcls"},
	}, found.Differences[0])
	assert.Len(t, found.Differences, len(outside))
	assert.Equal(t, before, s.kept(t), "nothing is written")
}
