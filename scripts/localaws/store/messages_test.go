package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/store"
)

const deadLetters = "https://sqs.us-east-1.amazonaws.com/" + account + "/queue-deadletters-dev"

func queue(t *testing.T, dir string) *store.Store {
	t.Helper()
	s := store.Open(dir)
	put(t, s, store.Resource{
		Account: account,
		Type:    "aws:sqs/queue:Queue",
		ID:      deadLetters,
	})
	return s
}

func TestMessages(t *testing.T) {
	t.Parallel()
	t.Run("stay in their order until they are deleted", func(t *testing.T) {
		t.Parallel()
		s := queue(t, t.TempDir())
		none, err := s.Messages(account, deadLetters)
		require.NoError(t, err)
		assert.Empty(t, none)
		for _, body := range []string{"one", "two", "three"} {
			require.NoError(t, s.SendMessage(account, deadLetters, store.Message{
				Body:       body,
				Attributes: map[string]string{"FAILURE": "of " + body},
			}))
		}
		require.NoError(t, s.DeleteMessage(account, deadLetters, "message-000001"))
		require.NoError(t, s.DeleteMessage(account, deadLetters, "message-000001"), "deleted already")
		require.NoError(t, s.SendMessage(account, deadLetters, store.Message{Body: "four"}))
		left, err := s.Messages(account, deadLetters)
		require.NoError(t, err)
		assert.Equal(t, []store.Message{
			{
				ID:         "message-000002",
				Body:       "two",
				Attributes: map[string]string{"FAILURE": "of two"},
			},
			{
				ID:         "message-000003",
				Body:       "three",
				Attributes: map[string]string{"FAILURE": "of three"},
			},
			{ID: "message-000004", Body: "four"},
		}, left)
		require.NoError(t, s.DeleteMessages(account, deadLetters))
		left, err = s.Messages(account, deadLetters)
		require.NoError(t, err)
		assert.Empty(t, left)
	})
	t.Run("need their queue", func(t *testing.T) {
		t.Parallel()
		s := store.Open(t.TempDir())
		require.ErrorIs(t, s.SendMessage(account, "none", store.Message{Body: "x"}), store.ErrNoQueue)
	})
	t.Run("that cannot be read are an error", func(t *testing.T) {
		t.Parallel()
		dir := t.TempDir()
		s := queue(t, dir)
		folder := filepath.Join(dir, account, "queue-messages", store.FileName(deadLetters))
		require.NoError(t, os.MkdirAll(filepath.Join(folder, "message-000001.json", "full"), 0o700))
		_, err := s.Messages(account, deadLetters)
		require.Error(t, err)
		require.ErrorContains(t, s.DeleteMessage(account, deadLetters, "message-000001"),
			"delete message of queue "+deadLetters)
	})
}
