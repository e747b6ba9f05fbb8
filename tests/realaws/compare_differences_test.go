package realaws_test

import (
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/harness"
)

// difference is an output that is not of the same shape on both sides; "" stands
// for an output that is not there.
type difference struct{ resource, typ, path, real, simulated string }

// differences compares the shapes of one resource.
func differences(r harness.Resource, real, simulated map[string]string) []difference {
	var found []difference
	for path, shape := range real {
		if simulated[path] != shape {
			found = append(found, difference{r.Name(), r.Type, path, shape, simulated[path]})
		}
	}
	for path, shape := range simulated {
		if _, both := real[path]; !both {
			found = append(found, difference{r.Name(), r.Type, path, "", shape})
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i].path < found[j].path })
	return found
}

func TestCompareTellsShapesApart(t *testing.T) {
	t.Parallel()
	api := func(id, account string) harness.Resource {
		return harness.Resource{
			URN:  "u::api",
			Type: "aws:apigatewayv2/api:Api",
			ID:   id,
			Outputs: map[string]any{
				"arn":          "arn:aws:apigateway:us-east-1::/apis/" + id,
				"executionArn": "arn:aws:execute-api:us-east-1:" + account + ":" + id,
			},
		}
	}
	shapes := func(r harness.Resource) map[string]string { return shapesOf([]harness.Resource{r}).outputs(r) }
	real := shapes(api("abcdefghij", "123456789012"))
	assert.Equal(t, `"arn:aws:execute-api:us-east-1:ACCOUNT:ID(api)"`, real["executionArn"])

	t.Run("accounts and random ids are the same", func(t *testing.T) {
		t.Parallel()
		assert.Empty(t, differences(harness.Resource{URN: "u::it"}, real, shapes(api("0123456789", "000000000000"))))
	})
	t.Run("an id of another form is not", func(t *testing.T) {
		t.Parallel()
		assert.Len(t, differences(harness.Resource{URN: "u::it"}, real, shapes(api("012345678", "000000000000"))), 3)
	})
	for _, pair := range []struct {
		name string
		a, b any
		same bool
	}{
		{"two moments", "2026-01-02T03:04:05Z", "2027-11-12T13:14:15.678Z", true},
		{"a moment without its zone", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05", false},
		{"JSON of the same meaning", `{"a":1, "b":2}`, `{"b":2,"a":1}`, true},
		{"JSON of another meaning", `{"a":1}`, `{"a":"1"}`, false},
		{"a number and its text", 1.0, "1", false},
		{"a flag and its text", true, "true", false},
		{"nothing and empty text", nil, "", false},
		{"an empty list and an empty map", []any{}, map[string]any{}, false},
		{"a list and its element", []any{"x"}, "x", false},
		{"two keys", "a/1b4e28ba-2fa1-11d2-883f-0016d3cca427", "a/6fa459ea-ee8a-3ca4-894e-db77e160355e", true},
		{"another number", 30.0, 60.0, false},
	} {
		t.Run(pair.name, func(t *testing.T) {
			t.Parallel()
			with := func(v any) map[string]string {
				return shaper{strings.NewReplacer()}.outputs(harness.Resource{URN: "u::it", Outputs: map[string]any{"p": v}})
			}
			assert.Equal(t, pair.same, len(differences(harness.Resource{URN: "u::it"}, with(pair.a), with(pair.b))) == 0)
		})
	}
}
