package localpipeline

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/asl"
	"slipway/scripts/buildspec/faketools"
)

func TestACallThatNobodyFollowsFailsLoudly(t *testing.T) {
	t.Parallel()
	b := &buildTools{run: &run{clock: asl.NewSkippingClock(time.Unix(0, 0))}}
	assert.Equal(t, faketools.Answer{Stderr: "no answer is known for: aws s3 rm\n", Exit: 97},
		b.answer(t.Context(), faketools.Call{Tool: "aws", Args: []string{"s3", "rm"}}))
}

func TestASleepTakesSimulatedTimeAlone(t *testing.T) {
	t.Parallel()
	clock := asl.NewSkippingClock(time.Unix(0, 0))
	b := &buildTools{run: &run{clock: clock}}
	assert.Equal(t, faketools.Answer{}, b.answer(t.Context(), faketools.Call{Tool: "sleep", Args: []string{"3600"}}))
	assert.Equal(t, time.Unix(3600, 0), clock.Now())
	assert.Equal(t, 1, b.answer(t.Context(), faketools.Call{Tool: "sleep", Args: []string{"long"}}).Exit)
}

func TestEveryReplyCanBeReached(t *testing.T) {
	t.Parallel()
	for i, later := range replies {
		for _, earlier := range replies[:i] {
			assert.NotEqual(t, earlier.words, later.words)
			assert.False(t, len(earlier.words) < len(later.words) && later.words[:len(earlier.words)+1] == earlier.words+" ",
				"%s hides %s", earlier.words, later.words)
		}
	}
}

func TestThePackageEndpointIsInThePipelinesRegion(t *testing.T) {
	t.Parallel()
	simulated := &run{clock: asl.NewSkippingClock(time.Unix(0, 0)), region: "eu-west-1"}
	b := &buildTools{run: simulated}
	answer := b.answer(t.Context(), faketools.Call{Tool: "aws", Args: []string{
		"codeartifact", "get-repository-endpoint", "--domain", "shop", "--domain-owner",
		"111122223333", "--repository", "npm",
	}})
	assert.Equal(t, "https://shop-111122223333.d.codeartifact.eu-west-1.amazonaws.com/npm/npm/\n", answer.Stdout)
}
