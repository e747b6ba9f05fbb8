package foundation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
)

// namesIn are the physical names of the environment with the suffix.
func namesIn(t *testing.T, suffix string) []string {
	t.Helper()
	var names []string
	for _, x := range deploy(t, logged.with(shop).with(values{"environmentSuffix": suffix})).All() {
		if key, ok := physical[x.Type]; ok {
			names = append(names, x.Inputs[key].(string))
		}
	}
	return names
}

func TestEnvironments(t *testing.T) {
	t.Parallel()
	t.Run("R13 no two share a name, even where one's suffix ends in the other's", func(t *testing.T) {
		t.Parallel()
		seen := map[string]string{}
		for _, suffix := range []string{"dev", "api-dev", "pr-42", "42"} {
			names := namesIn(t, suffix)
			assert.Len(t, names, 11)
			for _, name := range names {
				assert.Empty(t, seen[name], "%s is in %s as well", name, suffix)
				seen[name] = suffix
			}
		}
	})
	t.Run("R13 the suffix is the stack's name unless one is configured", func(t *testing.T) {
		t.Parallel()
		r := run(plain)
		r.Stack = "pr-42"
		rec := deployRun(r)
		require.NoError(t, rec.Err)
		assert.Equal(t, "table-deployments-pr-42", rec.Kept()["historyTable"])
	})
}

func TestRegion(t *testing.T) {
	t.Parallel()
	in := func(region string) *pulumitest.Recording {
		r := run(twoAccount)
		if region != "" {
			r.Config["aws:region"] = region
		}
		rec := deployRun(r)
		require.NoError(t, rec.Err)
		return rec
	}
	for configured, region := range map[string]string{"": "us-east-1", "eu-west-1": "eu-west-1"} {
		rec := in(configured)
		t.Run("R13 policies name what is in "+region, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, region, rec.Kept()["region"])
			key := policy(t, rec.Get(t, "kms/key:Key", "encryption-key"))
			assert.Contains(t, key, "sns."+region+".amazonaws.com")
			assert.Contains(t, key, "arn:aws:cloudwatch:"+region+":444455556666:alarm:alarm-*-dev")
			assert.Contains(t, policy(t, rec.Get(t, "sns/topicPolicy:TopicPolicy", "notifications-policy")),
				"arn:aws:cloudwatch:"+region+":111122223333:alarm:alarm-*-dev")
			assert.Contains(t, policy(t, rec.Get(t, "ecr/repositoryPolicy:RepositoryPolicy", "registry-api-policy")),
				"arn:aws:lambda:"+region+":444455556666:function:lambda-api-dev")
		})
	}
}

func TestAnotherAddress(t *testing.T) {
	t.Parallel()
	before := deploy(t, plain)
	after := deploy(t, plain.with(values{"emails": `["new@acme.test", "ops@acme.test"]`}))
	assert.Len(t, after.All(), len(before.All())+1)
	for _, x := range before.All() {
		assert.Equal(t, x.Inputs, after.Get(t, x.Type, x.Name).Inputs, "R8: %s stays as it is", x.Name)
	}
}
