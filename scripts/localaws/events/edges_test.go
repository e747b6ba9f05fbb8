package events_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/events"
)

func TestATemplateWritesEachValueAsItsPlaceAsks(t *testing.T) {
	t.Parallel()
	const event = `{"id": "e-1", "detail": {"text": "say \"hi\" <b>", "n": 12345678901234567890, "f": 1.50, "yes": true,
		"none": null, "a-b-c": 7, "list": ["a", 1], "o": {"k": "v"}, "line": "one\ntwo", "back": "c:\\x"}}`
	paths := map[string]string{}
	for _, name := range []string{"text", "n", "f", "yes", "none", "list", "o", "line", "back", "gone"} {
		paths[name] = "$.detail." + name
	}
	paths["first"], paths["id"], paths["dashed"] = "$.detail.list[0]", "$.id", "$.detail.a-b-c"
	for template, want := range map[string]string{
		`"<text>"`:              `"say \"hi\" \u003cb\u003e"`,
		`<dashed>`:              `7`,
		`<text>`:                `"say \"hi\" \u003cb\u003e"`,
		`{"n": <n>, "f": <f>}`:  `{"n": 12345678901234567890, "f": 1.50}`,
		`"<n> and <f>"`:         `"12345678901234567890 and 1.50"`,
		`[<yes>, <list>, <o>]`:  `[true, ["a",1], {"k":"v"}]`,
		`"<yes> <list> <o>"`:    `"true [\"a\",1] {\"k\":\"v\"}"`,
		`"<none><gone>"`:        `""`,
		`"<line>"`:              `"one\ntwo"`,
		`"<back>"`:              `"c:\\x"`,
		`{"a": "<id>-<first>"}`: `{"a": "e-1-a"}`,
		`"\"<id>\""`:            `"\"e-1\""`,
		`"a < b > c"`:           `"a < b > c"`,
		`"<not a name>"`:        `"<not a name>"`,
		`{"plain": 1}`:          `{"plain": 1}`,
		`"\\<id>"`:              `"\\e-1"`,
		`[<id>,<id>]`:           `["e-1","e-1"]`,
		`{"<id>": <first>}`:     `{"e-1": "a"}`,
	} {
		t.Run(template, func(t *testing.T) {
			t.Parallel()
			got, err := events.Transform(paths, template, []byte(event))
			require.NoError(t, err)
			assert.Equal(t, want, string(got))
			assert.True(t, json.Valid(got))
		})
	}
}

func TestTheWholeEventIsWrittenAsItCame(t *testing.T) {
	t.Parallel()
	const event = `{"detail":{"n":12345678901234567890,"text":"a \"b\""},"id":"e-1"}`
	got, err := events.Transform(nil, `{"event": <aws.events.event.json>}`, []byte(event))
	require.NoError(t, err)
	assert.Equal(t, `{"event": `+event+`}`, string(got))
}

func TestAnInputThatIsNoJSONInTheEndIsRejected(t *testing.T) {
	t.Parallel()
	paths := map[string]string{"gone": "$.gone", "x": "$.x"}
	for template, want := range map[string]string{
		`{"a": <gone>}`: `transform input: {"a": } is not JSON`,
		`<gone>`:        `transform input:  is not JSON`,
		`{"a": "<x>}`:   `transform input: {"a": "v} is not JSON`,
		`<x> <x>`:       `transform input: "v" "v" is not JSON`,
		`text <x>`:      `transform input: text "v" is not JSON`,
		`"<y>"`:         `transform input: <y> has no input path`,
	} {
		t.Run(template, func(t *testing.T) {
			t.Parallel()
			_, err := events.Transform(paths, template, []byte(`{"x": "v"}`))
			require.EqualError(t, err, want)
		})
	}
	_, err := events.Transform(nil, `{}`, []byte(`{`))
	require.EqualError(t, err, "decode event: unexpected EOF")
	_, err = events.Transform(map[string]string{"x": "detail"}, `<x>`, []byte(`{}`))
	require.EqualError(t, err, `transform input: path of <x>: path "detail" does not start with $`)
}

func TestEveryTargetOfARuleGetsTheEventAndEveryRuleIsAsked(t *testing.T) {
	t.Parallel()
	b, got := newBus(t,
		rule("a", "default", `{"source": ["aws.codepipeline"]}`, "ENABLED"),
		rule("b", "default", `{"detail": {"state": ["FAILED", "STOPPED"]}}`, "ENABLED"),
		target("a", "default", "arn:1", nil), target("a", "default", "arn:2", nil), target("b", "default", "arn:3", nil))
	_, matched, err := b.Put(t.Context(), events.Default, "aws.codepipeline", "change", []byte(`{"state":"FAILED"}`))
	require.NoError(t, err)
	require.Len(t, matched, 2)
	assert.Equal(t, []string{"a 2", "b 1"}, []string{
		fmt.Sprint(matched[0].Rule.Name, " ", matched[0].Targets), fmt.Sprint(matched[1].Rule.Name, " ", matched[1].Targets),
	})
	assert.Len(t, got, 3)
	assert.JSONEq(t, got["arn:1"], got["arn:3"])

	clear(got)
	_, matched, err = b.Put(t.Context(), events.Default, "aws.codepipeline", "change", []byte(`{"state":"SUCCEEDED"}`))
	require.NoError(t, err)
	assert.Len(t, matched, 1)
	assert.Len(t, got, 2)
	_, matched, err = b.Put(t.Context(), "elsewhere", "aws.codepipeline", "change", []byte(`{}`))
	require.NoError(t, err)
	assert.Empty(t, matched, "nobody listens on that bus")
}

func TestWhatStopsADeliveryNamesItsRule(t *testing.T) {
	t.Parallel()
	const anything = `{"source": ["x"]}`
	for name, c := range map[string]struct {
		resources []localaws.Resource
		detail    string
		want      string
	}{
		"a pattern that is not valid": {
			[]localaws.Resource{rule("r", "default", `{"source": []}`, "ENABLED")}, `{}`,
			"match rule r: event pattern is not valid: source: an empty list is not allowed",
		},
		"a transformer without a path": {[]localaws.Resource{rule("r", "default", anything, "ENABLED"),
			target("r", "default", "arn:1", map[string]any{"inputTemplate": "<a>"})}, `{}`,
			"hand event to target of rule r: transform input: <a> has no input path"},
		"a detail that is no JSON": {nil, `{`, "encode event change: json: error calling MarshalJSON for type " +
			"json.RawMessage: unexpected end of JSON input"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, _ := newBus(t, c.resources...)
			_, _, err := b.Put(t.Context(), events.Default, "x", "change", []byte(c.detail))
			require.EqualError(t, err, c.want)
		})
	}
}

func TestATargetThatFailsKeepsTheNextFromTheEvent(t *testing.T) {
	t.Parallel()
	b, _ := newBus(t, rule("r", "default", `{"source": ["x"]}`, "ENABLED"), target("r", "default", "arn:1", nil),
		target("r", "default", "arn:2", nil))
	var asked []string
	b.Deliver = func(_ context.Context, to account.Target, _ []byte) error {
		asked = append(asked, to.Arn)
		return errors.New("AccessDenied")
	}
	_, _, err := b.Put(t.Context(), events.Default, "x", "change", []byte(`{}`))
	require.EqualError(t, err, "hand event to target of rule r: AccessDenied")
	assert.Equal(t, []string{"arn:1"}, asked)
}
