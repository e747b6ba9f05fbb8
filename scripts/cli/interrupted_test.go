package cli_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
)

const leftOver = "urn:pulumi:dev::slipway-foundation::aws:sns/topic:Topic::left-over"

// cutOff is a deployed foundation that a process was killed in, after AWS had created
// a topic and before the state said so.
func cutOff(t *testing.T) (*desk, *localaws.Store, localaws.Resource) {
	t.Helper()
	d := deployed(t, "dev")
	file := d.checkpoint("slipway-foundation")
	var whole map[string]any
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &whole))
	latest := whole["checkpoint"].(map[string]any)["latest"].(map[string]any)
	latest["pending_operations"] = []any{map[string]any{"type": "creating", "resource": map[string]any{
		"urn": leftOver, "custom": true, "type": "aws:sns/topic:Topic"}}}
	text, err = json.Marshal(whole)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, text, 0o600))
	topic := localaws.Resource{
		Account: "000000000000",
		Type:    "aws:sns/topic:Topic",
		ID:      "arn:aws:sns:us-east-1:000000000000:left-over",
		URN:     leftOver,
	}
	store := localaws.Open(filepath.Join(d.stateFolder(), ".slipway", "aws"))
	require.NoError(t, store.Put(topic))
	return d, store, topic
}

// lock leaves a lock on the layer's stack, as a run does that is killed.
func (d *desk) lock(t *testing.T, project string) string {
	t.Helper()
	file := filepath.Join(d.stateFolder(), ".pulumi", "locks", "organization", project, "dev", "a.json")
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o700))
	require.NoError(t, os.WriteFile(file,
		[]byte(`{"pid": 7, "username": "ann", "hostname": "box", "timestamp": "2030-01-02T03:04:05Z"}`), 0o600))
	return file
}

func TestRecover(t *testing.T) {
	t.Parallel()
	t.Run("is named by whatever meets a run that was cut off, and undoes what it did not record", func(t *testing.T) {
		t.Parallel()
		d, store, topic := cutOff(t)
		for _, command := range []string{"deploy-all", "destroy-all", "refresh-all"} {
			assert.Equal(t, 1, d.run(t.Context(), command))
			assert.Equal(t, simulatedLine+"error: a run on slipway-foundation/dev was cut off: it is not known whether 1 of "+
				"its operations happened; before anything else, run `make recover ENV=dev`\n", d.err.String(), command)
		}
		require.Equal(t, 0, d.run(t.Context(), "preview", "--layer", "foundation"), d.err.String())
		assert.Contains(t, d.err.String(), "foundation  a run on slipway-foundation/dev was cut off: ",
			"a plan is made all the same")
		require.Equal(t, 0, d.run(t.Context(), "recover"), d.err.String())
		assert.Contains(t, d.err.String(), "foundation  undid the creation of "+topic.ID+
			", which the killed run did not record\n")
		assert.Contains(t, d.err.String(), "\nGo on with `make deploy-all ENV=dev`.\n")
		_, found, err := store.Get(topic.Account, topic.Type, topic.ID)
		require.NoError(t, err)
		assert.False(t, found)
		require.Equal(t, 0, d.run(t.Context(), "recover"), d.err.String())
		assert.NotContains(t, d.err.String(), "undid", "it is done once")
		require.Equal(t, 0, d.run(t.Context(), "deploy", "--layer", "foundation"), d.err.String())
		assert.Contains(t, d.err.String(), "no changes")
	})
	t.Run("forgets nothing when it is stopped before it could undo", func(t *testing.T) {
		t.Parallel()
		d, store, topic := cutOff(t)
		folder := filepath.Join(d.stateFolder(), ".slipway", "aws", topic.Account, "sns.topic")
		require.NoError(t, os.WriteFile(filepath.Join(folder, "broken.json"), []byte("{"), 0o600))
		require.Equal(t, 1, d.run(t.Context(), "recover"))
		assert.Contains(t, d.err.String(), "error: recover foundation: read simulated AWS: ")
		require.NoError(t, os.Remove(filepath.Join(folder, "broken.json")))
		require.Equal(t, 0, d.run(t.Context(), "recover"), d.err.String())
		_, found, err := store.Get(topic.Account, topic.Type, topic.ID)
		require.NoError(t, err)
		assert.False(t, found)
	})
	t.Run("undoes the new one of a replacement and leaves the old one", func(t *testing.T) {
		t.Parallel()
		d, store, topic := cutOff(t)
		file := d.checkpoint("slipway-foundation")
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var old localaws.Resource
		topics, err := store.List(topic.Account, topic.Type)
		require.NoError(t, err)
		for _, r := range topics {
			if r.URN != leftOver {
				old = r
			}
		}
		text = []byte(strings.ReplaceAll(string(text), leftOver, old.URN))
		require.NoError(t, os.WriteFile(file, text, 0o600))
		topic.URN = old.URN
		require.NoError(t, store.Put(topic))
		require.Equal(t, 0, d.run(t.Context(), "recover"), d.err.String())
		topics, err = store.List(topic.Account, topic.Type)
		require.NoError(t, err)
		var ids []string
		for _, r := range topics {
			ids = append(ids, r.ID)
		}
		assert.NotContains(t, ids, topic.ID)
		assert.Contains(t, ids, old.ID)
	})
	t.Run("takes a lock away from a layer that is not deployed", func(t *testing.T) {
		t.Parallel()
		d := deployed(t, "dev")
		require.Equal(t, 0, d.run(t.Context(), "destroy-all"), d.err.String())
		for _, project := range []string{"slipway-foundation", "slipway-compute"} {
			d.lock(t, project)
			for _, command := range []string{"deploy-all", "destroy-all", "refresh-all"} {
				require.Equal(t, 1, d.run(t.Context(), command))
				assert.Contains(t, d.err.String(), "error: "+project+"/dev is locked by a run of ann@box (pid 7) at "+
					"2030-01-02T03:04:05Z: wait for it to end; if it is dead, run `make recover ENV=dev`\n", command)
			}
			require.Equal(t, 0, d.run(t.Context(), "recover"), d.err.String())
		}
		require.Equal(t, 0, d.run(t.Context(), "deploy", "--layer", "foundation"), d.err.String())
	})
	t.Run("is named by whatever cannot read a state, and puts the last copy in its place", func(t *testing.T) {
		t.Parallel()
		d := deployed(t, "dev")
		file := d.checkpoint("slipway-foundation")
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, text[:len(text)/3], 0o600))
		require.NoError(t, os.WriteFile(file+".bak", text[:len(text)/4], 0o600))
		for _, command := range []string{"deploy-all", "preview-all", "destroy-all", "refresh-all", "outputs", "history"} {
			require.Equal(t, 1, d.run(t.Context(), command))
			assert.Contains(t, d.err.String(), "error: the state of slipway-foundation/dev is damaged: "+file+": ", command)
			assert.Contains(t, d.err.String(), "; before anything else, run `make recover ENV=dev`\n", command)
		}
		require.Equal(t, 0, d.run(t.Context(), "recover"), d.err.String())
		assert.Contains(t, d.err.String(), "in its place stands the last whole copy, "+
			filepath.Join(d.stateFolder(), ".pulumi", "backups", "slipway-foundation", "dev", "dev."))
		require.Equal(t, 0, d.run(t.Context(), "deploy", "--layer", "foundation"), d.err.String())
		assert.Contains(t, d.err.String(), "no changes")
	})
}

// A person may stop a destruction when all is deleted, and the stack alone is left.
func TestWhatIsLeftOfADestroyedLayerIsNoLayer(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"destroy-all", "deploy --layer foundation"} {
		d := deployed(t, "dev")
		file := d.checkpoint("slipway-foundation")
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, 0, d.run(t.Context(), "destroy-all"), d.err.String())
		var whole map[string]any
		require.NoError(t, json.Unmarshal(text, &whole))
		latest := whole["checkpoint"].(map[string]any)["latest"].(map[string]any)
		var left []any
		for _, r := range latest["resources"].([]any) {
			if r.(map[string]any)["type"] == "pulumi:pulumi:Stack" {
				left = append(left, r)
			}
		}
		require.Len(t, left, 1)
		latest["resources"] = left
		text, err = json.Marshal(whole)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, text, 0o600))
		require.Equal(t, 0, d.run(t.Context(), strings.Fields(command)...), d.err.String())
	}
}

func TestAPreviewIsInNobodysWay(t *testing.T) {
	t.Parallel()
	d := deployed(t, "dev")
	lock := d.lock(t, "slipway-compute")
	before := tree(t, filepath.Join(d.stateFolder(), ".pulumi"))
	require.Equal(t, 0, d.run(t.Context(), "preview", "--layer", "compute"), d.err.String())
	assert.FileExists(t, lock)
	assert.Equal(t, before, tree(t, filepath.Join(d.stateFolder(), ".pulumi")),
		"nothing is written, in a layer that is not deployed either")
}

// tree is what the files of a folder hold.
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	contents := map[string]string{}
	require.NoError(t, filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		contents[path] = string(text)
		return err
	}))
	return contents
}
