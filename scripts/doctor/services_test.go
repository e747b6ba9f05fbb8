package doctor_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/doctor"
	"slipway/scripts/drift"
	"slipway/scripts/operate/status"
)

var now = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

func TestTraffic(t *testing.T) {
	t.Parallel()
	divided := status.Service{
		Name:          "api",
		Version:       "2",
		Weights:       map[string]float64{"3": 0.1},
		ReleasesKnown: true,
	}
	assert.Equal(t, "make rollback ENV=dev SERVICE=api", doctor.Traffic("dev", []status.Service{divided})[0].Mend)
	t.Run("that a release divides is well", func(t *testing.T) {
		t.Parallel()
		releasing := divided
		releasing.Releases = []status.Release{{Name: "r"}}
		assert.Equal(t, doctor.OK, doctor.Traffic("dev", []status.Service{releasing})[0].Mark)
	})
	t.Run("of which nobody knows whether a release divides it is told of", func(t *testing.T) {
		t.Parallel()
		unknown := divided
		unknown.ReleasesKnown = false
		f := doctor.Traffic("dev", []status.Service{unknown})[0]
		assert.Equal(t, doctor.Warns, f.Mark)
		assert.Contains(t, f.Says, "whether a release is running could not be seen")
	})
}

func TestAlarms(t *testing.T) {
	t.Parallel()
	all := []status.Service{{
		Name:   "api",
		Alarms: map[string]string{"alarm-a": "OK", "alarm-b": "ALARM"},
		Unseen: []string{"denied"},
	}}
	assert.Equal(t, []doctor.Finding{{
		Mark: doctor.Warns,
		Says: "api: alarm-b fires; the command shows what is live, `make history` what was released",
		Mend: "make status ENV=dev SERVICE=api",
	}}, doctor.Alarms("dev", all))
	require.EqualError(t, doctor.Unanswered(all), "api: denied")
	require.NoError(t, doctor.Unanswered([]status.Service{{Name: "api"}}))
}

func TestPipelines(t *testing.T) {
	t.Parallel()
	waits := func(days int) []doctor.Finding {
		return doctor.Pipelines("dev", now, []status.Service{{
			Name: "api",
			Waiting: []status.Waiting{{
				Title:   "3ff54b3 Sell more",
				Started: now.AddDate(0, 0, -days),
				Asks:    true,
			}},
		}})
	}
	assert.Equal(t, []doctor.Finding{{
		Mark: doctor.Warns,
		Says: "api: 3ff54b3 Sell more waits for its approval, which fails on 2026-11-28 12:00 UTC if nobody answers",
		Mend: "make approve ENV=dev SERVICE=api",
	}}, waits(6))
	assert.Equal(t, doctor.Well("none is frozen; 1 waiting"), waits(4))
}

func TestExceptions(t *testing.T) {
	t.Parallel()
	until := func(day string) doctor.Finding {
		return doctor.Exceptions(now, []doctor.Exception{{"api", "CVE-2026-1234", day}})[0]
	}
	assert.Contains(t, until("2026-11-26").Says, "was ignored until 2026-11-26")
	assert.Contains(t, until("2026-11-27").Says, "is ignored until 2026-11-27", "the last day counts")
	assert.Equal(t, doctor.Warns, until("2026-12-10").Mark)
	assert.Equal(t, doctor.OK, until("2026-12-11").Mark, "two weeks are time enough")
}

func TestDrift(t *testing.T) {
	t.Parallel()
	one := drift.Difference{
		Layer:    "compute",
		Resource: "logs",
		Type:     "aws:cloudwatch/logGroup:LogGroup",
		Change:   drift.Gone,
	}
	f := doctor.Drift("dev", 9, []drift.Difference{one, one, one, one, one})[0]
	assert.Contains(t, f.Says, "5 of 9 resources are not as the state has them; compute: gone logs (LogGroup); ")
	assert.Contains(t, f.Says, "; and 2 more, which `make drift ENV=dev` names")
	assert.Equal(t, doctor.Well("9 resources as the state has them"), doctor.Drift("dev", 9, nil))
}

// queue answers with the attributes.
type queue struct {
	attributes map[string]string
	err        error
}

func (q queue) GetQueueAttributes(
	context.Context, *sqs.GetQueueAttributesInput, ...func(*sqs.Options),
) (*sqs.GetQueueAttributesOutput, error) {
	return &sqs.GetQueueAttributesOutput{Attributes: q.attributes}, q.err
}

func TestWaiting(t *testing.T) {
	t.Parallel()
	n, err := doctor.Waiting(t.Context(), queue{attributes: map[string]string{
		"ApproximateNumberOfMessages":           "2",
		"ApproximateNumberOfMessagesNotVisible": "1",
	}}, "url")
	require.NoError(t, err)
	assert.Equal(t, 3, n)
	_, err = doctor.Waiting(t.Context(), queue{}, "url")
	require.EqualError(t, err, `count messages of url: ApproximateNumberOfMessages is ""`)
	_, err = doctor.Waiting(t.Context(), queue{err: errors.New("denied")}, "url")
	require.EqualError(t, err, "count messages of url: denied")
}
