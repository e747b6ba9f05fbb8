package requests_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/iam/requests"
)

// call is a request as a client signs it.
func call(t *testing.T, service, method, url, body string, headers map[string]string) requests.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, "http://127.0.0.1"+url, nil)
	require.NoError(t, err)
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/"+service+"/aws4_request, x")
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	return requests.Read(r, []byte(body))
}

func target(name string) map[string]string {
	return map[string]string{"X-Amz-Target": "Service." + name}
}

func TestChecks(t *testing.T) {
	t.Parallel()
	at := requests.Place{Account: "111122223333", RolePath: "/shop/"}
	const arn = "arn:aws:iam::111122223333:role/shop/role-a"
	for name, c := range map[string]struct {
		request requests.Request
		want    []requests.Check
	}{
		"a form": {call(t, "iam", "POST", "/", "Action=GetRole&RoleName=role-a", nil),
			[]requests.Check{{Action: "iam:GetRole", Resource: arn}}},
		"a target": {call(t, "dynamodb", "POST", "/", `{"TableName": "table-a"}`, target("DescribeTable")),
			[]requests.Check{{
				Action:   "dynamodb:DescribeTable",
				Resource: "arn:aws:dynamodb:us-east-1:111122223333:table/table-a",
			}}},
		"a path": {call(t, "lambda", "GET", "/2015-03-31/functions/f/aliases/live", "", nil),
			[]requests.Check{{Action: "lambda:GetAlias", Resource: "arn:aws:lambda:us-east-1:111122223333:function:f"}}},
		"a bucket's setting": {call(t, "s3", "PUT", "/bucket?encryption", "<xml/>", nil),
			[]requests.Check{{Action: "s3:PutEncryptionConfiguration", Resource: "arn:aws:s3:::bucket"}}},
		"a bucket": {call(t, "s3", "HEAD", "/bucket", "", nil),
			[]requests.Check{{Action: "s3:ListBucket", Resource: "arn:aws:s3:::bucket"}}},
		"an object": {call(t, "s3", "GET", "/bucket/key", "", nil),
			[]requests.Check{{Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/key"}}},
		"an API": {call(t, "apigateway", "POST", "/v2/apis", `{"name": "api"}`, nil),
			[]requests.Check{{Action: "apigateway:POST", Resource: "arn:aws:apigateway:us-east-1::/apis"}}},
		"a rule of a bus": {call(t, "events", "POST", "/", `{"Rule": "r", "EventBusName": "b"}`, target("ListTargetsByRule")),
			[]requests.Check{{
				Action:   "events:ListTargetsByRule",
				Resource: "arn:aws:events:us-east-1:111122223333:rule/b/r",
			}}},
		"tags of what is made": {
			call(t, "sqs", "POST", "/", `{"QueueName": "q", "tags": {"Project": "slipway"}}`, target("CreateQueue")),
			[]requests.Check{
				{
					Action:   "sqs:CreateQueue",
					Resource: "arn:aws:sqs:us-east-1:111122223333:q",
					New:      true,
				},
				{
					Action:   "sqs:TagQueue",
					Resource: "arn:aws:sqs:us-east-1:111122223333:q",
					New:      true,
				},
			}},
		"a role that is handed over, and none that a definition names": {
			call(t, "states", "POST", "/", `{"name": "m", "roleArn": "`+arn+`", "definition": "{\"RoleArn\":\"`+arn+`-b\"}"}`,
				target("CreateStateMachine")),
			[]requests.Check{
				{Action: "states:CreateStateMachine", Resource: "arn:aws:states:us-east-1:111122223333:stateMachine:m"},
				{
					Action:   "iam:PassRole",
					Resource: arn,
					PassedTo: "states.amazonaws.com",
				},
			}},
		"an alias and its key": {
			call(t, "kms", "POST", "/", `{"AliasName": "alias/a", "TargetKeyId": "k"}`, target("CreateAlias")),
			[]requests.Check{
				{Action: "kms:CreateAlias", Resource: "arn:aws:kms:us-east-1:111122223333:alias/a"},
				{Action: "kms:CreateAlias", Resource: "arn:aws:kms:us-east-1:111122223333:key/k"},
			}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, c.request.Checks(at))
		})
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	var recorded strings.Builder
	for _, r := range []requests.Request{
		call(t, "iam", "POST", "/", "Action=GetRole&RoleName=role-a-one", nil),
		call(t, "iam", "POST", "/", "Action=GetRole&RoleName=role-a-two", nil),
		call(t, "iam", "POST", "/", "Action=ListRoles", map[string]string{"User-Agent": "Boto3/1"}),
		call(t, "iam", "POST", "/", "Action=ListRoles", map[string]string{"User-Agent": "x app/" + requests.TestsApp}),
		call(t, "lambda", "GET", "/2015-03-31/functions/lambda-a-both", "", map[string]string{
			"Authorization": "AWS4-HMAC-SHA256 Credential=ASIAX/20260101/us-east-1/lambda/aws4_request, x",
		}),
	} {
		line, err := json.Marshal(r)
		require.NoError(t, err)
		recorded.Write(append(line, '\n'))
	}
	lines, err := requests.List(strings.NewReader(recorded.String()))
	require.NoError(t, err)
	assert.Equal(t, []string{
		"123456789012 iam:GetRole arn:aws:iam::123456789012:role/shop/role-a-dev",
		"444455556666 lambda:GetFunction arn:aws:lambda:us-east-1:444455556666:function:lambda-a-dev",
	}, lines)
	for _, line := range append(lines, "1 iam:PassRole r states.amazonaws.com", "1 kms:TagResource k new") {
		account, c := requests.Parse(line)
		assert.NotEmpty(t, account+c.Action+c.Resource)
		assert.Equal(t, strings.HasSuffix(line, " new"), c.New)
		assert.Equal(t, strings.HasSuffix(line, ".com"), c.PassedTo != "")
	}
	_, err = requests.List(strings.NewReader("{"))
	require.ErrorContains(t, err, "read recorded calls: ")
}
