package history_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/history"
)

var (
	started = history.Row{
		"deploymentId": "run-1-long-id",
		"timestamp":    "2026-03-01T12:00:00Z#a",
		"service":      "api",
		"eventType":    "PIPELINE",
		"state":        "STARTED",
		"stage":        "none",
		"commit":       "none",
		"reason":       "none",
	}
	stage = history.Row{
		"deploymentId": "run-1-long-id",
		"timestamp":    "2026-03-01T12:00:00Z#b",
		"service":      "api",
		"eventType":    "STAGE",
		"state":        "STARTED",
		"stage":        "Build",
	}
	asked = history.Row{
		"deploymentId": "run-1-long-id",
		"timestamp":    "2026-03-01T12:00:01Z#c",
		"service":      "api",
		"eventType":    "APPROVAL",
		"state":        "SUCCEEDED",
		"stage":        "Manual-Approval",
		"reason":       "fine",
	}
	begun = history.Row{
		"deploymentId": "run-1-long-id",
		"timestamp":    "2026-03-01T12:00:01.250Z#1-started",
		"startedAt":    "2026-03-01T12:00:01.250Z",
		"service":      "api",
		"eventType":    "RELEASE",
		"state":        "STARTED",
	}
	ended = history.Row{
		"deploymentId": "run-1-long-id",
		"timestamp":    "2026-03-01T12:00:01.250Z#2-ended",
		"startedAt":    "2026-03-01T12:00:01.250Z",
		"endedAt":      "2026-03-01T12:06:00.000Z",
		"service":      "api",
		"eventType":    "RELEASE",
		"state":        "SUCCEEDED",
		"commit":       "3ff54b3731342ccecd55535f3631e0616568184a",
		"version":      "2",
	}
)

type shelf map[string][]history.Row

func (s shelf) Of(_ context.Context, deployment string) ([]history.Row, error) {
	rows, there := s["="+deployment]
	if !there && deployment == "broken" {
		return nil, errors.New("AccessDeniedException")
	}
	return slices.Clone(rows), nil
}

func (s shelf) Releases(context.Context, string) iter.Seq2[history.Row, error] { return nil }

func (s shelf) Rows(_ context.Context, service string, limit int) ([]history.Row, error) {
	rows, there := s[service]
	if !there {
		return nil, errors.New("AccessDeniedException")
	}
	if limit > 0 {
		rows = rows[:min(limit, len(rows))]
	}
	return slices.Clone(rows), nil
}

func TestRowsComeInTheOrderOfWhatHappened(t *testing.T) {
	t.Parallel()
	rows, err := history.Read(t.Context(), shelf{
		"api":  {ended, asked, begun},
		"cart": {stage, started},
	}, []string{"api", "cart"}, 3)
	require.NoError(t, err)
	assert.Equal(t, []history.Row{started, stage, asked, begun, ended}, rows,
		"an end row has the key of its start, and tells of its end")
	assert.Equal(t, []history.Row{started, asked, begun, ended}, history.Milestones(rows))
	assert.Len(t, rows, 5, "milestones leave the rows as they are")
}

func TestATableThatCannotBeReadIsNamed(t *testing.T) {
	t.Parallel()
	_, err := history.Read(t.Context(), shelf{}, []string{"api"}, 1)
	assert.EqualError(t, err, "read history of api: AccessDeniedException")
}

func TestJSONHasEveryAttributeAsItIs(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, history.PrintJSON(&out, []history.Row{{"state": "STARTED", "commit": "none"}}))
	assert.Equal(t, "[\n  {\n    \"commit\": \"none\",\n    \"state\": \"STARTED\"\n  }\n]\n", out.String())
	out.Reset()
	require.NoError(t, history.PrintJSON(&out, nil))
	assert.Equal(t, "[]\n", out.String())
}

func TestWhatTheMachinesCallNothingIsNothing(t *testing.T) {
	t.Parallel()
	row := history.Row{"commit": "none", "version": "unknown", "undoFailure": "none: none", "reason": "none of it"}
	assert.Empty(t, row.Given("commit")+row.Given("version")+row.Given("undoFailure"))
	assert.Equal(t, "none of it", row.Given("reason"))
}

func TestOneDeploymentIsReadByItsIDOrTheBeginOfIt(t *testing.T) {
	t.Parallel()
	other := history.Row{"deploymentId": "run-2", "service": "api"}
	from := shelf{
		"=run-1-long-id": {ended, {"deploymentId": "run-1-long-id", "service": "cart"}},
		"api":            {begun, other, ended},
	}
	rows, err := history.ReadDeployment(t.Context(), from, []string{"api"}, "run-1-long-id")
	require.NoError(t, err)
	assert.Equal(t, []history.Row{ended}, rows, "of the service that was asked for")
	rows, err = history.ReadDeployment(t.Context(), from, []string{"api"}, "run-1")
	require.NoError(t, err)
	assert.Equal(t, []history.Row{begun, ended}, rows)

	_, err = history.ReadDeployment(t.Context(), from, []string{"api"}, "run-3")
	assert.EqualError(t, err, "no deployment of api has an id that begins with \"run-3\"; `make history` lists them")
	_, err = history.ReadDeployment(t.Context(), from, []string{"api"}, "broken")
	assert.EqualError(t, err, "read history of broken: AccessDeniedException")
	_, err = history.ReadDeployment(t.Context(), from, []string{"cart"}, "run-3")
	assert.EqualError(t, err, "read history of cart: AccessDeniedException")
	assert.Equal(t, 2, history.Count([]history.Row{ended, {"service": "cart"}, begun}, "api"))
}
