// Package services is a model, in memory, of the services a release uses: one
// Lambda function with versions and an alias, the CodeDeploy group that shifts its
// traffic, its alarms and what they count, its image repository, the history table,
// the topic, and the list of executions. It answers the calls of a state machine as the AWS SDK
// integrations of Step Functions do, with the same names, errors and order of
// events, and takes its time from the clock it is given.
//
// It is strict where a machine could be wrong. It rejects a call to the target
// account without the deployer role, a call to the machine's own account with one,
// a parameter the API does not have, an update during an update, and a second
// deployment during a deployment.
//
// It models the behaviour of one service of one environment. It is not an emulator:
// nothing listens on a port.
package services

import (
	"context"
	"math/rand/v2"
	"strings"
	"time"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/dynamodb"
)

// Model is the state of everything modelled. Fields may be set before a run and
// read after it.
type Model struct {
	// Clock is the time; required.
	Clock asl.Clock
	// DeployerRole is the only role that may call Lambda, CodeDeploy and
	// CloudWatch.
	DeployerRole string

	Function   Function
	Group      Group
	Repository Repository
	// Alarms are the states of the alarms, by name.
	Alarms map[string]string
	// Watches decide the state of alarms by numbers, by name; an alarm without one
	// keeps the state that it was given.
	Watches map[string]Watch
	// Traffic is what calls the alias.
	Traffic Traffic
	// MetricsDelay is how long after a minute its numbers can be seen; zero is two
	// minutes.
	MetricsDelay time.Duration
	// PutMetrics are the numbers that were put, the oldest first.
	PutMetrics []PutMetric
	// Messages are what was published to topics, the oldest first. Topic is the one
	// there is; empty lets every topic be there.
	Messages []Message
	Topic    string
	// Rows are the items of the history table, by "<deploymentId> <timestamp>",
	// each a plain object of texts.
	Rows map[string]map[string]string
	// Running are the ARNs of executions of the machine that run and that nobody
	// registered, the oldest first.
	Running []string
	// Executions are the registered executions, the oldest first.
	Executions []*Execution
	// ExecutionLag is how long after a change the executions are listed and described
	// as they were.
	ExecutionLag time.Duration
	// OnStart, if set, is called with each execution that startExecution starts. Who
	// runs it is the caller's business: the model keeps the list only.
	OnStart func(*Execution)
	// Denied are the actions that IAM forbids, "codedeploy:stopDeployment".
	Denied map[string]bool
	// Seed makes the random numbers repeat: which version answers a call, and which
	// call fails.
	Seed uint64

	random  *rand.Rand
	at      time.Time        // until when everything has happened
	minutes map[int64]counts // what was counted, by minute
	numbers map[string]bool  // attributes of rows that are numbers
}

// Call performs one API action, as asl.Tasks.
func (m *Model) Call(_ context.Context, resource, role string, parameters any) (any, error) {
	action := strings.TrimPrefix(strings.TrimPrefix(resource, "arn:aws:states:::"), "aws-sdk:")
	called, known := apis[action]
	table := dynamodb.Serves(resource)
	if !known && !table {
		return nil, reject("States", "TaskFailed", "the model has no %s", action)
	}
	service := serviceNames[strings.SplitN(action, ":", 2)[0]]
	if m.Denied[action] || called.target != (role != "") || called.target && role != m.DeployerRole {
		return nil, reject(service, service+"Exception", "role %q is not authorized to perform %s", role, action)
	}
	if table {
		m.Advance()
		return dynamodb.Call(history{m}, resource, parameters)
	}
	p, err := checkParameters(service, called, parameters)
	if err != nil {
		return nil, err
	}
	m.Advance()
	return called.do(m, p)
}

// serviceNames are the prefixes of the errors of each service.
var serviceNames = map[string]string{
	"lambda":     "Lambda",
	"codedeploy": "CodeDeploy",
	"cloudwatch": "CloudWatch",
	"ecr":        "Ecr",
	"dynamodb":   "DynamoDB",
	"sfn":        "Sfn",
	"sns":        "SNS",
}
