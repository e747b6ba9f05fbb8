// Package services is a model, in memory, of the services a release uses: one
// Lambda function with versions and an alias, the CodeDeploy group that shifts its
// traffic, its alarm, its image repository, the history table, and the list of
// running executions. It answers the calls of a state machine as the AWS SDK
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
	"strings"
	"time"

	"slipway/scripts/asl"
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
	// Rows are the items of the history table, by "<deploymentId> <timestamp>",
	// each a plain object of texts.
	Rows map[string]map[string]string
	// Running are the ARNs of the running executions of the machine, the oldest
	// first.
	Running []string
}

// api is one API action: the parameters it may have, those it must have, and
// what it does.
type api struct {
	target   bool // in the account of the function
	required []string
	optional []string
	do       func(*Model, params) (any, error)
}

// apis are the actions modelled, by service and action.
var apis = map[string]api{
	"lambda:getAlias": {true, []string{"FunctionName", "Name"}, nil, getAlias},
	"lambda:updateAlias": {true, []string{"FunctionName", "Name"},
		[]string{"FunctionVersion", "RoutingConfig"}, updateAlias},
	"lambda:getFunction":              {true, []string{"FunctionName"}, []string{"Qualifier"}, getFunction},
	"lambda:getFunctionConfiguration": {true, []string{"FunctionName"}, []string{"Qualifier"}, getFunctionConfiguration},
	"lambda:updateFunctionCode":       {true, []string{"FunctionName", "ImageUri"}, nil, updateFunctionCode},
	"lambda:publishVersion": {true, []string{"FunctionName"},
		[]string{"CodeSha256", "Description"}, publishVersion},
	"lambda:invoke": {true, []string{"FunctionName"}, []string{"Qualifier", "Payload"}, invoke},
	"codedeploy:createDeployment": {true, []string{"ApplicationName", "DeploymentGroupName", "Revision"},
		[]string{"DeploymentConfigName", "Description"}, createDeployment},
	"codedeploy:getDeployment": {true, []string{"DeploymentId"}, nil, getDeployment},
	"codedeploy:listDeployments": {true, []string{"ApplicationName", "DeploymentGroupName"},
		[]string{"IncludeOnlyStatuses"}, listDeployments},
	"codedeploy:stopDeployment": {true, []string{"DeploymentId"}, []string{"AutoRollbackEnabled"}, stopDeployment},
	"cloudwatch:describeAlarms": {true, nil, []string{"AlarmNames"}, describeAlarms},
	"ecr:batchGetImage":         {false, []string{"RepositoryName", "ImageIds"}, nil, batchGetImage},
	"ecr:putImage":              {false, []string{"RepositoryName", "ImageManifest"}, []string{"ImageTag"}, putImage},
	"dynamodb:putItem":          {false, []string{"TableName", "Item"}, nil, putItem},
	"sfn:listExecutions":        {false, []string{"StateMachineArn"}, []string{"StatusFilter"}, listExecutions},
}

// Call performs one API action, as asl.Tasks.
func (m *Model) Call(_ context.Context, resource, role string, parameters any) (any, error) {
	action := strings.TrimPrefix(strings.TrimPrefix(resource, "arn:aws:states:::"), "aws-sdk:")
	called, known := apis[action]
	if !known {
		return nil, reject("States", "TaskFailed", "the model has no %s", action)
	}
	service := serviceNames[strings.SplitN(action, ":", 2)[0]]
	if called.target != (role != "") || called.target && role != m.DeployerRole {
		return nil, reject(service, service+"Exception", "role %q is not authorized to perform %s", role, action)
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
}

// Advance lets everything happen that is due by now.
func (m *Model) Advance() {
	now := m.Clock.Now()
	m.Function.advance(now)
	m.Group.advance(m, now)
}

// Between reports whether production is between two versions: the alias has
// weights.
func (m *Model) Between() bool { return len(m.Function.Weights) > 0 }

// LiveDigest is the image of the version the alias is on.
func (m *Model) LiveDigest() string {
	return m.Function.Versions[m.Function.AliasVersion].Digest
}

// due reports whether a moment has come; the zero time never comes.
func due(at, now time.Time) bool { return !at.IsZero() && !now.Before(at) }
