package engine

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAnErrorOfTheStatesFileIsInPlainWords(t *testing.T) {
	t.Parallel()
	const key = `blob (key ".pulumi/stacks/p/dev.json") (code=Unknown): `
	for said, want := range map[string]string{
		"post-step event returned an error: failed to save snapshot: An IO error occurred while writing the new snapshot " +
			"file: " + key + key + "write /state/dev.json.18.tmp: no space left on device": "the state could not be saved: " +
			"write /state/dev.json.18.tmp: no space left on device",
		`saving update info: blob (key "a.json -> b.json") (code=Unknown): file too large`: "the state could not be saved: " +
			"file too large",
		"no such region": "no such region",
	} {
		assert.Equal(t, want, plain(said))
	}
}
