package operate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What GitHub or EventBridge delivers again or late puts no older commit after a newer one.
func TestAPushThatComesAgainOrLate(t *testing.T) { // R10
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	r := s.run(t, "push", "--commit", third)
	require.Zero(t, r.Code, r.Err)
	delivery := delivered.FindStringSubmatch(r.Err)[1]
	require.Zero(t, s.run(t, "push", "--commit", fourth).Code)
	live := s.production(t, "api")

	t.Run("a delivery that is sent again starts nothing again", func(t *testing.T) {
		r := s.run(t, "push", "--commit", third, "--delivery", delivery)
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, lastLine(r), "nothing starts: execution ")
		assert.Contains(t, lastLine(r), " was started for that delivery")
	})
	t.Run("whose start comes after that of a newer one is kept, whatever a person started since", func(t *testing.T) {
		require.Zero(t, s.run(t, "start", "--commit", fourth).Code)
		r := s.run(t, "push", "--commit", fifth, "--fault", "late")
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, r.Err, "only now can EventBridge start anything for it (FAULT=late)")
		assert.Contains(t, r.Err, "alarm-deadletters-local fires: the start is in the queue\n")
		assert.Equal(t, "error: CodePipeline did not start pipeline-api-local: `make start ENV=local SERVICE=api COMMIT="+
			fifth+"` starts it", lastLine(r))
		assert.Equal(t, live, s.production(t, "api"))
	})
	t.Run("and one that no other has overtaken starts", func(t *testing.T) {
		other := build(t, "local", tooling, nil, nil)
		r := other.run(t, "push", "--commit", third, "--fault", "late")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, 1, strings.Count(r.Err, "pipeline-api-local starts"))
	})
	t.Run("are the webhook's: with a connection there are none", func(t *testing.T) {
		s.ConfigureAll(t, s.env, nil, map[string][]string{"delivery": {"slipway-delivery:trigger: connection"}})
		require.Zero(t, s.run(t, "deploy", "--layer", "delivery").Code)
		for _, words := range [][]string{{"--delivery", delivery}, {"--fault", "late"}} {
			r := s.run(t, append([]string{"push"}, words...)...)
			assert.Equal(t, 1, r.Code)
			assert.Equal(t, "error: local has no webhook, its connection starts the pipelines: leave FAULT=late and "+
				"DELIVERY= out, or set slipway-delivery:trigger to webhook", lastLine(r))
		}
	})
}
