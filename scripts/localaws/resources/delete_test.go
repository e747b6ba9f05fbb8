package resources_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
	"slipway/scripts/localaws/resources"
)

func TestDeletionIsRejectedWhileSomethingHangsOnIt(t *testing.T) {
	t.Parallel()
	pattern := awstest.Text(m{"source": list{"github.com"}})
	for _, r := range []struct {
		says string
		make func(c awstest.Client) (parent awstest.Resource, children []awstest.Resource)
		want string
	}{
		{"a role with an inline policy", func(c awstest.Client) (awstest.Resource, []awstest.Resource) {
			role := c.Given(awstest.Role, "r", m{"name": "role-a", "assumeRolePolicy": awstest.Trust("lambda")})
			return role, []awstest.Resource{c.Grant("role-a", "inline", "*", "s3:GetObject")}
		},
			"deleting IAM Role (role-a): operation error IAM: DeleteRole, api error DeleteConflict: Cannot delete entity, " +
				"must delete policies first."},
		{"a rule with a target", func(c awstest.Client) (awstest.Resource, []awstest.Resource) {
			rule := c.Given(awstest.Rule, "r", m{"name": "rule-a", "eventPattern": pattern})
			return rule, []awstest.Resource{c.Given(awstest.Target, "t", m{
				"rule":     "rule-a",
				"targetId": "t",
				"arn":      awstest.FunctionARN,
			})}
		},
			"deleting EventBridge Rule (rule-a): operation error EventBridge: DeleteRule, api error ValidationException: " +
				"Rule can't be deleted since it has targets."},
		{"a bus with rules", func(c awstest.Client) (awstest.Resource, []awstest.Resource) {
			bus := c.Given(awstest.Bus, "b", m{"name": "bus-a"})
			return bus, []awstest.Resource{c.Given(awstest.Rule, "r", m{
				"name":         "rule-a",
				"eventBusName": bus.Out["arn"],
				"eventPattern": pattern,
			})}
		},
			"deleting EventBridge Event Bus (bus-a): operation error EventBridge: DeleteEventBus, " +
				"api error ValidationException: Cannot delete event bus bus-a since it has rules."},
		{"a domain with a repository", func(c awstest.Client) (awstest.Resource, []awstest.Resource) {
			domain := c.Given(awstest.Domain, "d", m{"domain": "domain-dev"})
			return domain, []awstest.Resource{c.Given(awstest.PackageRepository, "r", m{
				"domain":     "domain-dev",
				"repository": "npm",
			})}
		},
			"deleting CodeArtifact Domain (domain-dev): operation error codeartifact: DeleteDomain, " +
				"api error ConflictException: Cannot delete domain 'domain-dev' because it still contains repositories."},
		{"a repository that another one draws from", func(c awstest.Client) (awstest.Resource, []awstest.Resource) {
			domain := c.Given(awstest.Domain, "d", m{"domain": "domain-dev"})
			store := c.Given(awstest.PackageRepository, "s", m{"domain": "domain-dev", "repository": "store"})
			npm := c.Given(awstest.PackageRepository, "r", m{
				"domain":     "domain-dev",
				"repository": "npm",
				"upstreams":  list{m{"repositoryName": "store"}},
			})
			_ = domain
			return store, []awstest.Resource{npm}
		},
			"deleting CodeArtifact Repository (store): operation error codeartifact: DeleteRepository, " +
				"api error ConflictException: Repository 'store' is an upstream of repository 'npm'."},
	} {
		t.Run(r.says, func(t *testing.T) {
			t.Parallel()
			c := awstest.NewClient(t)
			parent, children := r.make(c)
			assert.Equal(t, r.want, awstest.Message(c.Delete(parent)))
			_, there := c.Read(parent)
			assert.True(t, there, "a rejected deletion changes nothing")
			for _, child := range children {
				require.NoError(t, c.Delete(child))
			}
			require.NoError(t, c.Delete(parent))
		})
	}
}

func TestABucketWithObjectsIsDeletedByForceOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	e := c.Given(awstest.Bucket, "b", m{"bucket": "s3-a-dev"})
	objects := resources.ObjectsDir(localaws.Open(dir), awstest.Account, "s3-a-dev")
	require.NoError(t, os.MkdirAll(objects, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(objects, "key"), nil, 0o600))
	assert.Equal(t, "deleting S3 Bucket (s3-a-dev): operation error S3: DeleteBucket, api error BucketNotEmpty: "+
		"The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
		awstest.Message(c.Delete(e)))

	forced, err := c.Update(e, m{"bucket": "s3-a-dev", "forceDestroy": true})
	require.NoError(t, err)
	require.NoError(t, c.Delete(forced))
	assert.NoDirExists(t, objects)
}

func TestAProtectedTableStays(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	in := m{
		"name":        "table-a",
		"hashKey":     "id",
		"attributes":  list{m{"name": "id", "type": "S"}},
		"billingMode": "PAY_PER_REQUEST",
	}
	e := c.Given(awstest.Table, "t", awstest.With(in, m{"deletionProtectionEnabled": true}))
	assert.Equal(t,
		"deleting DynamoDB Table (table-a): operation error DynamoDB: DeleteTable, api error ValidationException: "+
			"Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
		awstest.Message(c.Delete(e)))
	open, err := c.Update(e, in)
	require.NoError(t, err)
	require.NoError(t, c.Delete(open))
}

func TestASecretWithoutAWindowIsGoneAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	s := localaws.Open(dir)
	e := c.Given(awstest.Secret, "s", m{"name": "secret-a", "recoveryWindowInDays": 0.0})
	require.NoError(t, s.PutSecretValue(awstest.Account, e.ID, "hunter2"))
	require.NoError(t, c.Delete(e))
	_, err := s.SecretValue(awstest.Account, e.ID)
	require.Error(t, err)
	again := c.Given(awstest.Secret, "s", m{"name": "secret-a", "recoveryWindowInDays": 0.0})
	assert.NotEqual(t, e.ID, again.ID, "a secret's ARN ends in six characters of its own")
}
