package account_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
)

func TestWhatCannotBeReadIsAnErrorOfEveryReader(t *testing.T) {
	t.Parallel()
	const machine = "arn:aws:states:us-east-1:" + owner + ":stateMachine:m"
	readers := map[string]struct {
		token, id string
		outputs   map[string]any
		read      func(account.View) error
		want      string
	}{
		"a rule": {ruleType, "r", map[string]any{"name": 1}, func(v account.View) error {
			_, err := v.Rules(owner, "default")
			return err
		}, "decode r: json: cannot unmarshal number into Go struct field Rule.Name of type string"},
		"a machine": {"aws:sfn/stateMachine:StateMachine", machine, map[string]any{"definition": true},
			func(v account.View) error {
				_, err := v.Machine(machine, "x")
				return err
			}, "decode " + machine + ": json: cannot unmarshal bool into Go struct field Machine.Definition of type string"},
		"a project": {"aws:codebuild/project:Project", "p", map[string]any{"name": []any{}}, func(v account.View) error {
			_, err := v.Project(owner, "p", "x")
			return err
		}, "decode p: json: cannot unmarshal array into Go struct field Project.Name of type string"},
		"a group": {"aws:codedeploy/deploymentGroup:DeploymentGroup", "g", map[string]any{"appName": 1},
			func(v account.View) error {
				_, err := v.Group(owner, "app", "g", "x")
				return err
			}, "decode g: json: cannot unmarshal number into Go struct field Group.AppName of type string"},
		"a route": {"aws:apigatewayv2/route:Route", "r1", map[string]any{"target": 1}, func(v account.View) error {
			_, err := v.Receiver(owner, address)
			return err
		}, "decode r1: json: cannot unmarshal number into Go struct field route.Target of type string"},
	}
	for name, c := range readers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.EqualError(t, c.read(view(t, of(c.token, c.id, c.outputs))), c.want)
		})
	}
}

func TestAFolderThatCannotBeReadIsAnErrorOfEveryReader(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, owner), nil, 0o600))
	v := account.View{Store: localaws.Open(dir)}
	for name, read := range map[string]func() error{
		"rules":    func() error { _, err := v.Rules(owner, "default"); return err },
		"alias":    func() error { _, err := v.Alias(owner, "f", "live", "x"); return err },
		"group":    func() error { _, err := v.Group(owner, "a", "g", "x"); return err },
		"project":  func() error { _, err := v.Project(owner, "p", "x"); return err },
		"pipeline": func() error { _, err := v.Pipeline(owner, "p"); return err },
		"function": func() error { _, err := v.Function(owner, "f", "x"); return err },
		"live":     func() error { _, err := v.Live("arn:aws:lambda:us-east-1:"+owner+":function:f", "x"); return err },
		"receiver": func() error { _, err := v.Receiver(owner, address); return err },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.ErrorContains(t, read(), "not a directory")
		})
	}
}
