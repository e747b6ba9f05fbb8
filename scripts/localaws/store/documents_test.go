package store_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/store"
)

func TestDocuments(t *testing.T) {
	t.Parallel()
	s := store.Open(t.TempDir())
	var got []string
	found, err := s.Document(account, "pipeline-actions", "e", &got)
	require.NoError(t, err)
	assert.False(t, found)
	require.NoError(t, s.PutDocument(account, "pipeline-actions", "e", []string{"a"}))
	found, err = s.Document(account, "pipeline-actions", "e", &got)
	require.NoError(t, err)
	assert.True(t, found)
	assert.Equal(t, []string{"a"}, got)
	all, err := s.All(account)
	require.NoError(t, err)
	assert.Empty(t, all, "a document is no resource")
}
