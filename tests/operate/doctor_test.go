package operate_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/doctor"
	"slipway/scripts/localaws"
	"slipway/tests/harness"
)

// ward is an environment that is broken and mended in turn.
type ward struct {
	*site
	vars map[string]string // of the commands, while something is broken
	// images are those that were released, the first of them first.
	images []string
}

// examine is the report of the doctor.
func (w *ward) examine(t *testing.T) doctor.Report {
	t.Helper()
	r := w.With(w.vars).Run(t, "doctor", "--env", w.env, "--json")
	var report doctor.Report
	require.NoError(t, json.Unmarshal([]byte(r.Out), &report), r.Err)
	assert.Equal(t, report.Well, r.Code == 0, "the exit code")
	return report
}

// faults are what is not well, by the name of the check.
func faults(report doctor.Report) map[string][]doctor.Finding {
	all := map[string][]doctor.Finding{}
	for _, c := range report.Checks {
		for _, f := range c.Findings {
			if f.Mark == doctor.Fails || f.Mark == doctor.Warns {
				all[c.Name] = append(all[c.Name], f)
			}
		}
	}
	return all
}

// types runs a command as a person does who has it from the report.
func (w *ward) types(t *testing.T, command string) {
	t.Helper()
	words := strings.Fields(command)
	switch {
	case words[0] == "make":
		vars := map[string]string{}
		for _, word := range words[2:] {
			name, value, _ := strings.Cut(word, "=")
			vars[name] = value
		}
		if words[1] == "rebuild" {
			time.Sleep(time.Second) // a rebuild is named by its second; nobody types two in one
		}
		w.With(w.vars).With(vars).Must(t, words[1])
	case strings.HasPrefix(command, "aws sns subscribe "): // and the person follows the link in the mail
		w.outputs(t, subscriptions, map[string]any{"pendingConfirmation": false})
	case strings.HasPrefix(command, "aws service-quotas request-service-quota-increase "):
		w.vars["SLIPWAY_LOCAL_CONCURRENCY"] = words[len(words)-3]
	case strings.HasPrefix(command, "aws sqs set-queue-attributes "):
		seconds, err := strconv.Atoi(strings.TrimPrefix(words[6], "VisibilityTimeout="))
		require.NoError(t, err)
		w.queue(t, words[4], seconds)
	case strings.HasPrefix(command, "aws secretsmanager create-secret "):
		delete(w.vars, "SLIPWAY_LOCAL_ABSENT")
	case strings.HasPrefix(command, "pulumi config set "):
		w.set(t, strings.TrimPrefix(strings.Split(words[3], ":")[0], "slipway-"), words[3], words[4])
	default:
		require.Fail(t, "nobody can type "+command)
	}
}

// set writes a key into a layer's stack file, as `pulumi config set` does.
func (w *ward) set(t *testing.T, layer, key, value string) {
	t.Helper()
	if layer == "aws" {
		layer = "foundation"
	}
	file := w.file(layer)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var lines []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(strings.TrimSpace(line), key+":") {
			lines = append(lines, line)
		}
	}
	lines = append(lines, "  "+key+": "+value+"\n")
	require.NoError(t, os.WriteFile(file, []byte(strings.Join(lines, "")), 0o600))
}

// queue is one of another stack, by its address.
func (w *ward) queue(t *testing.T, url string, visible int) {
	t.Helper()
	require.NoError(t, w.store.Put(localaws.Resource{
		Account: w.account,
		Type:    "aws:sqs/queue:Queue",
		ID:      url,
		Key:     url,
		Outputs: map[string]any{
			"arn":                      "arn:aws:sqs:us-east-1:" + w.account + ":" + filepath.Base(url),
			"visibilityTimeoutSeconds": float64(visible),
		},
	}))
}

func (w *ward) file(layer string) string {
	return filepath.Join(w.Root, "stacks", layer, "Pulumi."+w.env+".yaml")
}

func (w *ward) checkpoint(layer string) string {
	return filepath.Join(w.State, ".pulumi", "stacks", "slipway-"+layer, w.env+".json")
}

func (w *ward) writes(t *testing.T, file, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
}

// outputs changes what the account holds of the one resource of a type.
func (w *ward) outputs(t *testing.T, kind string, change map[string]any) {
	t.Helper()
	all, err := w.store.List(w.account, kind)
	require.NoError(t, err)
	require.Len(t, all, 1)
	for key, value := range change {
		all[0].Outputs[key] = value
	}
	require.NoError(t, w.store.Put(all[0]))
}

func TestDoctor(t *testing.T) {
	t.Parallel()
	w := &ward{
		site: build(t, "local", tooling, nil, nil),
		vars: map[string]string{},
	}
	for _, commit := range []string{first, second, third} {
		require.Zero(t, w.run(t, "push", "--commit", commit).Code)
		w.images = append(w.images, w.production(t, "api").Live)
	}
	t.Run("of what is well says so, and changes nothing", func(t *testing.T) {
		before := w.kept(t)
		r := w.run(t, "doctor")
		assert.Zero(t, r.Code, r.Out)
		assert.Regexp(t, `(?m)^ok      lock  +nobody holds one$`, r.Out)
		assert.Contains(t, r.Out, "\nlocal is well: 26 checks.\n")
		assert.Equal(t, before, w.kept(t))
		harness.Conforms(t, "doctor.schema.json", w.run(t, "doctor", "--json").Out)
	})
	t.Run("of real AWS looks at what is local even without credentials", func(t *testing.T) {
		real := *w
		other := *w.Env
		other.AWS = func(context.Context, ...func(*config.LoadOptions) error) (aws.Config, error) {
			return aws.Config{}, errors.New("no credentials in this test")
		}
		real.site = &site{Env: &other, env: w.env}
		real.vars = map[string]string{"SLIPWAY_AWS": "real"}
		report := real.examine(t)
		found := faults(report)
		assert.Contains(t, found["credentials"][0].Says, "no credentials in this test")
		assert.Contains(t, found, "settings", "the examples are for a simulated AWS alone")
		marks := map[string]doctor.Mark{}
		for _, c := range report.Checks {
			marks[c.Name] = c.Mark
		}
		for _, name := range []string{"stack files", "backend", "state", "lock", "cut off", "secrets", "layers"} {
			assert.Equal(t, doctor.OK, marks[name], name)
		}
		for _, name := range []string{"account", "room", "traffic", "drift"} {
			assert.Equal(t, doctor.Unseen, marks[name], name)
		}
	})
	for _, b := range breakages() {
		t.Run(b.name, func(t *testing.T) {
			clear(w.vars)
			b.happens(t, w)
			found := faults(w.examine(t))
			if assert.ElementsMatch(t, append([]string{b.check}, b.also...), keysOf(found), "%v", found) {
				assert.Contains(t, found[b.check][0].Says, b.says)
				assert.Equal(t, b.mend, found[b.check][0].Mend)
			}
			if b.mend != "" {
				w.types(t, b.mend)
			}
			if b.person != nil {
				b.person(t, w)
			}
		})
	}
	clear(w.vars)
	assert.Empty(t, faults(w.examine(t)), "all is mended: the last breakage too")
}

func keysOf(found map[string][]doctor.Finding) []string {
	var names []string
	for name := range found {
		names = append(names, name)
	}
	return names
}
