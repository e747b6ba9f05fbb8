package store_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/store"
)

func history(t *testing.T) *store.Store {
	t.Helper()
	s := store.Open(t.TempDir())
	put(t, s, store.Resource{
		Account: account,
		Type:    "aws:dynamodb/table:Table",
		ID:      "history",
		Outputs: map[string]any{"hashKey": "deploymentId", "rangeKey": "timestamp"},
	})
	return s
}

func row(id, at, event string) store.Item {
	return store.Item{"deploymentId": id, "timestamp": at, "event": event}
}

func TestRowsAreWrittenUnderTheirKeys(t *testing.T) {
	t.Parallel()
	s := history(t)
	for _, item := range []store.Item{row("d1", "2", "SUCCEEDED"), row("d1", "1", "STARTED"), row("d2", "3", "STARTED")} {
		require.NoError(t, s.PutItem(account, "history", item, false))
	}
	all, err := s.Query(account, "history", "", nil)
	require.NoError(t, err)
	assert.Equal(t, []store.Item{row("d1", "1", "STARTED"), row("d1", "2", "SUCCEEDED"), row("d2", "3", "STARTED")},
		all, "in the sort key's order")
	one, err := s.Query(account, "history", "deploymentId", "d1")
	require.NoError(t, err)
	assert.Len(t, one, 2)

	require.NoError(t, s.PutItem(account, "history", row("d1", "1", "AGAIN"), false))
	again, err := s.Query(account, "history", "event", "AGAIN")
	require.NoError(t, err)
	assert.Equal(t, []store.Item{row("d1", "1", "AGAIN")}, again, "the same key is the same row")
}

func TestARowMayBeWrittenOnceOnly(t *testing.T) {
	t.Parallel()
	s := history(t)
	require.NoError(t, s.PutItem(account, "history", row("d1", "1", "STARTED"), true))
	require.ErrorIs(t, s.PutItem(account, "history", row("d1", "1", "LATE"), true), store.ErrConditionFailed)
	rows, err := s.Query(account, "history", "", nil)
	require.NoError(t, err)
	assert.Equal(t, []store.Item{row("d1", "1", "STARTED")}, rows)
}

func TestRowsNeedTheirTableAndTheirKeys(t *testing.T) {
	t.Parallel()
	s := history(t)
	const missing = "ResourceNotFoundException: Requested resource not found: Table: none not found"
	require.EqualError(t, s.PutItem(account, "none", row("d1", "1", "x"), false), missing)
	_, err := s.Query(account, "none", "", nil)
	require.EqualError(t, err, missing)
	require.EqualError(t, s.PutItem(account, "history", store.Item{"deploymentId": "d1"}, false),
		"ValidationException: One or more parameter values were invalid: Missing the key timestamp in the item")
}

func TestRowsGoWithTheirTable(t *testing.T) {
	t.Parallel()
	s := history(t)
	require.NoError(t, s.PutItem(account, "history", row("d1", "1", "STARTED"), false))
	require.NoError(t, s.DeleteItems(account, "history"))
	rows, err := s.Query(account, "history", "", nil)
	require.NoError(t, err)
	assert.Empty(t, rows)
}

func TestARowIsReadAndRemovedByItsKey(t *testing.T) {
	t.Parallel()
	s := history(t)
	key := store.Item{"deploymentId": "lock#api", "timestamp": "lock"}
	none, err := s.GetItem(account, "history", key)
	require.NoError(t, err)
	assert.Nil(t, none)
	require.NoError(t, s.DeleteItem(account, "history", key), "no row is as good as a removed one")

	require.NoError(t, s.PutItem(account, "history", row("lock#api", "lock", "taken"), false))
	held, err := s.GetItem(account, "history", key)
	require.NoError(t, err)
	assert.Equal(t, row("lock#api", "lock", "taken"), held)
	require.NoError(t, s.DeleteItem(account, "history", key))
	none, err = s.GetItem(account, "history", key)
	require.NoError(t, err)
	assert.Nil(t, none)

	for _, err := range []error{s.DeleteItem(account, "none", key), s.DeleteItem(account, "history", store.Item{})} {
		require.Error(t, err)
	}
	_, err = s.GetItem(account, "none", key)
	require.ErrorIs(t, err, store.ErrNoTable)
}
