package mistakes_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// file is the file of a layer's state.
func (s *site) file(layer string) string {
	return filepath.Join(s.State, ".pulumi", "stacks", "slipway-"+layer, env+".json")
}

// lose removes the states of layers, with all copies of them if they are to go too.
func (s *site) lose(t *testing.T, copies bool, layers ...string) {
	t.Helper()
	for _, layer := range layers {
		require.NoError(t, os.Remove(s.file(layer)))
		if copies {
			require.NoError(t, os.RemoveAll(s.file(layer)+".bak"))
			for _, kind := range []string{"backups", "history"} {
				require.NoError(t, os.RemoveAll(filepath.Join(s.State, ".pulumi", kind, "slipway-"+layer)))
			}
		}
	}
}

// ids are all that the simulated accounts hold.
func (s *site) ids(t *testing.T) []string {
	t.Helper()
	var ids []string
	for _, account := range []string{tooling, target} {
		all, err := s.store.All(account)
		require.NoError(t, err)
		for _, r := range all {
			ids = append(ids, r.Type+" "+r.ID)
		}
	}
	return ids
}

// untouched rejects every command that could change something.
func (s *site) untouched(t *testing.T, says string) {
	t.Helper()
	before := s.ids(t)
	for _, words := range [][]string{
		{"deploy-all"}, {"preview-all"}, {"destroy-all"}, {"refresh-all"}, {"deploy", "--layer", "foundation"},
	} {
		assert.Contains(t, s.rejects(t, words...), says, words)
	}
	assert.Equal(t, before, s.ids(t))
}

// settled deploys without any change, and destroys all.
func (s *site) settled(t *testing.T, before []string) {
	t.Helper()
	s.Must(t, "deploy-all", "--env", env)
	assert.Equal(t, before, s.ids(t), "nothing twice, nothing lost")
	s.Must(t, "destroy-all", "--env", env)
	for _, id := range s.ids(t) {
		assert.True(t, strings.HasPrefix(id, "aws:kms/pendingKey"), id)
	}
}

// C5: a state that is lost is no first deployment.
func TestLostState(t *testing.T) {
	t.Parallel()
	for _, lost := range [][]string{{"foundation"}, {"compute"}, {"delivery"}, {"foundation", "compute", "delivery"}} {
		t.Run("with a copy of "+strings.Join(lost, ", "), func(t *testing.T) {
			t.Parallel()
			s := deployed(t)
			before := s.ids(t)
			s.lose(t, false, lost...)
			s.untouched(t, "the state of "+lost[0]+" in local is lost, so nothing was changed: ")
			r := s.Must(t, "recover", "--env", env)
			assert.Contains(t, r.Err, "the state was lost; in its place stands the last whole copy, ")
			s.settled(t, before)
		})
		t.Run("without a copy of "+strings.Join(lost, ", "), func(t *testing.T) {
			t.Parallel()
			s := deployed(t)
			before := s.ids(t)
			s.lose(t, true, lost...)
			s.untouched(t, "takes what is there into the state as it is")
			s.Set("YES", "")
			assert.Contains(t, s.rejects(t, "deploy-all", "--adopt"), "not confirmed: Take what is there (")
			s.Set("YES", "1")
			assert.Equal(t, before, s.ids(t))
			r := s.Must(t, "deploy-all", "--env", env, "--adopt")
			assert.Contains(t, r.Err, "  there: ")
			s.settled(t, before)
		})
	}
	t.Run("a state that holds nothing is damaged", func(t *testing.T) {
		t.Parallel()
		for _, content := range []string{"{}", "null"} {
			s := deployed(t)
			before := s.ids(t)
			require.NoError(t, os.WriteFile(s.file("compute"), []byte(content), 0o600))
			s.untouched(t, "the state of slipway-compute/local is damaged: ")
			s.Must(t, "recover", "--env", env)
			s.settled(t, before)
		}
	})
	t.Run("what goes on serving is taken as it is", func(t *testing.T) {
		t.Parallel()
		s := deployed(t)
		s.Must(t, "push", "--env", env)
		before := s.ids(t)
		s.lose(t, true, "compute")
		s.Must(t, "deploy-all", "--env", env, "--adopt")
		live, _, err := s.store.Get(tooling, "aws:lambda/alias:Alias",
			"arn:aws:lambda:us-east-1:000000000000:function:lambda-api-local:live")
		require.NoError(t, err)
		assert.Equal(t, "2", live.Outputs["functionVersion"], "the alias stays where the release put it")
		assert.Equal(t, before, s.ids(t))
	})
}

// A destroy never says that it is done while something of ours is left.
func TestDestroyNamesWhatIsLeft(t *testing.T) {
	t.Parallel()
	s := deployed(t)
	text, err := os.ReadFile(s.file("foundation"))
	require.NoError(t, err)
	require.Contains(t, string(text), "table-deployments-local")
	topic, err := s.store.List(tooling, "aws:sns/topic:Topic")
	require.NoError(t, err)
	left := topic[0]
	left.ID, left.Key, left.URN = left.ID+"-old", "", left.URN+"-old"
	require.NoError(t, s.store.Put(left))
	assert.Contains(t, s.rejects(t, "destroy-all"), "all that the state held is destroyed, but AWS still holds, "+
		"under the names of local: "+left.ID+". No state knows it: ")
	assert.Contains(t, s.rejects(t, "destroy-all"), "the state of foundation in local is lost", "and so does the next one")
}
