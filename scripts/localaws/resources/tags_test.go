package resources_test

import (
	"maps"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

func TestAWSRejectsTags(t *testing.T) {
	t.Parallel()
	topic := func(tags m) awstest.Case { return awstest.Case{Token: awstest.Topic, In: m{"name": "t", "tags": tags}} }
	many := m{}
	for i := range 51 {
		many["t"+strconv.Itoa(i)] = ""
	}
	for name, c := range map[string]struct {
		awstest.Case
		want string
	}{
		"more than fifty": {topic(many), "TooManyTagsException: A resource has at most 50 tags."},
		"of AWS's own": {topic(m{"AWS:x": ""}),
			"ValidationException: aws: prefixed tag key names are not allowed for external use."},
		"without a key":                 {topic(m{"": "x"}), "ValidationException: The tag  is empty or too long."},
		"with too long a value":         {topic(m{"k": strings.Repeat("v", 257)}), "The tag k is empty or too long."},
		"with characters of no service": {topic(m{"k": "a&b"}), "The tag k has characters that are not allowed."},
		"of a role that differ in capitals alone": {awstest.Case{Token: awstest.Role, In: m{
			"name":             "role-a",
			"assumeRolePolicy": awstest.Trust("lambda"),
			"tags":             m{"Owner": "a", "owner": "b"},
		}}, "InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive."},
		"of a report group that is a character too long": {awstest.Case{Token: awstest.Report, In: m{
			"name":         "reports-a",
			"type":         "TEST",
			"exportConfig": m{"type": "NO_EXPORT"},
			"tags":         m{strings.Repeat("k", 128): ""},
		}}, "is empty or too long."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := awstest.NewClient(t)
			_, err := client.Create(c.Token, "r", c.In)
			require.ErrorContains(t, err, c.want)
		})
	}
	t.Run("of an update as of a creation", func(t *testing.T) {
		t.Parallel()
		client := awstest.NewClient(t)
		made := client.Given(awstest.Topic, "t", m{"name": "t", "tags": m{"a.b": strings.Repeat("v", 256)}})
		_, err := client.Update(made, awstest.With(maps.Clone(made.In), m{"tags": m{"aws:x": ""}}))
		require.ErrorContains(t, err, "not allowed for external use")
		now, there := client.Read(made)
		require.True(t, there)
		assert.Equal(t, m{"a.b": strings.Repeat("v", 256)}, now.Out["tags"])
	})
}
