package statemachines

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadPhasesGathersTheStatesOfAllFiles(t *testing.T) {
	t.Parallel()
	definition, err := readPhases(fstest.MapFS{
		"m.json":   {Data: []byte(`{"StartAt": "A"}`)},
		"p/a.json": {Data: []byte(`{"A": {"Type": "Pass"}}`)},
		"p/b.json": {Data: []byte(`{"B": {"Type": "Succeed"}}`)},
	}, "m.json", "p/*.json")
	require.NoError(t, err)
	assert.Equal(t, map[string]any{
		"StartAt": "A",
		"States":  map[string]any{"A": map[string]any{"Type": "Pass"}, "B": map[string]any{"Type": "Succeed"}},
	}, definition)
}

func TestReadPhasesRefusesWhatItCannotGather(t *testing.T) {
	t.Parallel()
	frame := &fstest.MapFile{Data: []byte(`{}`)}
	cases := map[string]struct {
		files   fstest.MapFS
		pattern string
		want    string
	}{
		"no frame":         {fstest.MapFS{}, "p/*", "read state machine: open m.json: file does not exist"},
		"a bad pattern":    {fstest.MapFS{"m.json": frame}, "[", "list phases of m.json: syntax error in pattern"},
		"a phase not JSON": {fstest.MapFS{"m.json": frame, "p/a": {Data: []byte(`[`)}}, "p/*", "decode p/a: unexpected EOF"},
		"a state twice": {
			fstest.MapFS{"m.json": frame, "p/a": {Data: []byte(`{"A":{}}`)}, "p/b": {Data: []byte(`{"A":{}}`)}},
			"p/*", `read p/b: state "A" is defined twice`,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := readPhases(c.files, "m.json", c.pattern)
			require.EqualError(t, err, c.want)
		})
	}
}

func TestADefinitionThatCannotBeReadIsNotRendered(t *testing.T) {
	t.Parallel()
	_, err := renderRead(nil, errors.New("no such file"), nil)
	require.EqualError(t, err, "no such file")
}
