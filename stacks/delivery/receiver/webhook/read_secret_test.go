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

func TestForADayAfterAChangeBothSecretsCount(t *testing.T) {
	t.Parallel()
	const next = "the next secret"
	answers := func(b *bench, with string) int {
		c := call("ping", "{}")
		c.Headers["x-hub-signature-256"] = sign(with, "{}")
		status, _ := b.send(t, c)
		return status
	}
	b := newBench()
	b.changedAt, b.secret, b.previous = new(b.now), new(next), new(secret)
	assert.Equal(t, 200, answers(b, secret), "GitHub has not been told yet")
	assert.Equal(t, 200, answers(b, next))
	assert.Equal(t, 401, answers(b, "guess"))
	b.now = b.now.Add(24*time.Hour - time.Nanosecond)
	assert.Equal(t, 200, answers(b, secret))
	b.now = b.now.Add(5 * time.Minute)
	assert.Equal(t, 401, answers(b, secret))
	assert.Equal(t, 200, answers(b, next))

	first := newBench()
	first.changedAt = new(first.now)
	assert.Equal(t, 200, answers(first, secret), "there is none before the first")
	first = newBench()
	first.changedAt, first.previous = new(first.now), new("")
	assert.Equal(t, 401, answers(first, ""), "no value is no secret")
}

func TestASecretThatWasStoredWronglyIsNamed(t *testing.T) {
	t.Parallel()
	for stored, want := range map[string]string{
		secret + "\n": "the signature does not fit: the secret in Secrets Manager has a space or a line end around it " +
			"that GitHub's has not; put it again without",
		`{"n": 1, "secret": "` + secret + `"}`: "the signature does not fit: Secrets Manager holds a JSON object, and one " +
			"of its values is GitHub's secret; put that value alone",
		`{"secret": "another"}`: "the signature does not fit: the webhook's secret on GitHub must be the one in Secrets " +
			"Manager",
	} {
		b := newBench()
		b.secret = &stored
		status, message := b.send(t, call("ping", "{}"))
		assert.Equal(t, 401, status)
		assert.Equal(t, want, message)
	}
}
