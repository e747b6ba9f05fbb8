package services_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
)

func pass(t testing.TB, m *services.Model, clock *asl.SkippingClock, d time.Duration) {
	t.Helper()
	require.NoError(t, clock.Sleep(context.Background(), d))
	m.Advance()
}

func must(t testing.TB, m *services.Model, action string, p parameters) parameters {
	t.Helper()
	answer, err := call(m, action, p)
	require.NoError(t, err)
	object, _ := answer.(parameters)
	return object
}

func TestAliasRevisions(t *testing.T) {
	t.Parallel()
	m, _ := newModel()
	m.Function.Add("2", &services.Version{Digest: "sha256:b", State: "Active"})
	alias := parameters{"FunctionName": "f", "Name": "live"}
	first := must(t, m, "lambda:getAlias", alias)["RevisionId"]
	assert.Equal(t, first, must(t, m, "lambda:getAlias", alias)["RevisionId"], "reading changes nothing")

	move := parameters{
		"FunctionName":    "f",
		"Name":            "live",
		"FunctionVersion": "2",
		"RevisionId":      first,
		"RoutingConfig":   parameters{"AdditionalVersionWeights": parameters{"1": 0.5}},
	}
	moved := must(t, m, "lambda:updateAlias", move)
	assert.NotEqual(t, first, moved["RevisionId"])
	_, err := call(m, "lambda:updateAlias", move)
	require.EqualError(t, err, "Lambda.PreconditionFailedException: The Revision Id provided does not match the latest "+
		"Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id")

	must(t, m, "lambda:updateAlias", parameters{"FunctionName": "f", "Name": "live", "FunctionVersion": "2"})
	assert.Equal(t, map[string]float64{"1": 0.5}, m.Function.Weights, "what is not given stays")
	before := must(t, m, "lambda:getAlias", alias)["RevisionId"]
	m.Function.AliasVersion = "1"
	assert.NotEqual(t, before, must(t, m, "lambda:getAlias", alias)["RevisionId"], "another hand moved the alias")

	for want, weights := range map[string]parameters{
		"Lambda.ResourceNotFoundException: Function not found: f:9": {"9": 0.1},
		"Lambda.InvalidParameterValueException: Number of items in AdditionalVersionWeights cannot be greater than 1": {
			"1": 0.1,
			"9": 0.1,
		},
		"Lambda.InvalidParameterValueException: Invalid function version 2. Function version included in " +
			"AdditionalVersionWeights must differ from the alias's own, with a weight between 0 and 1": {"2": 1.5},
	} {
		_, err := call(m, "lambda:updateAlias", parameters{
			"FunctionName":  "f",
			"Name":          "live",
			"RoutingConfig": parameters{"AdditionalVersionWeights": weights},
		})
		require.EqualError(t, err, want)
	}
	m.Function.Weights, m.Function.Conflicts = nil, 1
	_, err = call(m, "lambda:updateAlias", alias)
	require.ErrorContains(t, err, "Lambda.ResourceConflictException")
	must(t, m, "lambda:updateAlias", alias)
}

func TestAVersionIsComparedWithTheOnePublishedLast(t *testing.T) {
	t.Parallel()
	m, clock := newModel()
	publish := func() any {
		answer := must(t, m, "lambda:publishVersion", parameters{"FunctionName": "f"})
		pass(t, m, clock, 10*time.Second)
		return answer["Version"]
	}
	take := func(digest string) {
		must(t, m, "lambda:updateFunctionCode", parameters{"FunctionName": "f", "ImageUri": "repo@" + digest})
		pass(t, m, clock, 10*time.Second)
	}
	take("sha256:b")
	assert.Equal(t, "2", publish())
	take("sha256:a")
	assert.Equal(t, "3", publish(), "version 1 has the image, but 2 was published last")
	assert.Equal(t, "3", publish())
	m.Function.Environment = map[string]string{"A": "1"}
	assert.Equal(t, "4", publish(), "configuration counts")

	m.Function.Role = "arn:role"
	configuration := must(t, m, "lambda:getFunctionConfiguration", parameters{"FunctionName": "f"})
	assert.Equal(t, "arn:role", configuration["Role"])
	assert.Equal(t, parameters{"Variables": parameters{"A": "1"}}, configuration["Environment"])
	m.Function.Rejected["sha256:b"] = ""
	take("sha256:b")
	configuration = must(t, m, "lambda:getFunctionConfiguration", parameters{"FunctionName": "f"})
	assert.Equal(t, "Failed", configuration["LastUpdateStatus"])
	assert.Equal(t, "InvalidImage", configuration["LastUpdateStatusReasonCode"])
	assert.NotContains(t, configuration, "LastUpdateStatusReason")
}

func TestASleepingVersionWithoutItsImageSleepsOn(t *testing.T) {
	t.Parallel()
	m, clock := newModel()
	m.Function.Add("2", &services.Version{Digest: "sha256:gone", State: "Inactive"})
	version := parameters{"FunctionName": "f", "Qualifier": "2"}
	configuration := must(t, m, "lambda:getFunctionConfiguration", version)
	assert.Equal(t, [...]any{"Inactive", "Idle", "The function has not been invoked for a long time."},
		[...]any{configuration["State"], configuration["StateReasonCode"], configuration["StateReason"]})
	_, err := call(m, "lambda:invoke", version)
	require.EqualError(t, err, "Lambda.ResourceNotReadyException: The function is in state Pending.")
	assert.Equal(t, "Restoring", must(t, m, "lambda:getFunctionConfiguration", version)["StateReasonCode"])
	pass(t, m, clock, 10*time.Second)
	configuration = must(t, m, "lambda:getFunctionConfiguration", version)
	assert.Equal(t, [...]any{"Inactive", "ImageDeleted"}, [...]any{configuration["State"],
		configuration["StateReasonCode"]})
}

func TestAVersionAnswersCallByCall(t *testing.T) {
	t.Parallel()
	m, _ := newModel()
	long := strings.Repeat("x", 300*1024)
	m.Function.Versions["1"].Answers = []any{&asl.Error{Name: "TypeError", Cause: "x"}, long, "fine"}
	m.Function.Versions["1"].Throttles = 1
	version := parameters{"FunctionName": "f", "Qualifier": "1"}
	_, err := call(m, "lambda:invoke", version)
	require.EqualError(t, err, "Lambda.TooManyRequestsException: Rate Exceeded.")
	_, err = call(m, "lambda:invoke", version)
	require.EqualError(t, err, "TypeError: x")
	assert.Equal(t, long, must(t, m, "lambda:invoke", version)["Payload"])
	for range 2 {
		assert.Equal(t, "fine", must(t, m, "lambda:invoke", version)["Payload"], "the last answer stays")
	}
	m.Function.Versions["1"].FailureRate = 100
	_, err = call(m, "lambda:invoke", version)
	require.EqualError(t, err, `Error: {"errorType":"Error","errorMessage":"simulated failure"}`)
}

func TestImagesHaveAMediaTypeAndADigest(t *testing.T) {
	t.Parallel()
	m, _ := newModel()
	const docker = "application/vnd.docker.distribution.manifest.v2+json"
	get := func(more parameters) parameters {
		more["RepositoryName"], more["ImageIds"] = "r", []any{parameters{"ImageDigest": "sha256:a"}}
		return must(t, m, "ecr:batchGetImage", more)
	}
	image := get(parameters{"AcceptedMediaTypes": []any{docker}})["Images"].([]any)[0].(parameters)
	assert.Equal(t, docker, image["ImageManifestMediaType"])
	assert.Equal(t, []any{parameters{"ImageId": parameters{"ImageDigest": "sha256:a"}, "FailureCode": "ImageNotFound"}},
		get(parameters{"AcceptedMediaTypes": []any{"application/vnd.oci.image.manifest.v1+json"}})["Failures"])

	put := parameters{
		"RepositoryName":         "r",
		"ImageManifest":          image["ImageManifest"],
		"ImageManifestMediaType": docker,
		"ImageTag":               "deployed",
		"ImageDigest":            "sha256:a",
	}
	must(t, m, "ecr:putImage", put)
	_, err := call(m, "ecr:putImage", put)
	require.EqualError(t, err,
		"Ecr.ImageAlreadyExistsException: Image with digest 'sha256:a' and tag 'deployed' already exists")
	put["ImageDigest"] = "sha256:b"
	_, err = call(m, "ecr:putImage", put)
	require.ErrorContains(t, err, "Ecr.ImageDigestDoesNotMatchException")

	m.Repository.Manifests["sha256:a"] = "{}"
	plain := parameters{"RepositoryName": "r", "ImageManifest": "{}", "ImageTag": "t"}
	_, err = call(m, "ecr:putImage", plain)
	require.ErrorContains(t, err, "Ecr.InvalidParameterException")
	plain["ImageManifestMediaType"] = docker
	must(t, m, "ecr:putImage", plain)
	assert.Equal(t, "sha256:a", m.Repository.Tags["t"])
}

func TestWhatIsPublishedIsKept(t *testing.T) {
	t.Parallel()
	m, clock := newModel()
	m.Topic = "topic"
	must(t, m, "sns:publish", parameters{"TopicArn": "topic", "Subject": strings.Repeat("s", 100), "Message": "text"})
	assert.Equal(t, []services.Message{{
		Topic:   "topic",
		Subject: strings.Repeat("s", 100),
		Text:    "text",
		HTTPS:   "text",
		At:      clock.Now(),
	}}, m.Messages)
	for name, c := range map[string]struct{ topic, subject, message, want string }{
		"a long subject": {"topic", strings.Repeat("s", 101), "m",
			"InvalidParameterException: Invalid parameter: Subject"},
		"a line break":          {"topic", "a\nb", "m", "InvalidParameterException: Invalid parameter: Subject"},
		"a letter beyond ASCII": {"topic", "ä", "m", "InvalidParameterException: Invalid parameter: Subject"},
		"an empty subject":      {"topic", "", "m", "InvalidParameterException: Invalid parameter: Subject"},
		"an empty message":      {"topic", "s", "", "InvalidParameterException: Invalid parameter: Empty message"},
		"a message over 256 KB": {"topic", "s", strings.Repeat("m", 256*1024+1),
			"InvalidParameterException: Invalid parameter: Message too long"},
		"a topic that is not one": {"x", "s", "m", "NotFoundException: Topic does not exist"},
	} {
		_, err := call(m, "sns:publish", parameters{"TopicArn": c.topic, "Subject": c.subject, "Message": c.message})
		require.EqualError(t, err, "SNS."+c.want, name)
	}
	assert.Len(t, m.Messages, 1)
}

func TestAMessageIsPublishedByProtocol(t *testing.T) {
	t.Parallel()
	m, _ := newModel()
	send := func(structure, message string) error {
		_, err := call(m, "sns:publish", parameters{"TopicArn": "topic", "MessageStructure": structure, "Message": message})
		return err
	}
	require.NoError(t, send("json", `{"default": "a text", "https": "{}"}`))
	assert.Equal(t, "a text", m.Messages[0].Text)
	assert.Equal(t, "{}", m.Messages[0].HTTPS)
	require.NoError(t, send("json", `{"default": "a text", "email": "a mail"}`))
	assert.Equal(t, "a mail", m.Messages[1].Text)
	assert.Equal(t, "a text", m.Messages[1].HTTPS)
	for message, want := range map[string]string{
		"a text":                "JSON message body failed to parse",
		`{"https": "{}"}`:       "No default entry in JSON message body",
		`{"default": {"a": 1}}`: "No default entry in JSON message body",
	} {
		require.EqualError(t, send("json", message),
			"SNS.InvalidParameterException: Invalid parameter: Message Structure - "+want, message)
	}
}
