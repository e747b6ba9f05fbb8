package release_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
	"slipway/stacks/delivery/statemachines"
)

// recorded runs the recorder on inputs and answers the table.
func recorded(
	t *testing.T, tasks func(*services.Model) asl.Tasks, inputs ...string,
) (map[string]map[string]string, error) {
	t.Helper()
	rendered, err := statemachines.Recorder(statemachines.RecorderSettings{
		Environment:      "dev",
		HistoryTableName: "table-deployments-dev",
	})
	require.NoError(t, err)
	machine, err := asl.Parse(rendered)
	require.NoError(t, err)
	clock := asl.NewSkippingClock(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	model := &services.Model{Clock: clock}
	for _, text := range inputs {
		var input any
		require.NoError(t, json.Unmarshal([]byte(text), &input))
		if _, err = machine.Run(context.Background(), input, asl.Options{Tasks: tasks(model), Clock: clock}); err != nil {
			return model.Rows, err
		}
	}
	return model.Rows, nil
}

func plain(w *services.Model) asl.Tasks { return w }

// event is an event of CodePipeline as EventBridge delivers it, from the
// examples of "Monitoring CodePipeline events", CodePipeline user guide.
func event(kind, detail string) string {
	return `{"version": "0", "id": "e-1", "detail-type": "CodePipeline ` + kind +
		` Execution State Change", "source": "aws.codepipeline",
		"account": "123456789012", "time": "2026-03-01T11:59:58Z", "region": "us-east-1", "resources": [], "detail": ` +
		detail + `}`
}

func wrapped(event string) string { return `{"service": "api", "event": ` + event + `}` }

func TestTheRecorderWritesWhatAnEventSays(t *testing.T) {
	t.Parallel()
	pipeline := `"pipeline": "pipeline-api-dev", "execution-id": "run-7", "version": 3.0`
	cases := map[string]struct {
		input string
		want  map[string]string
	}{
		"a pipeline that starts": {
			wrapped(event("Pipeline",
				`{`+pipeline+`, "state": "STARTED", "pipeline-execution-attempt": 2.0, "execution-trigger": {"trigger-type": `+
					`"StartPipelineExecution", "trigger-detail": "arn:aws:iam::123456789012:user/alice"}}`)),
			map[string]string{
				"eventType": "PIPELINE",
				"state":     "STARTED",
				"trigger":   "StartPipelineExecution",
				"actor":     "arn:aws:iam::123456789012:user/alice",
				"attempt":   "2",
			},
		},
		"a pipeline that was superseded": {
			wrapped(event("Pipeline", `{`+pipeline+`, "state": "SUPERSEDED"}`)),
			map[string]string{"eventType": "PIPELINE", "state": "SUPERSEDED", "trigger": "none", "actor": "none"},
		},
		"a pipeline that was stopped, with half a trigger": {
			wrapped(event("Pipeline",
				`{`+pipeline+`, "state": "STOPPED", "execution-trigger": {"trigger-type": "CloudWatchEvent"}}`)),
			map[string]string{"eventType": "PIPELINE", "state": "STOPPED", "trigger": "CloudWatchEvent", "actor": "none"},
		},
		"a stage that failed": {
			wrapped(event("Stage", `{`+pipeline+`, "stage": "Build", "state": "FAILED"}`)),
			map[string]string{"eventType": "STAGE", "stage": "Build", "state": "FAILED", "action": "none"},
		},
		"a source that was fetched": {
			wrapped(event("Action",
				`{`+pipeline+`, "stage": "Source", "action": "Source", "state": "SUCCEEDED", "type": {"owner": "AWS", "category": `+
					`"Source", "provider": "CodeStarSourceConnection", "version": "1"}, "execution-result": `+
					`{"external-execution-id": "`+commit+`"}}`)),
			map[string]string{
				"eventType": "ACTION",
				"stage":     "Source",
				"action":    "Source",
				"state":     "SUCCEEDED",
				"commit":    commit,
			},
		},
		"an approval that was rejected": {
			wrapped(event("Action",
				`{`+pipeline+`, "stage": "Manual-Approval", "action": "Approve", "state": "FAILED", "type": {"owner": "AWS", `+
					`"category": "Approval", "provider": "Manual", "version": "1"}, "execution-result": `+
					`{"external-execution-summary": "not today", "error-code": "JobFailed"}}`)),
			map[string]string{
				"eventType": "APPROVAL",
				"stage":     "Manual-Approval",
				"action":    "Approve",
				"state":     "FAILED",
				"reason":    "not today",
				"errorCode": "JobFailed",
				"commit":    "none",
			},
		},
		"an event no rule wrapped": {
			event("Pipeline", `{`+pipeline+`, "state": "SUCCEEDED"}`),
			map[string]string{"eventType": "PIPELINE", "state": "SUCCEEDED", "service": "pipeline-api-dev"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows, err := recorded(t, plain, c.input)
			require.NoError(t, err)
			row := rows["run-7 2026-03-01T11:59:58Z#e-1"]
			require.NotNil(t, row, "rows: %v", rows)
			if _, given := c.want["service"]; !given {
				assert.Equal(t, "api", row["service"])
			}
			assert.Equal(t, "dev", row["environment"])
			assert.Equal(t, "pipeline-api-dev", row["pipeline"])
			for field, want := range c.want {
				assert.Equal(t, want, row[field], field)
			}
			assert.Contains(t, row["detail"], `"execution-id":"run-7"`)
			assert.True(t, json.Valid([]byte(row["detail"])))
		})
	}
}

func TestAnEventDeliveredTwiceIsOneRow(t *testing.T) {
	t.Parallel()
	input := wrapped(event("Pipeline", `{"pipeline": "p", "execution-id": "run-7", "state": "STARTED"}`))
	rows, err := recorded(t, plain, input, input)
	require.NoError(t, err)
	assert.Len(t, rows, 1)
}

func TestTheRecorderOutlastsABusyTable(t *testing.T) {
	t.Parallel()
	input := wrapped(event("Pipeline", `{"pipeline": "p", "execution-id": "run-7", "state": "STARTED"}`))
	flaky := func(times int) func(*services.Model) asl.Tasks {
		return func(w *services.Model) asl.Tasks {
			b := &bench{Model: w}
			return b.at("", fault{times: times, err: throttle})(new(string))
		}
	}
	rows, err := recorded(t, flaky(6), input)
	require.NoError(t, err)
	assert.Len(t, rows, 1)

	_, err = recorded(t, flaky(7), input)
	require.EqualError(t, err, "DynamoDB.ThrottlingException: injected: rate exceeded",
		"it must fail, so that its alarm fires")
}

func TestTheRecorderFailsOverWhatIsNoEvent(t *testing.T) {
	t.Parallel()
	for _, input := range []string{`{}`, `"x"`, `{"service": "api"}`, `{"service": "api", "event": {"id": "e"}}`} {
		_, err := recorded(t, plain, input)
		require.EqualError(t, err,
			"Recorder.NotAnEvent: The input is neither an event of CodePipeline nor one wrapped with the name of its service.")
	}
}
