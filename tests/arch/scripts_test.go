package arch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// scriptsOrder lists the packages of scripts from the lowest to the highest. A package
// imports only packages that stand before it, so no import runs upward or in a circle.
var scriptsOrder = []string{
	"iostreams/unasked", "iostreams", "stackfile", "environment", "caller", "caller/callertest", "identity", "deployer",
	"bootstrap/placeholder", "bootstrap",
	"eventpattern", "buildspec", "buildspec/faketools",
	"asl/jsonpath", "asl/expression", "asl",
	"localaws/awserr", "localaws/policy", "localaws/properties", "localaws/store",
	"localaws/registry", "localaws/runtime", "localaws/dynamodb", "localaws/sqs", "localaws/logs", "localaws/codepipeline",
	"localaws/stepfunctions", "localaws/resources", "localaws", "localaws/awstest", "localaws/account",
	"localaws/httpapi", "localaws/events", "localaws/services",
	"operate/history", "operate/replay", "operate/export", "operate/logs", "operate/live", "operate/release",
	"operate/queue", "operate/hook", "operate/call", "operate/status", "operate/graph",
	"localpipeline/github", "localpipeline/production", "localpipeline",
	"langhost", "langhost/programs", "scaffold",
	"engine/bucket", "engine/checkpoint", "engine", "layers", "drift", "plan", "report", "statebucket",
	"capacity", "named", "remains", "postdeploy", "doctor",
	"progress",
	"cli", "cmd/programs", "cmd/slipway",
}

func TestScripts(t *testing.T) {
	t.Parallel()
	t.Run("imports run downward", func(t *testing.T) {
		t.Parallel()
		seen := map[string]bool{}
		for _, s := range sources(t) {
			name, inside := strings.CutPrefix(s.folder(), "scripts/")
			if !inside || s.isTest() {
				continue
			}
			at := slices.Index(scriptsOrder, name)
			assert.NotEqual(t, -1, at, "%s is not in the order", name)
			seen[name] = true
			for _, path := range s.imports() {
				if other, ours := strings.CutPrefix(path, "slipway/scripts/"); ours {
					assert.Less(t, slices.Index(scriptsOrder, other), at, "%s imports %s", s.path, path)
				}
			}
		}
		for _, name := range scriptsOrder {
			assert.True(t, seen[name], "no package %s", name)
		}
	})
	t.Run("the interpreter of state machines knows no AWS service", func(t *testing.T) {
		t.Parallel()
		for _, s := range sources(t) {
			if !s.within("scripts/asl") || s.isTest() {
				continue
			}
			for _, path := range s.imports() {
				assert.NotContains(t, path, "aws", s.path)
			}
		}
	})
}
