package realaws_test

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/tests/harness"
)

// tryMistakes makes each of them in an environment. Nothing may change, in the account or
// in the state.
func tryMistakes(t *testing.T, h *harness.Env, env string) {
	takeForAnother(t, h, env, "staging")
	states, account := stateFiles(t, h), held(t, env)
	require.Len(t, states, 2*len(contract.LayerNames()))
	require.NotEmpty(t, account)
	for _, name := range slices.Sorted(maps.Keys(mistakes)) {
		m := mistakes[name]
		t.Run(name, func(t *testing.T) {
			layer := cmp.Or(m.layer, contract.FoundationLayer)
			file := filepath.Join(h.Root, "stacks", layer, "Pulumi."+env+".yaml")
			settings, err := os.ReadFile(file)
			require.NoError(t, err)
			text := string(settings) + indented(m.with)
			require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
			defer func() { require.NoError(t, os.WriteFile(file, settings, 0o600)) }()
			tried := h.With(m.vars)
			tried.AWS = m.aws
			r := tried.Run(t, append(strings.Fields(m.typed), "--env", cmp.Or(m.env, env))...)
			assert.NotZero(t, r.Code)
			for _, say := range m.says {
				assert.Contains(t, r.Err, say)
			}
			assert.Equal(t, states, stateFiles(t, h))
			after, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, text, string(after))
		})
	}
	assert.Equal(t, account, held(t, env))
}

// takeForAnother puts the states of one environment where those of another one would be.
func takeForAnother(t *testing.T, h *harness.Env, env, other string) {
	t.Helper()
	for _, layer := range contract.LayerNames() {
		folder := filepath.Join(h.State, ".pulumi", "stacks", contract.Project(layer))
		text, err := os.ReadFile(filepath.Join(folder, env+".json"))
		require.NoError(t, err)
		file := filepath.Join(folder, other+".json")
		require.NoError(t, os.WriteFile(file, text, 0o600))
		t.Cleanup(func() { require.NoError(t, os.Remove(file)) })
	}
}

func indented(lines []string) string {
	text := ""
	for _, line := range lines {
		text += "  " + line + "\n"
	}
	return text
}

// stateFiles are the states of all environments, by file, as hashes.
func stateFiles(t *testing.T, h *harness.Env) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(h.State, ".pulumi", "stacks", "*", "*.json"))
	require.NoError(t, err)
	states := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		states[file] = fmt.Sprintf("%x", sha256.Sum256(text))
	}
	return states
}

// held lists what the account has of an environment. The emulator may miss what stands
// where two pages meet while other environments come and go, so it is asked until it says
// the same twice.
func held(t *testing.T, env string) []string {
	list := func() []string {
		return slices.DeleteFunc(leftovers(t), func(line string) bool { return !strings.Contains(line, "-"+env) })
	}
	said := list()
	for range 5 {
		again := list()
		if slices.Equal(said, again) {
			break
		}
		said = again
	}
	return said
}
