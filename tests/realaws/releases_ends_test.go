package realaws_test

import (
	"strings"
	"testing"

	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Commits of a service, in the order of their pushes.
var pushes = []string{
	strings.Repeat("a", 40), strings.Repeat("b", 40), strings.Repeat("c", 40), strings.Repeat("d", 40),
}

// unlucky is a service whose releases go well, fail their smoke call, are rolled back by
// a person, and die.
func unlucky(t *testing.T, d *deployed) {
	const service = "api"
	first := liveAfter(t, d, service, pushes[0])

	t.Run("a version that fails its smoke call gets no traffic", func(t *testing.T) {
		bad := d.image(t, service, pushes[1], 500)
		ended := d.ended(t, d.release(t, service, pushes[1], bad))
		failed(t, ended, sfntypes.ExecutionStatusFailed, "Release.BadAnswer")
		d.serves(t, service, first)
		end := lastRow(t, d, service+"-"+pushes[1], "STARTED", "FAILED")
		assert.Contains(t, end["reason"], "answered the smoke call with status 500")
		d.mails.tells(t, ended, "night api: not released", "Production is as it was.", "status 500", pushes[1])
		d.leavesAlone(t, service, service+"-"+pushes[1], first, ended)
	})

	second := liveAfter(t, d, service, pushes[2])
	t.Run("a person rolls back", func(t *testing.T) { rollsBack(t, d, service, first, second) })
	t.Run("a release that dies in its shift is undone", func(t *testing.T) { diesInShift(t, d, service, first) })
}

// liveAfter releases a good image and returns its version.
func liveAfter(t *testing.T, d *deployed, service, commit string) (version string) {
	t.Run("a good version is live", func(t *testing.T) {
		before, _ := d.traffic(t, service)
		digest := d.image(t, service, commit, 200)
		ended := d.ended(t, d.release(t, service, commit, digest))
		failed(t, ended, sfntypes.ExecutionStatusSucceeded, "")
		end := lastRow(t, d, service+"-"+commit, "STARTED", "SUCCEEDED")
		version = end["version"]
		d.serves(t, service, version)
		assert.NotEqual(t, before, version)
		assert.Equal(t, []string{digest, before}, []string{end["digest"], end["previousVersion"]})
		d.mails.tells(t, ended, "night api: version "+version+" is live, hardly tried", "It replaced version "+before)
	})
	require.NotEmpty(t, version, "the next ends stand on this one")
	return version
}

// lastRow asserts the states of a deployment's rows, and returns the last one.
func lastRow(t *testing.T, d *deployed, id string, states ...string) map[string]string {
	t.Helper()
	rows := history(t, d.c, d.env, id)
	var found []string
	for _, row := range rows {
		found = append(found, row["state"])
	}
	require.Equal(t, states, found, "%v", rows)
	return rows[len(rows)-1]
}
