package foundation_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
)

// A later layer is deployed as soon as it knows the outputs that it reads.
func TestAnOutputIsKnownOnceWhatItsReadersNeedIsThere(t *testing.T) {
	t.Parallel()
	for needed, output := range map[string]string{
		"notifications-policy":    "topicArn",          // alarms publish
		"registry-api-policy":     "api.repositoryUri", // Lambda pulls
		"artifacts-policy":        "artifactBucket",
		"artifacts-public-access": "artifactBucket",
		"artifacts-encryption":    "artifactBucket",
		"artifacts-versioning":    "artifactBucket",
		"cache-policy":            "cacheBucket",
	} {
		t.Run(output+" after "+needed, func(t *testing.T) {
			t.Parallel()
			kept := without(t, needed).Kept()
			assert.NotContains(t, kept, output)
			assert.Contains(t, kept, "historyTable", "others are known")
		})
	}
	t.Run("none after what nobody reads and takes a minute", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, deploy(t, shop).Kept(), without(t, "artifacts-lifecycle").Kept())
	})
}

// without is a deployment in which AWS rejects a resource that the program has declared.
func without(t *testing.T, name string) *pulumitest.Recording {
	t.Helper()
	r := run(shop)
	r.Refuse = func(x *pulumitest.Resource) error {
		if x.Name == name && x.Inputs != nil {
			return errors.New("AccessDenied")
		}
		return nil
	}
	rec := deployRun(r)
	assert.ErrorContains(t, rec.Err, "AccessDenied")
	return rec
}
