package resources_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws/awstest"
)

// named says what AWS takes as a name, from the APIs' models (botocore) and, for buckets,
// topics and aliases, from the API references.
var named = []struct {
	token, property string
	prefix          string // with which every name begins
	least, most     int
	good, bad       []string
}{
	{awstest.Bucket, "bucket", "", 3, 63, []string{"a-1", "a.b"},
		[]string{"A-1", "a_b", "-ab", "ab-", ".ab", "a b", "xn--abc", "abc-s3alias"}},
	{awstest.Role, "name", "", 1, 64, []string{"a", "A+=,.@-_1"}, []string{"a/b", "a b", "ä"}},
	{awstest.Function, "name", "", 1, 64, []string{"a", "A-b_1"}, []string{"a.b", "a b"}},
	{awstest.Repository, "name", "", 2, 256, []string{"team/api", "a-b_c.d"},
		[]string{"Api", "a b", "/a", "a/", "a//b", "a@b"}},
	{awstest.Project, "name", "", 2, 150, []string{"a1", "A-b_c"}, []string{"a.b", "-ab", "a b"}},
	{awstest.Report, "name", "", 2, 128, []string{"a1", "A-b_c"}, []string{"a b"}},
	{awstest.Pipeline, "name", "", 1, 100, []string{"a", "A.b@c-d_1"}, []string{"a/b", "a b"}},
	{awstest.Connection, "name", "", 1, 32, []string{"a", "connection-github"}, nil},
	{awstest.Rule, "name", "", 1, 64, []string{"a", "A.b-c_1"}, []string{"a/b", "a b"}},
	{awstest.Bus, "name", "", 1, 256, []string{"a", "a/b", "A.b-c_1"}, []string{"a b", "default"}},
	{awstest.Domain, "domain", "", 2, 50, []string{"a1", "a-b"}, []string{"Ab", "1a", "a_b", "a-"}},
	{awstest.PackageRepository, "repository", "", 2, 100, []string{"a1", "A.b-c_1"}, []string{"a b", "-ab"}},
	{awstest.Table, "name", "", 3, 255, []string{"a.b", "A-b_1"}, []string{"a/b", "a b"}},
	{awstest.Topic, "name", "", 1, 256, []string{"a", "A-b_1"}, []string{"a.b", "a b", "a/b"}},
	{awstest.Alarm, "name", "", 1, 255, []string{"a", "any sign: ä"}, nil},
	{awstest.LogGroup, "name", "", 1, 512, []string{"/aws/lambda/a", "A.b-c_1#"}, []string{"a b", "a:b"}},
	{awstest.Alias, "name", "alias/", 7, 256, []string{"alias/a", "alias/A/b-c_1"},
		[]string{"alias/a b", "alias/aws/a", "key/abc"}},
	{awstest.Machine, "name", "", 1, 80, []string{"a", "A-b_1"}, []string{"a.b", "a b"}},
	{awstest.Notification, "name", "", 1, 64, []string{"a", "A-b_1"}, []string{"a.b", "a/b"}},
	{awstest.Application, "name", "", 1, 100, []string{"a"}, nil},
	{awstest.Group, "deploymentGroupName", "", 1, 100, []string{"a"}, nil},
	{awstest.Queue, "name", "", 1, 80, []string{"a", "A-b_1"}, []string{"a.b", "a b"}},
	{awstest.Secret, "name", "", 1, 512, []string{"a/b_+=.@-c"}, []string{"a b", "a:b"}},
	{awstest.Dashboard, "dashboardName", "", 1, 255, []string{"a", "A-b_1"}, []string{"a.b", "a b"}},
}

func TestNamesAreAsLongAsAWSTakesThem(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	for _, n := range named {
		// faulty reports whether the name itself, not another property, is rejected.
		faulty := func(name string) bool {
			_, faults := c.Check(n.token, "it", m{n.property: name})
			for _, f := range faults {
				if f.GetProperty() == n.property {
					return true
				}
			}
			return false
		}
		ofLength := func(length int) string { return n.prefix + strings.Repeat("a", length-len(n.prefix)) }
		t.Run(n.token, func(t *testing.T) {
			t.Parallel()
			assert.False(t, faulty(ofLength(n.least)), "%d characters", n.least)
			assert.False(t, faulty(ofLength(n.most)), "%d characters", n.most)
			assert.True(t, faulty(ofLength(n.most+1)), "%d characters", n.most+1)
			assert.True(t, faulty(ofLength(n.least)[:n.least-1]), "%d characters", n.least-1)
			for _, name := range n.good {
				assert.False(t, faulty(name), "%q", name)
			}
			for _, name := range n.bad {
				assert.True(t, faulty(name), "%q", name)
			}
		})
	}
}

func TestANameThatIsTooLongIsNamedWithItsLimits(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	for _, n := range named {
		long := n.prefix + strings.Repeat("a", n.most+1-len(n.prefix))
		_, faults := c.Check(n.token, "it", m{n.property: long})
		want := fmt.Sprintf("expected length of %s to be in the range (%d - %d), got %s", n.property, n.least, n.most, long)
		found := false
		for _, f := range faults {
			found = found || f.GetProperty() == n.property && f.GetReason() == want
		}
		assert.True(t, found, "%s: %v", n.token, faults)
	}
}
