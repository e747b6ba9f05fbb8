package cli

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/environment"
	"slipway/scripts/operate/queue"
)

func TestWhatAnUpdateEndedIsStartedAsItWas(t *testing.T) {
	t.Parallel()
	s := &session{env: environment.Environment{Name: "dev"}}
	commit := queue.Execution{Commit: "c1"}
	for want, e := range map[string]ended{
		"make start ENV=dev SERVICE=api":             {service: "api"},
		"make start ENV=dev SERVICE=api COMMIT=c1":   {service: "api", Execution: commit},
		"make rebuild ENV=dev SERVICE=api COMMIT=c1": {"pipeline", "api", commit, map[string]string{"REBUILD": "1"}},
	} {
		assert.Equal(t, want, s.startCommand(e))
	}
}
