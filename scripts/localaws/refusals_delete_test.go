package localaws_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/resources"
)

func TestDeletionIsRefusedWhileSomethingHangsOnIt(t *testing.T) {
	t.Parallel()
	pattern := text(m{"source": list{"github.com"}})
	for _, r := range []struct {
		says string
		make func(c client) (parent existing, children []existing)
		want string
	}{
		{"a role with an inline policy", func(c client) (existing, []existing) {
			role := c.given(roleT, "r", m{"name": "role-a", "assumeRolePolicy": trusting("lambda")})
			return role, []existing{c.grant("role-a", "inline", "*", "s3:GetObject")}
		}, "deleting IAM Role (role-a): operation error IAM: DeleteRole, api error DeleteConflict: Cannot delete entity, must delete policies first."},
		{"a rule with a target", func(c client) (existing, []existing) {
			rule := c.given(ruleT, "r", m{"name": "rule-a", "eventPattern": pattern})
			return rule, []existing{c.given(targetT, "t", m{"rule": "rule-a", "targetId": "t", "arn": functionARN})}
		}, "deleting EventBridge Rule (rule-a): operation error EventBridge: DeleteRule, api error ValidationException: Rule can't be deleted since it has targets."},
		{"a bus with rules", func(c client) (existing, []existing) {
			bus := c.given(busT, "b", m{"name": "bus-a"})
			return bus, []existing{c.given(ruleT, "r", m{"name": "rule-a", "eventBusName": bus.out["arn"], "eventPattern": pattern})}
		}, "deleting EventBridge Event Bus (bus-a): operation error EventBridge: DeleteEventBus, api error ValidationException: Cannot delete event bus bus-a since it has rules."},
		{"a domain with a repository", func(c client) (existing, []existing) {
			domain := c.given(domainT, "d", m{"domain": "domain-dev"})
			return domain, []existing{c.given(packagesT, "r", m{"domain": "domain-dev", "repository": "npm"})}
		}, "deleting CodeArtifact Domain (domain-dev): operation error codeartifact: DeleteDomain, api error ConflictException: Cannot delete domain 'domain-dev' because it still contains repositories."},
		{"a repository that another one draws from", func(c client) (existing, []existing) {
			domain := c.given(domainT, "d", m{"domain": "domain-dev"})
			store := c.given(packagesT, "s", m{"domain": "domain-dev", "repository": "store"})
			npm := c.given(packagesT, "r", m{"domain": "domain-dev", "repository": "npm", "upstreams": list{m{"repositoryName": "store"}}})
			_ = domain
			return store, []existing{npm}
		}, "deleting CodeArtifact Repository (store): operation error codeartifact: DeleteRepository, api error ConflictException: Repository 'store' is an upstream of repository 'npm'."},
	} {
		t.Run(r.says, func(t *testing.T) {
			t.Parallel()
			c := rehearse(t)
			parent, children := r.make(c)
			assert.Equal(t, r.want, message(c.delete(parent)))
			_, there := c.read(parent)
			assert.True(t, there, "a refused deletion changes nothing")
			for _, child := range children {
				require.NoError(t, c.delete(child))
			}
			require.NoError(t, c.delete(parent))
		})
	}
}

func TestABucketWithObjectsIsDeletedByForceOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := connect(t, start(t, dir, noSettings), nil)
	e := c.given(bucketT, "b", m{"bucket": "s3-a-dev"})
	objects := resources.ObjectsDir(localaws.Open(dir), account, "s3-a-dev")
	require.NoError(t, os.MkdirAll(objects, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(objects, "key"), nil, 0o600))
	assert.Equal(t, "deleting S3 Bucket (s3-a-dev): operation error S3: DeleteBucket, api error BucketNotEmpty: "+
		"The bucket you tried to delete is not empty. You must delete all versions in the bucket.", message(c.delete(e)))

	forced, err := c.update(e, m{"bucket": "s3-a-dev", "forceDestroy": true})
	require.NoError(t, err)
	require.NoError(t, c.delete(forced))
	assert.NoDirExists(t, objects)
}

func TestAProtectedTableStays(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	in := m{"name": "table-a", "hashKey": "id", "attributes": list{m{"name": "id", "type": "S"}}, "billingMode": "PAY_PER_REQUEST"}
	e := c.given(tableT, "t", with(in, m{"deletionProtectionEnabled": true}))
	assert.Equal(t, "deleting DynamoDB Table (table-a): operation error DynamoDB: DeleteTable, api error ValidationException: "+
		"Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.", message(c.delete(e)))
	open, err := c.update(e, in)
	require.NoError(t, err)
	require.NoError(t, c.delete(open))
}

func TestASecretWithoutAWindowIsGoneAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := connect(t, start(t, dir, noSettings), nil)
	s := localaws.Open(dir)
	e := c.given(secretT, "s", m{"name": "secret-a", "recoveryWindowInDays": 0.0})
	require.NoError(t, s.PutSecretValue(account, e.id, "hunter2"))
	require.NoError(t, c.delete(e))
	_, err := s.SecretValue(account, e.id)
	require.Error(t, err)
	again := c.given(secretT, "s", m{"name": "secret-a", "recoveryWindowInDays": 0.0})
	assert.NotEqual(t, e.id, again.id, "a secret's ARN ends in six characters of its own")
}
