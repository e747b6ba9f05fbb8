package logs_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/logs"
	"slipway/scripts/localaws/store"
	"slipway/shared/contract"
)

func TestLogs(t *testing.T) {
	t.Parallel()
	const account = contract.SimulatedAccount
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	t.Run("keeps the events of each group, the latest of them", func(t *testing.T) {
		t.Parallel()
		s := store.Open(t.TempDir())
		for i := range 502 {
			require.NoError(t, logs.Append(s, account, "/aws/lambda/a", logs.Event{At: at, Message: fmt.Sprint(i)}))
		}
		all, err := logs.Read(s, account, "/aws/lambda/a")
		require.NoError(t, err)
		require.Len(t, all, 500)
		assert.Equal(t, logs.Event{At: at, Message: "2"}, all[0])
		assert.Equal(t, "501", all[499].Message)
		all, err = logs.Read(s, account, "/aws/lambda/b")
		require.NoError(t, err)
		assert.Empty(t, all)
	})
	t.Run("does not write over what cannot be read", func(t *testing.T) {
		t.Parallel()
		s := store.Open(t.TempDir())
		require.NoError(t, s.PutDocument(account, logs.Kind, "g", "no list"))
		require.ErrorContains(t, logs.Append(s, account, "g", logs.Event{}), "decode ")
	})
}
