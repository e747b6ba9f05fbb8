package operate_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/store"
)

// changing is what differs from run to run: times, digests, ids, and what AWS says.
var changing = regexp.MustCompile(`\d{4}-\d\d-\d\d[T ][0-9:]{8}|sha256:[0-9a-f]+|\b[0-9a-f]{8}\b|Release\.\w+: .*|\s+`)

// steady is a line without what differs from run to run.
func steady(line string) string { return strings.TrimSpace(changing.ReplaceAllString(line, " ")) }

// shown are the lines of the page's blocks of printed text.
func shown(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "incident.md"))
	require.NoError(t, err)
	var lines []string
	inside := false
	for line := range strings.Lines(string(text)) {
		switch fence := strings.TrimSpace(line); {
		case strings.HasPrefix(fence, "```"):
			inside = fence == "```text"
		case inside:
			lines = append(lines, line)
		}
	}
	return lines
}

// leaveDeadLetters puts into the queue one event twice, and a push.
func (s *site) leaveDeadLetters(t *testing.T) {
	t.Helper()
	const change = `{"service": "api", "event": {"id": "e-1", "time": "2026-11-26T17:43:44Z", "detail-type": ` +
		`"CodePipeline Pipeline Execution State Change", "detail": {"pipeline": "pipeline-api-local", ` +
		`"execution-id": "run-7", "state": "STARTED"}}}`
	const start = `{"service": "api", "pipeline": "pipeline-api-local", "token": "t", ` +
		`"commit": "c0ffee1234567890abcdefabcdefabcdefabcdef"}`
	for _, body := range []string{change, change, start} {
		require.NoError(t, s.store.SendMessage(tooling, s.deadLetters(), store.Message{Body: body}))
	}
}

func TestWhatThePageForIncidentsShowsIsWhatIsPrinted(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	printed := map[string]bool{}
	run := func(words ...string) {
		r := s.run(t, words...)
		for line := range strings.Lines(r.Out + "\n" + r.Err) {
			printed[steady(line)] = true
		}
	}
	run("push", "--commit", "3f9c1b2d4e5f60718293a4b5c6d7e8f901234567")
	run("push", "--commit", "b71d0e9a8c7f6e5d4c3b2a190817263544536271")
	run("status")
	run("rollback", "--service", "api")
	run("release", "--commit", "b71d0e9")
	run("push", "--commit", "c0ffee1234567890abcdefabcdefabcdefabcdef", "--fault", "errors")
	run("logs", "--of", "release")
	s.divide(t, "api", "4", 0.1)
	run("status")
	run("rollback")
	s.write(t, store.Item{
		"deploymentId": "incident",
		"timestamp":    "2035-01-01T00:00:00.000Z#api#2-ended",
		"eventType":    "RELEASE",
		"state":        "NOT_RESTORED",
		"service":      "api",
		"version":      "3",
		"undoFailure":  "Lambda.LambdaException: denied",
	})
	run("history")
	s.leaveDeadLetters(t)
	run("replay")
	lines := shown(t)
	require.Greater(t, len(lines), 15)
	for _, line := range lines {
		assert.True(t, printed[steady(line)], "docs/incident.md shows what is not printed: %s", line)
	}
}
