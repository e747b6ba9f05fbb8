package record_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const commit = "3ff54b3731342ccecd55535f3631e0616568184a"

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
			b := newBench()
			require.NoError(t, b.record(t, c.input))
			row := b.Rows["run-7 2026-03-01T11:59:58Z#e-1"]
			require.NotNil(t, row, "rows: %v", b.Rows)
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
