package record_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// trailed is what CloudTrail reports of a call, as EventBridge delivers it (CloudTrail
// User Guide, cloudtrail-event-reference-record-contents).
func trailed(call, more string) string {
	return `{"version": "0", "id": "e-1", "detail-type": "AWS API Call via CloudTrail", "source": "aws.lambda",
		"account": "123456789012", "time": "2026-03-01T11:59:58Z", "region": "us-east-1", "resources": [], "detail": {
		"eventVersion": "1.08", "eventSource": "lambda.amazonaws.com", "eventName": "` + call + `", "eventID": "c-1",
		"userAgent": "aws-cli/2", ` + more + `}}`
}

const byAlice = `"userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::123456789012:assumed-role/Admin/alice"}, `

func TestAChangePastTheReleasesBecomesARow(t *testing.T) { // R6
	t.Parallel()
	for name, c := range map[string]struct {
		event string
		want  map[string]string
	}{
		"an alias that is moved": {
			trailed("UpdateAlias20150331", byAlice+`"requestParameters": {"functionName": "lambda-api-dev", "name": "live",
				"functionVersion": "3", "routingConfig": {"additionalVersionWeights": {"4": 0.1}}},
				"responseElements": {"aliasArn": "arn:x", "name": "live", "functionVersion": "3"}`),
			map[string]string{
				"action":       "UpdateAlias20150331",
				"actor":        "arn:aws:sts::123456789012:assumed-role/Admin/alice",
				"alias":        "live",
				"aliasVersion": "3",
				"routing":      `{"additionalVersionWeights":{"4":0.1}}`,
				"agent":        "aws-cli/2",
			},
		},
		"a version that is published": {
			trailed("PublishVersion20150331", byAlice+`"requestParameters": {"functionName": "lambda-api-dev"},
				"responseElements": {"functionName": "lambda-api-dev", "version": "7"}`),
			map[string]string{"action": "PublishVersion20150331", "version": "7", "alias": "none"},
		},
		"a deployment that is made by hand": {
			trailed("CreateDeployment", byAlice+`"requestParameters": {"deploymentGroupName": "deploygroup-api-dev"},
				"responseElements": {"deploymentId": "d-1"}`),
			map[string]string{"action": "CreateDeployment", "shift": "d-1"},
		},
		"an alias that is deleted, which answers nothing": {
			trailed("DeleteAlias20150331", byAlice+`"requestParameters": {"name": "live"}, "responseElements": null`),
			map[string]string{"action": "DeleteAlias20150331", "alias": "live", "version": "none"},
		},
		"what CloudTrail tells little of": {
			trailed("UpdateFunctionCode20150331v2", `"eventType": "AwsApiCall"`),
			map[string]string{"action": "UpdateFunctionCode20150331v2", "actor": "unknown", "routing": "{}"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench()
			require.NoError(t, b.record(t, wrapped(c.event)))
			require.NoError(t, b.record(t, wrapped(c.event)), "delivered twice")
			require.Len(t, b.Rows, 1)
			row := b.Rows["change-c-1 2026-03-01T11:59:58Z#e-1"]
			require.NotNil(t, row, "rows: %v", b.Rows)
			for field, want := range c.want {
				assert.Equal(t, want, row[field], field)
			}
			assert.Equal(t, [...]string{"CHANGE", "DONE", "api", "dev"},
				[...]string{row["eventType"], row["state"], row["service"], row["environment"]})
			assert.Contains(t, row["detail"], `"eventID":"c-1"`)
		})
	}
}
