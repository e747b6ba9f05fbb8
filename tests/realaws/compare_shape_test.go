package realaws_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

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
	{regexp.MustCompile(`http://127\.0\.0\.1:\d+/ACCOUNT/`), "https://sqs.us-east-1.amazonaws.com/ACCOUNT/"},
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
