package release_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
	"slipway/stacks/delivery/statemachines"
)

const (
	oldDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000001"
	newDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000002"
	commit    = "4f1c2a9d8e7b6a5f4c3d2e1f0a9b8c7d6e5f4a3b"
	machineID = "arn:aws:states:us-east-1:123456789012:stateMachine:release-api-dev"

	sameAccount  = "arn:aws:iam::123456789012:role/role-deployer-dev"
	otherAccount = "arn:aws:iam::210987654321:role/role-deployer-dev"
)

// release is what the pipeline sends, rollback what a person sends.
func release() map[string]any {
	return map[string]any{"deploymentId": "run-7", "commit": commit, "digest": newDigest}
}

func rollback(version string) map[string]any {
	return map[string]any{"deploymentId": "rollback-1", "rollbackTo": version, "actor": "alice"}
}

// bench is a model, its clock, and the machine that acts in it.
type bench struct {
	*services.Model
	clock   *asl.SkippingClock
	machine *asl.Machine
	runs    int
}

// parsed are the machines of both account layouts: they differ in the role only.
var parsed = map[string]*asl.Machine{sameAccount: mustParse(sameAccount), otherAccount: mustParse(otherAccount)}

func mustParse(role string) *asl.Machine {
	rendered, err := statemachines.Release(statemachines.ReleaseSettings{
		Service:              "api",
		Environment:          "dev",
		FunctionName:         "function-api-dev",
		AliasName:            "live",
		DeployerRoleArn:      role,
		ErrorAlarmName:       "alarm-errorsapi-dev",
		HistoryTableName:     "table-deployments-dev",
		RepositoryURL:        "123456789012.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev",
		RepositoryName:       "ecr-api-dev",
		ApplicationName:      "codedeploy-api-dev",
		DeploymentGroupName:  "group-api-dev",
		DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
		BakeMinutes:          2,
		CodePoll:             statemachines.Poll{Limit: 12},
		ShiftPoll:            statemachines.Poll{Limit: 40},
	})
	if err != nil {
		panic(err)
	}
	machine, err := asl.Parse(rendered)
	if err != nil {
		panic(err)
	}
	return machine
}

// newBench makes a model in which version 1 of the old image is live, in one of
// the account layouts.
func newBench(role string) *bench {
	clock := asl.NewSkippingClock(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	model := &services.Model{
		Clock:        clock,
		DeployerRole: role,
		Function: services.NewFunction("function-api-dev", "live",
			"123456789012.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev", oldDigest),
		Repository: services.NewRepository("ecr-api-dev", oldDigest, newDigest),
		Group: services.Group{
			Application:   "codedeploy-api-dev",
			Name:          "group-api-dev",
			Alarm:         "alarm-errorsapi-dev",
			Share:         0.1,
			Takes:         5 * time.Minute,
			RollbackTakes: 20 * time.Second,
		},
		Alarms: map[string]string{"alarm-errorsapi-dev": "OK"},
	}
	model.Function.UpdateTakes, model.Function.PublishTakes = 8*time.Second, 12*time.Second
	return &bench{
		Model:   model,
		clock:   clock,
		machine: parsed[role],
	}
}

// outcome is how one execution ended.
type outcome struct {
	execution string
	err       *asl.Error // nil: it succeeded
	visited   []string   // the states, in order
}

// run executes the machine once, through the given tasks, and then lets an hour
// pass, so that whatever was left running shows.
func (b *bench) run(t testing.TB, input any, tasks func(enter *string) asl.Tasks) outcome {
	t.Helper()
	b.runs++
	o := outcome{execution: fmt.Sprintf("%s:run-%d", strings.Replace(machineID, "stateMachine", "execution", 1), b.runs)}
	b.Running = append(b.Running, o.execution)
	current := ""
	_, err := b.machine.Run(context.Background(), input, asl.Options{
		Tasks:         tasks(&current),
		Clock:         b.clock,
		ExecutionID:   o.execution,
		ExecutionName: fmt.Sprintf("run-%d", b.runs),
		MachineID:     machineID,
		Observe: func(e asl.Event) {
			if e.Kind == asl.Entered {
				current = e.State
				o.visited = append(o.visited, e.State)
			}
		},
	})
	if err != nil {
		require.True(t, errors.As(err, &o.err), "the execution broke: %v", err)
	}
	b.Running = b.Running[:len(b.Running)-1]
	require.NoError(t, b.clock.Sleep(context.Background(), time.Hour))
	b.Advance()
	return o
}

// plain calls the model without a fault.
func (b *bench) plain(*string) asl.Tasks { return b.Model }

// rows are the rows of one execution: the started one and the end rows.
func (b *bench) rows(o outcome) (started map[string]string, ends []map[string]string) {
	for _, row := range b.Rows {
		switch {
		case row["execution"] != o.execution:
		case row["state"] == "STARTED":
			started = row
		default:
			ends = append(ends, row)
		}
	}
	return started, ends
}
