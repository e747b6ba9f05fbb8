package push_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// call is what CloudTrail reports of a call that changed the function of api (CloudTrail
// User Guide, cloudtrail-event-reference-user-identity).
func call(name string, identity, asked map[string]any) map[string]any {
	return map[string]any{
		"source":      "aws.lambda",
		"detail-type": "AWS API Call via CloudTrail",
		"detail":      map[string]any{"eventName": name, "userIdentity": identity, "requestParameters": asked},
	}
}

// session is a role that somebody has taken on; user is one of IAM, who has no session.
func session(role string) map[string]any {
	return map[string]any{
		"type":           "AssumedRole",
		"arn":            "arn:aws:sts::111122223333:assumed-role/" + role + "/one",
		"sessionContext": map[string]any{"sessionIssuer": map[string]any{"arn": "arn:aws:iam::111122223333:role/" + role}},
	}
}

var (
	user     = map[string]any{"type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/alice"}
	function = map[string]any{"functionName": "lambda-api-dev"}
)

func TestChangesPastTheReleasesReachTheRecorder(t *testing.T) { // R6
	t.Parallel()
	all := routes(t, deployed(t, shop()))
	group := map[string]any{"applicationName": "codedeploy-services-dev", "deploymentGroupName": "deploygroup-api-dev"}
	for name, event := range map[string]map[string]any{
		"an alias moved by a user":           call("UpdateAlias20150331", user, function),
		"an alias moved by a person's role":  call("UpdateAlias20150331", session("Admin"), function),
		"a version published":                call("PublishVersion20150331", user, function),
		"settings changed":                   call("UpdateFunctionConfiguration20150331v2", session("Pulumi"), function),
		"code changed":                       call("UpdateFunctionCode20150331v2", user, function),
		"an alias deleted":                   call("DeleteAlias20150331", user, function),
		"a deployment made by hand":          call("CreateDeployment", user, group),
		"a function that is named by an ARN": call("UpdateAlias20150331", user, map[string]any{"functionName": arn}),
	} {
		assert.Equal(t, map[string]any{"changes-api": map[string]any{
			"service": "api",
			"event":   event,
		}}, started(t, all, "", event), name)
	}
}

const arn = "arn:aws:lambda:us-east-1:111122223333:function:lambda-api-dev"

func TestWhatReleasesDoIsNoChangePastThem(t *testing.T) {
	t.Parallel()
	all := routes(t, deployed(t, shop()))
	failed := call("UpdateAlias20150331", user, function)
	failed["detail"].(map[string]any)["errorCode"] = "AccessDenied"
	for name, event := range map[string]map[string]any{
		"a release that moves the alias": call("UpdateAlias20150331", session("role-deployer-api-dev"), function),
		"CodeDeploy that shifts traffic": call("UpdateAlias20150331", session("role-codedeploy-api-dev"), function),
		"a release that publishes":       call("PublishVersion20150331", session("role-deployer-api-dev"), function),
		"a call that was denied":         failed,
		"another call":                   call("AddPermission20150331v2", user, function),
		"another function": call("UpdateAlias20150331", user, map[string]any{
			"functionName": "lambda-api-dev-2",
		}),
		"a function of another environment": call("UpdateAlias20150331", user, map[string]any{
			"functionName": "lambda-api-x-dev",
		}),
		"another deployment group": call("CreateDeployment", user, map[string]any{"deploymentGroupName": "mine"}),
	} {
		assert.Empty(t, started(t, all, "", event), name)
	}
}
