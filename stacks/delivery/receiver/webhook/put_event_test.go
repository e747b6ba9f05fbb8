package webhook_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
)

func TestAnEventThatDoesNotReachTheBusIsAFailedDelivery(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		breakBus func(f *fakeAWS)
		cause    string
	}{
		"the call fails": {func(f *fakeAWS) { f.putErr = errOutage },
			"put event on bus bus-push-dev: service is down"},
		"the entry is refused": {func(f *fakeAWS) {
			f.answer = []types.PutEventsResultEntry{{ErrorCode: new("InternalFailure"), ErrorMessage: new("try again")}}
		}, "put event on bus bus-push-dev: InternalFailure: try again"},
		"the entry is refused without a word": {
			func(f *fakeAWS) { f.answer = []types.PutEventsResultEntry{{ErrorCode: new("ThrottlingException")}} },
			"put event on bus bus-push-dev: ThrottlingException: ",
		},
		"nothing is answered": {func(f *fakeAWS) { f.answer = nil },
			"put event on bus bus-push-dev: 0 answers for one event"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench()
			test.breakBus(b.fakeAWS)
			status, message := b.send(t, call("push", pushBody(t, nil)))
			assert.Equal(t, 502, status)
			assert.Equal(t, "the event did not reach the bus: redeliver it", message)
			assert.Equal(t, test.cause, logLine(t, b)["error"])
			assert.Equal(t, "ERROR", logLine(t, b)["level"])
		})
	}
}
