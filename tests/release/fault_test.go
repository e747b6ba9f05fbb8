package release_test

import (
	"context"
	"strings"

	"slipway/scripts/asl"
)

// fault is what happens to a call instead of its plain answer.
type fault struct {
	name string
	// applied tells whether the service does what was asked before the caller
	// is told that it failed.
	applied bool
	// times is how many calls it happens to; 0 means every one.
	times int
	// err names the error, by service.
	err func(service string) *asl.Error
}

// faults are the ways a call can go wrong. Which error names a service has is
// in "Error handling in Step Functions" and the services' API references.
var faults = []fault{
	{name: "refused for good", err: denied},
	{
		name:  "refused once",
		times: 1,
		err:   denied,
	},
	{
		name:  "throttled three times",
		times: 3,
		err:   throttle,
	},
	{name: "throttled without end", err: throttle},
	{
		name:    "applied but reported as failed",
		times:   1,
		applied: true,
		err:     denied,
	},
	{
		name:    "applied but reported as throttled",
		times:   1,
		applied: true,
		err:     throttle,
	},
	{
		name:  "timed out",
		times: 1,
		err:   timedOut,
	},
	{
		name:    "applied but timed out",
		times:   1,
		applied: true,
		err:     timedOut,
	},
	{
		name:    "applied but reported as failed each time",
		applied: true,
		err:     denied,
	},
}

func denied(service string) *asl.Error {
	return &asl.Error{Name: service + ".AccessDeniedException", Cause: "injected: not authorized"}
}

func timedOut(string) *asl.Error { return &asl.Error{Name: asl.Timeout} }

// throttle is how each service says that it is busy.
func throttle(service string) *asl.Error {
	names := map[string]string{
		"Lambda":     "Lambda.TooManyRequestsException",
		"CodeDeploy": "CodeDeploy.ThrottlingException",
		"CloudWatch": "CloudWatch.CloudWatchException",
		"Ecr":        "Ecr.ServerException",
		"DynamoDB":   "DynamoDB.ThrottlingException",
		"Sfn":        "Sfn.SfnException",
		"SNS":        "SNS.ThrottledException",
	}
	return &asl.Error{Name: names[service], Cause: "injected: rate exceeded"}
}

// errorPrefixes are the prefixes of the error names, by the service in a resource.
var errorPrefixes = map[string]string{
	"lambda":     "Lambda",
	"codedeploy": "CodeDeploy",
	"cloudwatch": "CloudWatch",
	"ecr":        "Ecr",
	"dynamodb":   "DynamoDB",
	"sfn":        "Sfn",
	"sns":        "SNS",
}

func serviceOf(resource string) string {
	action := strings.TrimPrefix(strings.TrimPrefix(resource, "arn:aws:states:::"), "aws-sdk:")
	return errorPrefixes[action[:strings.IndexByte(action, ':')]]
}

// faulty calls the model and lets faults happen on the way.
type faulty struct {
	*bench
	state *string
	// pick answers the fault of this call, if it has one; pickOf is told the service too.
	pick   func(state string) *fault
	pickOf func(state, service string) *fault
	// happened is the names of the states that met a fault.
	happened []string
}

// Call is asl.Tasks.
func (f *faulty) Call(ctx context.Context, resource, role string, parameters any) (any, error) {
	var picked *fault
	if f.pickOf != nil {
		picked = f.pickOf(*f.state, serviceOf(resource))
	} else {
		picked = f.pick(*f.state)
	}
	if picked == nil {
		return f.Model.Call(ctx, resource, role, parameters)
	}
	f.happened = append(f.happened, *f.state)
	if picked.applied {
		if _, err := f.Model.Call(ctx, resource, role, parameters); err != nil {
			return nil, err
		}
	}
	return nil, picked.err(serviceOf(resource))
}

// at lets one fault happen to the calls of one state.
func (b *bench) at(state string, f fault) tasksOf {
	left := f.times
	return func(current *string) asl.Tasks {
		return &faulty{
			bench: b,
			state: current,
			pick: func(now string) *fault {
				if now != state || f.times > 0 && left == 0 {
					return nil
				}
				left--
				return &f
			},
		}
	}
}
