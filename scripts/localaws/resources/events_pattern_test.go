package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

// A rule whose filter is given what it does not take would never be there to match.
func TestEventBridgeRejectsWhatAFilterIsGiven(t *testing.T) {
	t.Parallel()
	const start = "creating EventBridge Rule (rule-a): operation error EventBridge: PutRule, api error " +
		"InvalidEventPatternException: Event pattern is not valid. Reason: "
	c := awstest.NewClient(t)
	for pattern, want := range map[string]string{
		`{"a": [{"prefix": 1}]}`:              `a[0].prefix: 1 must be a text that is not empty`,
		`{"a": [{"prefix": ""}]}`:             `a[0].prefix: "" must be a text that is not empty`,
		`{"a": [{"exists": "true"}]}`:         `a[0].exists: "true" must be true or false`,
		`{"a": [{"numeric": ["<", "5"]}]}`:    `a[0].numeric: "5" must be a number from -5.0e9 to 5.0e9`,
		`{"a": [{"numeric": ["=>", 5]}]}`:     `a[0].numeric: "=>" is not one of =, <, <=, >, >=`,
		`{"a": [{"numeric": [">", 9, "<"]}]}`: `a[0].numeric: must be a list of one comparison or of two bounds`,
		`{"a": [{"wildcard": "a**"}]}`:        `a[0].wildcard: "a**": two asterisks in a row`,
		`{"a": [{"anything-but": []}]}`:       `a[0].anything-but: an empty list is not allowed`,
		`{"a": [{"anything-but": {"exists": true}}]}`: `a[0].anything-but.exists: the operator is not known in ` +
			`anything-but`,
		`{"a": [{"prefix": "x", "suffix": "y"}]}`: `a[0]: one operator is allowed, there are 2`,
		`{"$or": [{"a": ["x"]}]}`:                 `$or: must be a list of two or more patterns`,
		`{"d": {"$or": [{"a": ["x"]}, "b"]}}`:     `d.$or[1]: "b" is not a pattern`,
	} {
		t.Run(pattern, func(t *testing.T) {
			t.Parallel()
			_, err := c.Create(awstest.Rule, "it", m{"name": "rule-a", "eventPattern": pattern})
			assert.Equal(t, start+want, awstest.Message(err))
		})
	}
}

func TestEventBridgeTakesEveryFilter(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	for name, entry := range map[string]string{
		"prefix":          `{"prefix": "a"}`,
		"prefix-any-case": `{"prefix": {"equals-ignore-case": "A"}}`,
		"suffix":          `{"suffix": ".md"}`,
		"any-case":        `{"equals-ignore-case": "Main"}`,
		"wildcard":        `{"wildcard": "a*\\*b"}`,
		"but-text":        `{"anything-but": "a"}`,
		"but-list":        `{"anything-but": [1, 2]}`,
		"but-prefix":      `{"anything-but": {"prefix": ["a", "b"]}}`,
		"but-wildcard":    `{"anything-but": {"wildcard": "*x*"}}`,
		"number":          `{"numeric": ["=", 5]}`,
		"range":           `{"numeric": [">", 0, "<=", 5]}`,
		"exists":          `{"exists": false}`,
		"cidr":            `{"cidr": "10.0.0.0/24"}`,
		"plain":           `"a", 1, true, null`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := c.Given(awstest.Rule, name, m{"name": "rule-" + name, "eventPattern": `{"detail": {"x": [` + entry + `]}}`})
			now, there := c.Read(e)
			require.True(t, there)
			assert.Equal(t, "ENABLED", now.Out["state"])
		})
	}
}
