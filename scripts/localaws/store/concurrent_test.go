package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/store"
)

// at is a resource of the account with its id repeated in an output.
func at(id string) store.Resource {
	return store.Resource{
		Account: account,
		Type:    role,
		ID:      id,
		Outputs: map[string]any{"text": strings.Repeat(id, 2000)},
	}
}

// The engine creates resources at the same time, and another process may read them.
func TestManyMayWriteAndReadAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var running sync.WaitGroup
	for n := range 8 {
		running.Go(func() {
			s := store.Open(dir)
			for i := range 20 {
				assert.NoError(t, s.Put(at(fmt.Sprintf("r%d", i))))
				_, found, err := s.Get(account, role, fmt.Sprintf("r%d", i))
				assert.NoError(t, err, "half a file was read by %d", n)
				assert.True(t, found)
				_, err = s.List(account, role)
				assert.NoError(t, err)
			}
		})
	}
	running.Wait()
	all, err := store.Open(dir).All(account)
	require.NoError(t, err)
	require.Len(t, all, 20)
	for _, r := range all {
		assert.Equal(t, at(r.ID).Outputs, r.Outputs)
	}
	entries, err := os.ReadDir(filepath.Join(dir, account, "iam.role"))
	require.NoError(t, err)
	assert.Len(t, entries, 20, "no temporary file is left")
}

func TestAListMayBeReadWhileItShrinks(t *testing.T) {
	t.Parallel()
	s := store.Open(t.TempDir())
	for i := range 50 {
		put(t, s, at(fmt.Sprint(i)))
	}
	var running sync.WaitGroup
	running.Go(func() {
		for i := range 50 {
			assert.NoError(t, s.Delete(account, role, fmt.Sprint(i)))
		}
	})
	for left := 50; left > 0; {
		list, err := s.List(account, role)
		require.NoError(t, err)
		require.LessOrEqual(t, len(list), left)
		left = len(list)
	}
	running.Wait()
}

func TestWhatCannotBeReadIsAnErrorThatNamesIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := store.Open(dir)
	put(t, s, at("a"))
	file := filepath.Join(dir, account, "iam.role", "b.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"id": 5}`), 0o600))
	const why = ": json: cannot unmarshal number into Go struct field Resource.id of type string"
	_, _, err := s.Get(account, role, "b")
	require.EqualError(t, err, "decode "+file+why)
	_, err = s.List(account, role)
	require.EqualError(t, err, "decode "+file+why)
	_, err = s.All(account)
	require.EqualError(t, err, "decode "+file+why)
}

func TestAFileInPlaceOfAFolderIsAnErrorThatNamesIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := store.Open(dir)
	require.NoError(t, os.Mkdir(filepath.Join(dir, account), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, account, "iam.role"), nil, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "111122223333"), nil, 0o600))

	_, err := s.List(account, role)
	require.ErrorContains(t, err, "list "+role+": open "+filepath.Join(dir, account, "iam.role"))
	_, err = s.All("111122223333")
	require.ErrorContains(t, err, "list account 111122223333: open "+filepath.Join(dir, "111122223333"))
	require.Error(t, s.Put(at("a")))
	require.Error(t, s.Delete(account, role, "a"))
	accounts, err := s.Accounts()
	require.NoError(t, err)
	assert.Equal(t, []string{account}, accounts, "a file is no account")

	_, err = store.Open(filepath.Join(dir, "111122223333")).Accounts()
	require.ErrorContains(t, err, "list accounts: open ")
}

func TestOtherFilesAreNoResources(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := store.Open(dir)
	put(t, s, at("a"))
	require.NoError(t, os.WriteFile(filepath.Join(dir, account, "iam.role", ".tmp-1"), []byte("{"), 0o600))
	for _, folder := range []string{"secret-values", "iam.", "notes"} {
		require.NoError(t, os.Mkdir(filepath.Join(dir, account, folder), 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(dir, account, folder, "x.json"), []byte("{"), 0o600))
	}
	for _, folder := range []string{"blobs", "12345", "12345678901x"} {
		require.NoError(t, os.Mkdir(filepath.Join(dir, folder), 0o700))
	}
	all, err := s.All(account)
	require.NoError(t, err)
	require.Len(t, all, 1)
	assert.Equal(t, "a", all[0].ID)
	accounts, err := s.Accounts()
	require.NoError(t, err)
	assert.Equal(t, []string{account}, accounts)
}

func TestWhatCannotBeWrittenLeavesWhatWasThere(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "a", "value.json")
	require.NoError(t, store.WriteJSON(file, "first"))
	require.EqualError(t, store.WriteJSON(file, func() {}), "encode "+file+": json: unsupported type: func()")
	var value string
	found, err := store.ReadJSON(file, &value)
	require.NoError(t, err)
	assert.True(t, found)
	assert.Equal(t, "first", value)

	require.NoError(t, store.WriteJSON(file, "second"))
	_, err = store.ReadJSON(file, &value)
	require.NoError(t, err)
	assert.Equal(t, "second", value)
	entries, err := os.ReadDir(filepath.Dir(file))
	require.NoError(t, err)
	assert.Len(t, entries, 1)
}

func TestAResourceWithAKeyOfItsOwnIsFoundByThatKey(t *testing.T) {
	t.Parallel()
	s := store.Open(t.TempDir())
	r := at("v1")
	for _, r.Key = range []string{"api/v1", "web/v1"} {
		r.URN = "urn of " + r.Key
		put(t, s, r)
	}
	for _, key := range []string{"api/v1", "web/v1"} {
		got, found, err := s.Get(account, role, key)
		require.NoError(t, err)
		require.True(t, found)
		assert.Equal(t, "v1", got.ID)
		assert.Equal(t, "urn of "+key, got.URN)
	}
	_, found, err := s.Get(account, role, "v1")
	require.NoError(t, err)
	assert.False(t, found, "the id alone names neither")
}

func TestASecretsNewValueReplacesTheOld(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := store.Open(dir)
	earlier := ""
	for i, value := range []string{"first", "", "third\nline"} {
		require.NoError(t, s.PutSecretValue(account, "arn:a", value))
		was, err := s.SecretVersion(account, "arn:a", store.SecretPrevious)
		if i == 0 {
			require.ErrorIs(t, err, store.ErrNoSecretValue, "the first has none before it")
		} else {
			require.NoError(t, err)
		}
		assert.Equal(t, earlier, was.Value)
		earlier = value
		got, err := store.Open(dir).SecretValue(account, "arn:a")
		require.NoError(t, err)
		assert.Equal(t, value, got)
	}
	_, err := s.SecretValue("111122223333", "arn:a")
	require.ErrorIs(t, err, store.ErrNoSecretValue, "another account's secret of that name")
	require.EqualError(t, err, "ResourceNotFoundException: Secrets Manager can't find the specified secret value for "+
		"staging label: AWSCURRENT")

	require.NoError(t, os.MkdirAll(filepath.Join(dir, account, "secret-values", store.FileName("arn:b")), 0o700))
	_, err = s.SecretValue(account, "arn:b")
	require.ErrorContains(t, err, "read secret arn:b: read ")
	require.ErrorContains(t, s.PutSecretValue(account, "arn:b", "x"), "put secret arn:b: read ")
}
