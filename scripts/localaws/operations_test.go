package localaws_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
)

func TestALogThatCannotBeReadIsAnError(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "operations.log")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	none, err := localaws.Operations(dir)
	require.NoError(t, err, "a process was killed before it wrote the first line")
	assert.Empty(t, none)
	require.NoError(t, os.WriteFile(file, []byte("{\"op\": \"create\"}\n{"), 0o600))
	_, err = localaws.Operations(dir)
	require.EqualError(t, err, "read operations: unexpected end of JSON input")
	require.NoError(t, os.Remove(file))
	require.NoError(t, os.Mkdir(file, 0o700))
	_, err = localaws.Operations(dir)
	require.ErrorContains(t, err, "read operations: read ")

	_, err = awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings),
		nil).Create(awstest.Topic, "a", topic("topic-a"))
	require.ErrorContains(t, err, "log operation: open ")
}
