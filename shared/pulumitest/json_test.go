package pulumitest_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
)

// failing is a test that notes its failure.
type failing struct {
	testing.TB
	message string
}

func (f *failing) Helper()                           {}
func (f *failing) Errorf(format string, args ...any) { f.message += fmt.Sprintf(format, args...) }
func (f *failing) Name() string                      { return "failing" }
func (f *failing) FailNow()                          { runtime.Goexit() }

// failure is what check complains about, "" when it does not.
func failure(check func(t testing.TB)) string {
	f := &failing{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		check(f)
	}()
	<-done
	return f.message
}

var policy = &pulumitest.Resource{
	Type: "aws:sns/topicPolicy:TopicPolicy",
	Name: "topic-policy",
	Inputs: map[string]any{
		"arn":    "arn:aws:sns:us-east-1:111122223333:t",
		"list":   `[{"a": 1}]`,
		"text":   `["a"]`,
		"broken": `{"Statement"`,
		"policy": `{"Statement": [{"Sid": "A", "Action": ["a:A"]}]}`,
		"number": 7.0,
	},
}

func TestJSONInAnInputIsRead(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []any{"a", 1.0, nil}, pulumitest.Decode(t, `["a", 1, null]`))
	assert.Equal(t,
		map[string]any{"Statement": []any{map[string]any{"Sid": "A", "Action": []any{"a:A"}}}}, policy.JSON(t, "policy"))

	sound := &pulumitest.Resource{Inputs: map[string]any{
		"policy": `{"a": 1}`,
		"list":   `[{"b": 2}]`,
		"text":   `["c"]`,
		"plain":  "d",
		"number": 7.0,
	}}
	assert.Equal(t, map[string]any{"policy": map[string]any{"a": 1.0}, "list": []any{map[string]any{"b": 2.0}},
		"text": `["c"]`, "plain": "d", "number": 7.0}, sound.Decoded(t))
	assert.Equal(t, `{"a": 1}`, sound.Inputs["policy"], "the inputs stay as they are")
}

func TestJSONThatIsNotThereFailsTheTest(t *testing.T) {
	t.Parallel()
	for want, check := range map[string]func(t testing.TB){
		"unexpected end of JSON input": func(t testing.TB) {
			pulumitest.Decode(t, `{"Statement"`)
		},
		"aws:sns/topicPolicy:TopicPolicy topic-policy has no text in number: 7": func(t testing.TB) {
			policy.JSON(t, "number")
		},
		"aws:sns/topicPolicy:TopicPolicy topic-policy has no text in absent: <nil>": func(t testing.TB) {
			policy.JSON(t, "absent")
		},
		`aws:sns/topicPolicy:TopicPolicy topic-policy has no object in text: ["a"]`: func(t testing.TB) {
			policy.JSON(t, "text")
		},
	} {
		assert.Contains(t, failure(check), want)
	}
	assert.Contains(t, failure(func(t testing.TB) { policy.Decoded(t) }), "unexpected end of JSON input")
}
