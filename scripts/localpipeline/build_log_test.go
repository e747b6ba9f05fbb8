package localpipeline

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// opened is a log of a build that keeps what it tells.
func opened(t *testing.T) (log *buildLog, printed *[]string) {
	t.Helper()
	printed = &[]string{}
	log = &buildLog{print: func(line string) { *printed = append(*printed, line) }, now: time.Now}
	require.NoError(t, log.open())
	t.Cleanup(func() { assert.NoError(t, log.close()) })
	return log, printed
}

func TestABuildsLogIsPassedOnLineByLine(t *testing.T) {
	t.Parallel()
	log, printed := opened(t)
	for _, part := range []string{
		"slipway: one", " line\nnoise\nsli", "pway: two\n", "slipway: the log of the service follows\n", "slipway: last",
	} {
		_, err := log.in.WriteString(part)
		assert.NoError(t, err)
	}
	log.end()
	assert.Equal(t, []string{"one line", "two", "last"}, *printed)
	assert.Equal(t, "last", log.last)
	assert.Equal(t, []string{"noise"}, log.tail)
}

// The call of a tool takes time, and what was said before it is told before that.
func TestWhatABuildSaidIsToldBeforeACallIsAnswered(t *testing.T) {
	t.Parallel()
	log, printed := opened(t)
	for i := range 1000 {
		_, err := log.in.WriteString("slipway: packages are installed\nslip")
		require.NoError(t, err)
		log.read()
		require.Len(t, *printed, i+1)
		_, err = log.in.WriteString("\n")
		require.NoError(t, err)
	}
	log.end()
	assert.Equal(t, "slip", log.tail[0], "a call cuts no line in two")
}
