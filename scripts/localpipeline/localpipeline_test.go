package localpipeline

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestEnvironment(t *testing.T) {
	t.Parallel()
	t.Run("rejects a push to a service without a pipeline", func(t *testing.T) {
		t.Parallel()
		env := Environment{Name: "dev", Now: time.Now}
		assert.EqualError(t, env.Push(t.Context(), Change{Service: "api"}),
			"api has no pipeline in dev: run `make deploy-all ENV=dev`")
	})
}
