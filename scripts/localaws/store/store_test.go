package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/store"
)

const (
	account = "000000000000"
	role    = "aws:iam/role:Role"
)

func put(t *testing.T, s *store.Store, r store.Resource) {
	t.Helper()
	require.NoError(t, s.Put(r))
}

func TestWhatIsPutIsThere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := store.Open(dir)
	assert.Equal(t, dir, s.Dir())
	r := store.Resource{
		Account: account,
		Region:  "us-east-1",
		Type:    role,
		ID:      "role/a",
		URN:     "urn",
		Inputs:  map[string]any{"name": "role/a"},
		Outputs: map[string]any{"n": 1.5},
		Secrets: []string{"name"},
	}
	put(t, s, r)
	got, found, err := store.Open(dir).Get(account, role, "role/a")
	require.NoError(t, err)
	require.True(t, found)
	r.Key = "role/a"
	assert.Equal(t, r, got)

	_, found, err = s.Get(account, role, "role")
	require.NoError(t, err)
	assert.False(t, found)

	require.NoError(t, s.Delete(account, role, "role/a"))
	require.NoError(t, s.Delete(account, role, "role/a"), "deleting nothing is no error")
	_, found, err = s.Get(account, role, "role/a")
	require.NoError(t, err)
	assert.False(t, found)
}

func TestAResourceNeedsAPlace(t *testing.T) {
	t.Parallel()
	s := store.Open(t.TempDir())
	for _, r := range []store.Resource{{Type: role, ID: "a"}, {
		Account: account,
		ID:      "a",
	}, {Account: account, Type: role}} {
		r.URN = "urn"
		assert.EqualError(t, s.Put(r), `store resource "urn": account, type and id are required`)
	}
}

func TestListsAreInOrder(t *testing.T) {
	t.Parallel()
	s := store.Open(t.TempDir())
	empty, err := s.List(account, role)
	require.NoError(t, err)
	assert.Empty(t, empty)
	for _, id := range []string{"b", "a", "c"} {
		put(t, s, store.Resource{
			Account: account,
			Type:    role,
			ID:      id,
		})
	}
	put(t, s, store.Resource{
		Account: account,
		Type:    "aws:s3/bucketV2:BucketV2",
		ID:      "z",
	})
	put(t, s, store.Resource{
		Account: "111122223333",
		Type:    role,
		ID:      "other",
	})

	keys := func(list []store.Resource, err error) (out []string) {
		require.NoError(t, err)
		for _, r := range list {
			out = append(out, r.Type+" "+r.Key)
		}
		return out
	}
	assert.Equal(t, []string{role + " a", role + " b", role + " c"}, keys(s.List(account, role)))
	assert.Equal(t, []string{role + " a", role + " b", role + " c", "aws:s3/bucketV2:BucketV2 z"}, keys(s.All(account)))
	assert.Empty(t, keys(s.All("222222222222")))
	accounts, err := s.Accounts()
	require.NoError(t, err)
	assert.Equal(t, []string{account, "111122223333"}, accounts)
	none, err := store.Open(filepath.Join(t.TempDir(), "none")).Accounts()
	require.NoError(t, err)
	assert.Empty(t, none)
}

func TestFilesAreForTheirOwnerAndNeverHalf(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := store.Open(dir)
	put(t, s, store.Resource{
		Account: account,
		Type:    role,
		ID:      "a",
	})
	folder := filepath.Join(dir, account, "iam.role")
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, entries, 1, "no temporary file is left")
	info, err := entries[0].Info()
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	require.NoError(t, os.WriteFile(filepath.Join(folder, "b.json"), []byte("{"), 0o600))
	_, err = s.List(account, role)
	assert.ErrorContains(t, err, "decode "+filepath.Join(folder, "b.json"))
}

func TestEveryKeyHasAFileNameOfItsOwn(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 300)
	seen := map[string]string{}
	for _, key := range []string{"a", "a/b", "a%2Fb", "..", ".", "$default", "arn:aws:sns:us-east-1:0:t", long, long +
		"y", "/aws/lambda/a"} {
		name := store.FileName(key)
		assert.NotContains(t, name, "/")
		assert.NotContains(t, []string{".", ".."}, name)
		assert.LessOrEqual(t, len(name), 200)
		assert.Empty(t, seen[name], "%s and %s share a file", key, seen[name])
		seen[name] = key
	}
}

func TestASecretsValueIsKeptApart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := store.Open(dir)
	const arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:webhook-AbCdEf"
	_, err := s.SecretValue(account, arn)
	require.ErrorIs(t, err, store.ErrNoSecretValue)
	require.NoError(t, s.PutSecretValue(account, arn, "hunter2"))
	value, err := s.SecretValue(account, arn)
	require.NoError(t, err)
	assert.Equal(t, "hunter2", value)
	file := filepath.Join(dir, account, "secret-values", store.FileName(arn))
	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	all, err := s.All(account)
	require.NoError(t, err)
	assert.Empty(t, all, "a value is no resource")
	require.NoError(t, s.DeleteSecretValue(account, arn))
	require.NoError(t, s.DeleteSecretValue(account, arn))
	_, err = s.SecretValue(account, arn)
	assert.ErrorIs(t, err, store.ErrNoSecretValue)
}
