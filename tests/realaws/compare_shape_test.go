package realaws_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/harness"
)

// random says what AWS makes up: the part of an id in the pattern's first group,
// with the form it has. An id of another form is a difference by itself.
var random = []struct {
	typ  string
	form *regexp.Regexp
}{
	// The emulator makes up eight characters where AWS makes up ten or seven.
	{"apigatewayv2/api:Api", regexp.MustCompile(`^([a-z0-9]{8}|[a-z0-9]{10})$`)},
	{"apigatewayv2/integration:Integration", regexp.MustCompile(`^([a-z0-9]{7,8})$`)},
	{"apigatewayv2/route:Route", regexp.MustCompile(`^([a-z0-9]{7,8})$`)},
	{"codestarnotifications/notificationRule:NotificationRule", regexp.MustCompile(`^arn:.*/([0-9a-f]{40})$`)},
	{"secretsmanager/secret:Secret", regexp.MustCompile(`^arn:.*-([A-Za-z0-9]{6})$`)},
}

// forms are texts that differ between two accounts or two moments, and what is
// compared in their place. What comes first is replaced first.
var forms = []struct {
	text *regexp.Regexp
	as   string
}{
	{regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?`), "TIME"},
	{regexp.MustCompile(`[0-9a-f]{64}`), "SHA256"},
	{regexp.MustCompile(`[A-Za-z0-9+/]{43}=`), "SHA256"},
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`), "UUID"},
	{regexp.MustCompile(`AROA[A-Z0-9]{17}`), "ROLE ID"},
	{regexp.MustCompile(`\b\d{12}\b`), "ACCOUNT"},
	// The emulator's queues have its own address.
	{regexp.MustCompile(`^http://127\.0\.0\.1:\d+/ACCOUNT/`), "https://sqs.us-east-1.amazonaws.com/ACCOUNT/"},
}

// shaper turns the values of one account into shapes.
type shaper struct{ ids *strings.Replacer }

// shapesOf learns the random ids of an account's resources.
func shapesOf(all []harness.Resource) shaper {
	var pairs []string
	for _, kind := range random {
		for _, r := range harness.Of(all, kind.typ) {
			if found := kind.form.FindStringSubmatch(r.ID); found != nil {
				pairs = append(pairs, found[1], "ID("+r.Name()+")")
			}
		}
	}
	return shaper{strings.NewReplacer(pairs...)}
}

// outputs gives the shape of every output of a resource by its path. The id is an
// output like the others.
func (s shaper) outputs(r harness.Resource) map[string]string {
	shapes := map[string]string{}
	s.add(shapes, "id", r.ID)
	for name, value := range r.Outputs {
		if !strings.HasPrefix(name, "__") { // the bridge's own notes
			s.add(shapes, name, value)
		}
	}
	return shapes
}

func (s shaper) add(shapes map[string]string, path string, value any) {
	switch v := value.(type) {
	case map[string]any:
		if _, secret := v["4dabf18193072939515e22adb298388d"]; secret {
			shapes[path] = "secret or asset"
			return
		}
		if len(v) == 0 {
			shapes[path] = "{}"
		}
		for name, inner := range v {
			s.add(shapes, path+"."+name, inner)
		}
	case []any:
		if len(v) == 0 {
			shapes[path] = "[]"
		}
		for i, inner := range v {
			s.add(shapes, fmt.Sprintf("%s[%d]", path, i), inner)
		}
	case string:
		shapes[path] = s.text(v)
	case float64:
		shapes[path] = strconv.FormatFloat(v, 'f', -1, 64)
	default:
		shapes[path] = fmt.Sprint(v)
	}
}

// text is the shape of a text, in quotes; JSON is compared by its meaning.
func (s shaper) text(v string) string {
	var decoded any
	if strings.HasPrefix(strings.TrimSpace(v), "{") && json.Unmarshal([]byte(v), &decoded) == nil {
		if plain, err := json.Marshal(decoded); err == nil {
			v = "JSON " + string(plain)
		}
	}
	v = s.ids.Replace(v)
	for _, form := range forms {
		v = form.text.ReplaceAllString(v, form.as)
	}
	return `"` + v + `"`
}

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
