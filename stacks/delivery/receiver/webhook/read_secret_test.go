package webhook_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestTheSecretIsReadOnceAndKeptForFiveMinutes(t *testing.T) {
	t.Parallel()
	b := newBench()
	for range 3 {
		b.send(t, call("ping", "{}"))
	}
	assert.Equal(t, []string{secretARN}, b.reads)
	b.now = b.now.Add(5*time.Minute - time.Nanosecond)
	b.send(t, call("ping", "{}"))
	assert.Len(t, b.reads, 1)
	b.now = b.now.Add(time.Nanosecond)
	b.send(t, call("ping", "{}"))
	assert.Len(t, b.reads, 2)
}

func TestANewSecretWorksWithoutARestart(t *testing.T) {
	t.Parallel()
	b := newBench()
	b.send(t, call("ping", "{}"))
	b.secret = new("the next secret")
	b.now = b.now.Add(time.Minute)

	c := call("ping", "{}")
	c.Headers["x-hub-signature-256"] = sign("the next secret", "{}")
	status, _ := b.send(t, c)
	assert.Equal(t, 200, status)
	status, _ = b.send(t, call("ping", "{}"))
	assert.Equal(t, 401, status, "the old secret is out of use")
}

func TestBadSignaturesDoNotMakeACallEach(t *testing.T) {
	t.Parallel()
	b := newBench()
	c := call("ping", "{}")
	c.Headers["x-hub-signature-256"] = sign("guess", "{}")
	for range 50 {
		status, _ := b.send(t, c)
		assert.Equal(t, 401, status)
	}
	assert.Len(t, b.reads, 1)
	b.now = b.now.Add(10 * time.Second)
	for range 50 {
		b.send(t, c)
	}
	assert.Len(t, b.reads, 2)
}

func TestWithoutASecretNothingIsAnsweredButUnavailable(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		change func(f *fakeAWS)
		cause  string
	}{
		"it has no value yet": {func(f *fakeAWS) { f.secretErr = errOutage }, "read webhook secret: service is down"},
		"it is binary":        {func(f *fakeAWS) { f.secret = nil }, "read webhook secret: it has no text value"},
		"it is empty":         {func(f *fakeAWS) { f.secret = new("") }, "read webhook secret: it has no text value"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench()
			test.change(b.fakeAWS)
			c := call("push", pushBody(t, nil))
			c.Headers["x-hub-signature-256"] = sign("", c.Body)
			status, message := b.send(t, c)
			assert.Equal(t, 503, status)
			assert.Equal(t,
				"the webhook secret cannot be read: put one with the command that deployed this, then redeliver", message)
			assert.Equal(t, test.cause, logLine(t, b)["error"])
			assert.Empty(t, b.entries)
		})
	}
}

func TestASecretThatCannotBeReadAgainIsUnavailableAsWell(t *testing.T) {
	t.Parallel()
	b := newBench()
	b.send(t, call("ping", "{}"))
	b.secretErr = errOutage
	b.now = b.now.Add(time.Minute)
	c := call("ping", "{}")
	c.Headers["x-hub-signature-256"] = sign("guess", "{}")
	status, _ := b.send(t, c)
	assert.Equal(t, 503, status)
}
