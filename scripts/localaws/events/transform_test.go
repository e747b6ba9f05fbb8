package events_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/events"
)

const event = `{"id":"e-1","detail":{"after":"abc","size":3,"text":"say \"hi\"","paths":["a","b"]}}`

func TestATargetGetsWhatItsTransformerMakesOfAnEvent(t *testing.T) {
	t.Parallel()
	paths := map[string]string{
		"commit": "$.detail.after",
		"size":   "$.detail.size",
		"text":   "$.detail.text",
		"paths":  "$.detail.paths",
		"gone":   "$.detail.gone",
	}
	for name, c := range map[string]struct{ template, want string }{
		"a text in quotes":                 {`{"revision":"<commit>"}`, `{"revision":"abc"}`},
		"a text without quotes":            {`{"revision":<commit>}`, `{"revision":"abc"}`},
		"part of a text":                   {`{"revision":"at <commit>."}`, `{"revision":"at abc."}`},
		"a number":                         {`{"size":<size>}`, `{"size":3}`},
		"a list in a text":                 {`{"paths":"<paths>"}`, `{"paths":"[\"a\",\"b\"]"}`},
		"a text with quotation marks":      {`{"text":"<text>"}`, `{"text":"say \"hi\""}`},
		"an escaped quote before the name": {`{"text":"\"<commit>\""}`, `{"text":"\"abc\""}`},
		"a path that leads nowhere":        {`{"text":"<gone>"}`, `{"text":""}`},
		"the whole event": {`{"service":"api","event":<aws.events.event.json>}`,
			`{"service":"api","event":` + event + `}`},
		"an angle bracket that is no name":  {`{"text":"1 < 2"}`, `{"text":"1 < 2"}`},
		"nothing of the event is mentioned": {`{"text":"x"}`, `{"text":"x"}`},
	} {
		got, err := events.Transform(paths, c.template, []byte(event))
		require.NoError(t, err, name)
		assert.JSONEq(t, c.want, string(got), name)
	}
}

func TestATransformerThatCannotWorkIsRejected(t *testing.T) {
	t.Parallel()
	for template, want := range map[string]string{
		`{"a":"<other>"}`:  "transform input: <other> has no input path",
		`{"a":<gone>}`:     `transform input: {"a":} is not JSON`,
		`{"a":"<broken>"}`: "transform input: path of <broken>: ",
		`{"a":"<deep>"}`:   "transform input: path of <deep>: EventBridge has no ..name, in $..a",
	} {
		paths := map[string]string{"gone": "$.gone", "broken": "gone", "deep": "$..a"}
		_, err := events.Transform(paths, template, []byte(event))
		assert.ErrorContains(t, err, want)
	}
	_, err := events.Transform(nil, `{}`, []byte("no event"))
	assert.ErrorContains(t, err, "decode event: ")
}
