package eventpattern_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/eventpattern"
)

// match is Match on texts, for patterns and events that are valid.
func match(t *testing.T, pattern, event string) bool {
	t.Helper()
	matched, err := eventpattern.Match([]byte(pattern), []byte(event))
	require.NoError(t, err)
	return matched
}

// onX matches a leaf against the field x.
func onX(t *testing.T, entries, value string) bool {
	t.Helper()
	return match(t, `{"x": [`+entries+`]}`, `{"x": `+value+`}`)
}

const push = `{
	"version": "0", "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718", "detail-type": "push", "source": "github.com",
	"account": "000000000000", "time": "2026-03-01T12:00:00Z", "region": "us-east-1", "resources": [],
	"detail": {
		"ref": "refs/heads/main", "deleted": false, "after": "0d1a26e6",
		"repository": {"full_name": "octo-org/shop"},
		"paths": ["README.md", "services/api/index.js"], "pathsTruncated": false
	}
}`

func TestAPushMatchesTheRuleOfItsRepositoryBranchAndPath(t *testing.T) { // R10
	t.Parallel()
	pattern := func(detail string) string {
		return `{"source": ["github.com"], "detail-type": ["push"], "detail": ` + detail + `}`
	}
	assert.True(t,
		match(t,
			pattern(`{"ref": ["refs/heads/main"], "deleted": [false], "repository": {"full_name": ["octo-org/shop"]}}`), push))
	assert.True(t, match(t, pattern(`{"paths": [{"prefix": "services/api/"}, "*"]}`), push))
	assert.False(t, match(t, pattern(`{"paths": [{"prefix": "services/web/"}, "*"]}`), push))
	assert.False(t, match(t, pattern(`{"ref": ["refs/heads/release"]}`), push))
	assert.False(t, match(t, pattern(`{"deleted": [true]}`), push))
	assert.False(t, match(t, pattern(`{"repository": {"full_name": ["octo-org/other"]}}`), push))
}

func TestEveryFieldMustMatchAndOneEntryOfEachList(t *testing.T) {
	t.Parallel()
	event := `{"a": "1", "b": {"c": 2, "d": true, "e": null}}`
	assert.True(t, match(t, `{"a": ["0", "1"], "b": {"c": [2], "d": [true, false], "e": [null]}}`, event))
	assert.False(t, match(t, `{"a": ["1"], "b": {"c": [3]}}`, event))
	assert.False(t, match(t, `{"a": ["1"], "z": ["1"]}`, event), "a field that is not there")
	assert.False(t, match(t, `{"a": {"z": ["1"]}}`, event), "an object where there is a text")
	assert.False(t, match(t, `{"b": ["1"]}`, event), "a value where there is an object")
}

func TestPlainValuesAreEqualInKindAndAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	assert.True(t, onX(t, `300`, `300`))
	assert.False(t, onX(t, `300`, `300.0`))
	assert.False(t, onX(t, `300`, `3.0e2`))
	assert.False(t, onX(t, `300`, `"300"`))
	assert.False(t, onX(t, `"true"`, `true`))
	assert.True(t, onX(t, `""`, `""`))
	assert.False(t, onX(t, `""`, `null`))
	assert.False(t, onX(t, `"Main"`, `"main"`))
}

func TestOneElementOfAnArrayIsEnough(t *testing.T) {
	t.Parallel()
	assert.True(t, onX(t, `"b"`, `["a", "b"]`))
	assert.True(t, onX(t, `"b"`, `["a", ["c", ["b"]]]`))
	assert.False(t, onX(t, `"b"`, `["a", {"b": "b"}]`))
	assert.False(t, onX(t, `"b"`, `[]`))
}

func TestTheFieldsOfAnObjectInAnArrayBelongTogether(t *testing.T) {
	t.Parallel()
	event := `{"list": [{"name": "a", "size": 1}, {"name": "b", "size": 2}, [{"name": "c", "size": 3}]]}`
	assert.True(t, match(t, `{"list": {"name": ["b"], "size": [2]}}`, event))
	assert.False(t, match(t, `{"list": {"name": ["a"], "size": [2]}}`, event))
	assert.True(t, match(t, `{"list": {"name": ["c"]}}`, event))
	assert.False(t, match(t, `{"list": {"name": ["a"]}}`, `{"list": []}`))
}

func TestExistsLooksAtLeavesOnly(t *testing.T) {
	t.Parallel()
	event := `{"a": null, "b": {"c": 1}, "empty": []}`
	exists := func(field, wanted string) bool { return match(t, `{`+field+`: [{"exists": `+wanted+`}]}`, event) }
	assert.True(t, exists(`"a"`, "true"), "null is a value")
	assert.False(t, exists(`"a"`, "false"))
	assert.False(t, exists(`"b"`, "true"), "an object is no leaf")
	assert.True(t, exists(`"b"`, "false"))
	assert.True(t, exists(`"z"`, "false"))
	assert.False(t, exists(`"empty"`, "true"))
	assert.True(t, match(t, `{"z": {"y": {"x": [{"exists": false}]}}}`, event))
	assert.True(t, match(t, `{"b": {"c": [{"exists": true}], "d": [{"exists": false}, "x"]}}`, event))
	assert.False(t, match(t, `{"z": [{"prefix": "a"}, {"exists": true}]}`, event))
}

func TestOrTakesOneOfItsPatternsBesideTheOtherFields(t *testing.T) {
	t.Parallel()
	pattern := `{"source": ["github.com"], "detail": {"$or": [{"paths": [{"prefix": "services/web/"}]}, ` +
		`{"pathsTruncated": [true]}]}}`
	assert.False(t, match(t, pattern, push))
	assert.True(t,
		match(t, pattern, `{"source": "github.com", "detail": {"paths": ["services/web/x"], "pathsTruncated": false}}`))
	assert.True(t, match(t, pattern, `{"source": "github.com", "detail": {"paths": [], "pathsTruncated": true}}`))
	assert.False(t, match(t, pattern, `{"source": "other", "detail": {"paths": [], "pathsTruncated": true}}`))
	assert.True(t, match(t, `{"$or": [{"a": [1]}, {"$or": [{"b": [2]}, {"c": [3]}]}]}`, `{"c": 3}`))
}

func TestAnEventThatIsNoObjectIsAnError(t *testing.T) {
	t.Parallel()
	for event, message := range map[string]string{
		`{`:     "event is not valid: unexpected EOF",
		`[]`:    "event is not valid: json: cannot unmarshal array into Go value of type map[string]interface {}",
		`null`:  "event is not valid: null is not an object",
		`{} {}`: "event is not valid: there is more after the object",
	} {
		_, err := eventpattern.Match([]byte(`{"a": [1]}`), []byte(event))
		assert.EqualError(t, err, message)
	}
	_, err := eventpattern.Match([]byte(`{}`), []byte(`{}`))
	assert.EqualError(t, err, "event pattern is not valid: the pattern: an empty object is not allowed")
}

// FuzzMatch: no pattern and no event makes it panic, and an event's own leaf
// matches the pattern made of it.
func FuzzMatch(f *testing.F) {
	f.Add(`{"a": [{"prefix": "x"}]}`, `{"a": "xy"}`)
	f.Add(`{"a": [{"numeric": [">", 0, "<=", 5]}]}`, `{"a": 3}`)
	f.Add(`{"a": [{"wildcard": "*x*\\*"}], "$or": [{"b": [null]}, {"c": [{"exists": false}]}]}`,
		`{"a": ["x*"], "b": [null]}`)
	f.Add(`{"a": [{"anything-but": {"prefix": ["x", "y"]}}]}`, `{"a": [1, {"b": 2}]}`)
	f.Fuzz(func(t *testing.T, pattern, event string) {
		_, _ = eventpattern.Match([]byte(pattern), []byte(event))
		own, _ := json.Marshal(map[string]any{"x": []string{event}})
		text, _ := json.Marshal(map[string]any{"x": event})
		if matched, err := eventpattern.Match(own, text); err != nil || !matched {
			t.Fatalf("%s does not match %s: %v", own, text, err)
		}
	})
}
