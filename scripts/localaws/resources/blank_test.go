package resources

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestBlanksAreOfKnownTypes(t *testing.T) {
	t.Parallel()
	for token := range blanks {
		_, known := Find(token)
		assert.True(t, known, token)
	}
	assert.PanicsWithValue(t, "resources: blanks.json: unexpected end of JSON input", func() { readBlanks(nil) })
}
