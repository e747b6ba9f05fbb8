package naming_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

func TestANameIsTypePurposeAndSuffix(t *testing.T) { // R13
	t.Parallel()
	api := service(t, "api")
	dev := suffix(t, "dev")
	for want, given := range map[string]struct {
		kind    naming.Kind
		purpose naming.Purpose
	}{
		"kms-encryption-dev":            {naming.KeyAlias, naming.Of(naming.Encryption)},
		"ecr-api-dev":                   {naming.Repository, naming.The(api)},
		"table-deployments-dev":         {naming.Table, naming.Of(naming.Deployments)},
		"pipeline-api-dev":              {naming.PipelineName, naming.The(api)},
		"role-pipeline-api-dev":         {naming.Role, naming.For(naming.Pipeline, api)},
		"s3-artifacts-123456789012-dev": {naming.Bucket, naming.In(naming.Artifacts, account)},
	} {
		name, err := given.kind.Name(given.purpose, dev)
		require.NoError(t, err)
		assert.Equal(t, want, name.String())
	}
}

func TestANameWithoutASuffixIsRefused(t *testing.T) {
	t.Parallel()
	name, err := naming.Topic.Name(naming.Of(naming.Deployments), naming.Suffix{})
	assert.EqualError(t, err,
		`environment suffix "": 1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end`)
	assert.Empty(t, name)
}

// The longest legal service and suffix fit everywhere but in the two kinds that
// AWS gives the least room, and there only in names that no layer makes, apart
// from the connection.
func TestTheLongestPartsFitWhateverAWSHasRoomFor(t *testing.T) {
	t.Parallel()
	s, e := service(t, longestService), suffix(t, longestSuffix)
	for _, r := range kindRules {
		for text, purpose := range everyPurpose(t, s, account) {
			name, err := r.kind.Name(purpose, e)
			want := r.typ + "-" + text + "-" + longestSuffix
			tight := r.constant == "Connection" || r.constant == "PackageDomain"
			if tight && len(want) > r.most {
				assert.EqualError(t, err, fmt.Sprintf("%s %q: has %d characters, AWS accepts %d to %d (%s)",
					r.what, want, len(want), r.least, r.most, r.source))
				continue
			}
			assert.NoError(t, err)
			assert.Equal(t, want, name.String())
		}
	}
}

func TestTheConnectionLeavesFourteenCharactersToTheSuffix(t *testing.T) {
	t.Parallel()
	fits := suffix(t, strings.Repeat("e", 14))
	name, err := naming.Connection.Name(naming.Of(naming.GitHub), fits)
	require.NoError(t, err)
	assert.Equal(t, "connection-github-eeeeeeeeeeeeee", name.String())

	_, err = naming.Connection.Name(naming.Of(naming.GitHub), suffix(t, strings.Repeat("e", 15)))
	var fault *naming.Fault
	require.True(t, errors.As(err, &fault))
	assert.EqualError(t, err, `CodeStar connection name "connection-github-eeeeeeeeeeeeeee": has 33 characters, `+
		`AWS accepts 1 to 32 (CodeConnections API, CreateConnection)`)
}

// Two hyphens in a row are legal in a suffix and in most services, not in ECR.
func TestANameThatOneServiceRefusesIsRefusedThereAlone(t *testing.T) {
	t.Parallel()
	twice := suffix(t, "a--b")
	api := service(t, "api")
	name, err := naming.Lambda.Name(naming.The(api), twice)
	require.NoError(t, err)
	assert.Equal(t, "lambda-api-a--b", name.String())
	_, err = naming.Repository.Name(naming.The(api), twice)
	assert.EqualError(t, err, `ECR repository name "ecr-api-a--b": does not match ^[a-z0-9]+([._/-][a-z0-9]+)*$ (ECR API, CreateRepository)`)
}
