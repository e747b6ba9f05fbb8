package config_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

// values is a source that cannot list its keys, as a running program's cannot.
type values map[string]string

func (v values) Get(key string) (string, bool) {
	text, ok := v[key]
	return text, ok
}

func (values) Stack() string { return "dev" }

// listed is a source that can list its keys, as a stack file's can.
type listed struct{ values }

func (l listed) Keys() []string {
	var keys []string
	for key := range l.values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func reader(v values) *config.Reader { return config.NewReader("slipway-compute", v) }

func TestAKeyThatIsNotSetHasItsDefault(t *testing.T) {
	t.Parallel()
	r := reader(nil)
	assert.Equal(t, "main", r.Text("branch", "main"))
	assert.Equal(t, "canary", r.OneOf("release", "canary", "linear"), "the first value")
	assert.Equal(t, 1024, r.Int("memory", 1024, 128, 10240))
	assert.True(t, r.Bool("accessLogs", true))
	assert.False(t, r.Bool("accessLogs", false))
	emails := []string{"ops@example.com"}
	r.Object("emails", &emails, "a list")
	assert.Equal(t, []string{"ops@example.com"}, emails)
	assert.NoError(t, r.Err())
}

func TestAKeyThatIsSetHasItsValue(t *testing.T) {
	t.Parallel()
	r := reader(values{"branch": "", "release": "linear", "memory": "128", "timeout": "900",
		"accessLogs": "true", "tracing": "false", "emails": `["a@b.example"]`, "images": `{"api":"sha256:0"}`})
	assert.Equal(t, "", r.Text("branch", "main"), "set to nothing is set")
	assert.Equal(t, "linear", r.OneOf("release", "canary", "linear"))
	assert.Equal(t, 128, r.Int("memory", 1024, 128, 10240), "the least")
	assert.Equal(t, 900, r.Int("timeout", 30, 1, 900), "the most")
	assert.True(t, r.Bool("accessLogs", false))
	assert.False(t, r.Bool("tracing", true))
	emails := []string{"ops@example.com", "second@example.com"}
	r.Object("emails", &emails, "a list")
	assert.Equal(t, []string{"a@b.example"}, emails)
	images := map[string]string{"cart": "sha256:1"}
	r.Object("images", &images, "an object")
	assert.Equal(t, map[string]string{"api": "sha256:0"}, images, "what is configured replaces the default as a whole")
	assert.NoError(t, r.Err())
}

func TestEveryFaultIsToldAtOnceWithKeyValueAndRule(t *testing.T) {
	t.Parallel()
	r := reader(values{"release": "fast", "memory": "127", "timeout": "901", "retries": "many", "accessLogs": "yes",
		"emails": `["a@b.example", 3]`, "images": `api`})
	assert.Equal(t, "fast", r.OneOf("release", "canary", "linear"))
	assert.Equal(t, 1024, r.Int("memory", 1024, 128, 10240))
	assert.Equal(t, 30, r.Int("timeout", 30, 1, 900))
	assert.Equal(t, 2, r.Int("retries", 2, 0, 5))
	assert.True(t, r.Bool("accessLogs", true))
	emails := []string{"ops@example.com"}
	r.Object("emails", &emails, `a list such as ["ops@example.com"]`)
	assert.Equal(t, []string{"ops@example.com"}, emails, "a value decoded half-way is not taken")
	var images map[string]string
	r.Object("images", &images, "an object from service to digest")
	r.Reject("variables", "{}", "never here")
	r.Fail(nil)
	r.Fail(errors.New("two layers disagree"))

	require.EqualError(t, r.Err(), `slipway-compute:release is "fast": one of ["canary" "linear"]
slipway-compute:memory is "127": a whole number from 128 to 10240
slipway-compute:timeout is "901": a whole number from 1 to 900
slipway-compute:retries is "many": a whole number from 0 to 5
slipway-compute:accessLogs is "yes": true or false
slipway-compute:emails is "[\"a@b.example\", 3]": a list such as ["ops@example.com"]
slipway-compute:images is "api": an object from service to digest
slipway-compute:variables is "{}": never here
two layers disagree`)
	var fault *config.Fault
	require.True(t, errors.As(r.Err(), &fault))
	assert.Equal(t, config.Fault{
		Key:   "slipway-compute:release",
		Value: "fast",
		Rule:  `one of ["canary" "linear"]`,
	}, *fault)
}

func TestAKeyThatNobodyReadsIsAFaultWhereTheSourceCanList(t *testing.T) {
	t.Parallel()
	v := values{"memory": "many", "memroy": "2048", "timout": "3"}
	const memory = `slipway-compute:memory is "many": a whole number from 128 to 10240`

	cannot := config.NewReader("slipway-compute", v)
	cannot.Int("memory", 1024, 128, 10240)
	assert.EqualError(t, cannot.Err(), memory)

	can := config.NewReader("slipway-compute", listed{v})
	can.Int("memory", 1024, 128, 10240)
	want := memory + `
slipway-compute:memroy is "2048": no such key; did you mean slipway-compute:memory? See docs/configuration.md
slipway-compute:timout is "3": no such key; see docs/configuration.md`
	assert.EqualError(t, can.Err(), want)
	can.Int("timout", 1, 1, 9)
	assert.EqualError(t, can.Err(), memory+`
slipway-compute:memroy is "2048": no such key; did you mean slipway-compute:memory? See docs/configuration.md`,
		"asking twice does not add up")
}

func TestAKeyThatNobodyReads(t *testing.T) {
	t.Parallel()
	const see = "See docs/configuration.md"
	for key, want := range map[string]string{
		"memry":                    "no such key; did you mean slipway-compute:memory? " + see,
		"Memory":                   "no such key; did you mean slipway-compute:memory? " + see,
		"environmentSufix":         "no such key; did you mean slipway-compute:environmentSuffix? " + see,
		"x":                        "no such key; see docs/configuration.md",
		"slipway-comptue:memory":   "no such key; did you mean slipway-compute:memory? " + see,
		"slipway:memory":           "no such key; see docs/configuration.md",
		"slipway-delivery:branch":  "a key of another layer, read from stacks/delivery/Pulumi.dev.yaml alone",
		"slipway-foundation:email": "a key of another layer, read from stacks/foundation/Pulumi.dev.yaml alone",
		"slipway-delivry:branch":   "no such key; did you mean slipway-delivery:branch, in stacks/delivery?",
		"aws:regoin":               "no such key; did you mean aws:region? " + see,
		"AWS:region":               "no such key; see docs/configuration.md",
		"aws:defaultTags":          "no such key; see docs/configuration.md",
		"kubernetes:context":       "no such key; see docs/configuration.md",
	} {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			r := config.NewReader("slipway-compute", listed{values{key: "v"}})
			r.Int("memory", 1024, 128, 10240)
			assert.EqualError(t, r.Err(), config.FullKey("slipway-compute", key)+` is "v": `+want)
		})
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "prod", config.Nearest("prd", []string{"dev", "prod"}))
	assert.Equal(t, "prod", config.Nearest("prod", []string{"prd", "prod"}))
	assert.Empty(t, config.Nearest("qa", []string{"dev", "uat"}))
	assert.Empty(t, config.Nearest("qa", nil))
	assert.Equal(t, "cart", config.Nearest("crat", []string{"cost", "cart"}), "letters that are swapped")
	assert.Equal(t, "dev", config.Nearest("deev", []string{"de", "dev"}), "the nearest")
	assert.Equal(t, "SERVICE", config.Mistyped("SERVCIE", []string{"SECRETS", "SERVICE"}))
	assert.Equal(t, "AT", config.Mistyped("AT", []string{"AT", "TO"}))
	assert.Empty(t, config.Mistyped("USER", []string{"SET"}), "half of the letters are not enough")
	assert.Equal(t, "; did you mean prod?", config.Meant("prd", []string{"dev", "prod"}))
	assert.Empty(t, config.Meant("qa", []string{"dev", "uat"}))
}
