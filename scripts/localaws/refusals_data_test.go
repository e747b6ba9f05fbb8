package localaws_test

import (
	"testing"
)

func TestDynamoDBRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	key := list{m{"name": "id", "type": "S"}}
	refused(t, []refusal{
		{
			says:  "a table name of two characters",
			token: tableT,
			in:    m{"name": "tb", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST"},
			want:  "name: expected length of name to be in the range (3 - 255), got tb",
		},
		{
			says:  "a table name with a slash",
			token: tableT,
			in:    m{"name": "table/a", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST"},
			want:  "name: invalid value for name (must only include alphanumeric, underscore, period, or hyphen characters): table/a",
		},
		{
			says:  "an unknown billing mode",
			token: tableT,
			in:    m{"name": "table-a", "hashKey": "id", "attributes": key, "billingMode": "FREE"},
			want:  "billingMode: expected billingMode to be one of [\"PROVISIONED\" \"PAY_PER_REQUEST\"], got FREE",
		},
		{
			says:  "provisioned billing without capacity",
			token: tableT,
			in:    m{"name": "table-a", "hashKey": "id", "attributes": key},
			want:  "readCapacity: readCapacity must be > 0 when billingMode is PROVISIONED",
		},
		{
			says:  "a key that is no attribute",
			token: tableT,
			in:    m{"name": "table-a", "hashKey": "name", "attributes": list{}, "billingMode": "PAY_PER_REQUEST"},
			want:  "attributes: all indexes must match a defined attribute. Unmatched indexes: [\"name\"]",
		},
		{
			says:  "an attribute of no key",
			token: tableT,
			in:    m{"name": "table-a", "hashKey": "id", "attributes": list{key[0], m{"name": "extra", "type": "S"}}, "billingMode": "PAY_PER_REQUEST"},
			want:  "attributes: all attributes must be indexed. Unused attributes: [\"extra\"]",
		},
		{
			says:  "a key that does not exist",
			token: tableT,
			in: m{"name": "table-a", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST",
				"serverSideEncryption": m{"enabled": true, "kmsKeyArn": "arn:aws:kms:us-east-1:000000000000:key/none"}},
			want: "creating DynamoDB Table (table-a): operation error DynamoDB: CreateTable, api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
		{
			says: "a second table of the same name",
			given: func(c client) {
				c.given(tableT, "t", m{"name": "table-a", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST"})
			},
			token: tableT,
			in:    m{"name": "table-a", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST"},
			want:  "creating DynamoDB Table (table-a): operation error DynamoDB: CreateTable, api error ResourceInUseException: Table already exists: table-a",
		},
	})
}

func TestCodeArtifactRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) { c.given(domainT, "d", m{"domain": "domain-dev"}) }
	refused(t, []refusal{
		{
			says:  "a domain name with a capital",
			token: domainT,
			in:    m{"domain": "Domain"},
			want:  "domain: invalid value for domain (must begin with a lower-case letter and be made of lower-case letters, digits and hyphens): Domain",
		},
		{
			says:  "a domain key that does not exist",
			token: domainT,
			in:    m{"domain": "domain-dev", "encryptionKey": "arn:aws:kms:us-east-1:000000000000:key/none"},
			want:  "creating CodeArtifact Domain (domain-dev): operation error codeartifact: CreateDomain, api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
		{
			says:  "a second domain of the same name",
			given: own,
			token: domainT,
			in:    m{"domain": "domain-dev"},
			want:  "creating CodeArtifact Domain (domain-dev): operation error codeartifact: CreateDomain, api error ConflictException: Domain with name 'domain-dev' in account '000000000000' already exists in AWS CodeArtifact.",
		},
		{
			says:  "a repository in a domain that is not there",
			token: packagesT,
			in:    m{"domain": "domain-dev", "repository": "npm"},
			want:  "creating CodeArtifact Repository (npm): operation error codeartifact: CreateRepository, api error ResourceNotFoundException: Domain 'domain-dev' owned by account '000000000000' not found.",
		},
		{
			says:  "a repository with an unknown public upstream",
			given: own,
			token: packagesT,
			in:    m{"domain": "domain-dev", "repository": "npm", "externalConnections": m{"externalConnectionName": "public:bower"}},
			want:  "externalConnections.externalConnectionName: expected externalConnectionName to be one of [\"public:crates-io\" \"public:maven-central\" \"public:maven-clojars\" \"public:maven-commonsware\" \"public:maven-googleandroid\" \"public:maven-gradleplugins\" \"public:npmjs\" \"public:nuget-org\" \"public:pypi\" \"public:ruby-gems-org\"], got public:bower",
		},
		{
			says:  "a repository with an upstream that is not there",
			given: own,
			token: packagesT,
			in:    m{"domain": "domain-dev", "repository": "npm", "upstreams": list{m{"repositoryName": "store"}}},
			want:  "creating CodeArtifact Repository (npm): operation error codeartifact: CreateRepository, api error ResourceNotFoundException: Repository 'store' not found in domain 'domain-dev'.",
		},
		{
			says: "a second repository of the same name",
			given: func(c client) {
				own(c)
				c.given(packagesT, "r", m{"domain": "domain-dev", "repository": "npm"})
			},
			token: packagesT,
			in:    m{"domain": "domain-dev", "repository": "npm"},
			want:  "creating CodeArtifact Repository (npm): operation error codeartifact: CreateRepository, api error ConflictException: Repository with name 'npm' in domain 'domain-dev' already exists in AWS CodeArtifact.",
		},
	})
}

func TestSecretsManagerRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	refused(t, []refusal{
		{
			says:  "a secret name with a blank",
			token: secretT,
			in:    m{"name": "the secret"},
			want:  "name: invalid value for name (must contain only alphanumeric characters and special characters /_+=.@-): the secret",
		},
		{
			says:  "a recovery window of one day",
			token: secretT,
			in:    m{"name": "secret-a", "recoveryWindowInDays": 1.0},
			want:  "recoveryWindowInDays: expected recoveryWindowInDays to be 0 or in the range (7 - 30), got 1",
		},
		{
			says:  "a key that does not exist",
			token: secretT,
			in:    m{"name": "secret-a", "kmsKeyId": "alias/none"},
			want:  "creating Secrets Manager Secret (secret-a): operation error Secrets Manager: CreateSecret, api error NotFoundException: Key 'alias/none' does not exist",
		},
		{
			says:  "a second secret of the same name",
			given: func(c client) { c.given(secretT, "s", m{"name": "secret-a"}) },
			token: secretT,
			in:    m{"name": "secret-a"},
			want:  "creating Secrets Manager Secret (secret-a): operation error Secrets Manager: CreateSecret, api error ResourceExistsException: The operation failed because the secret secret-a already exists.",
		},
		{
			says: "a name that waits for its deletion",
			given: func(c client) {
				if err := c.delete(c.given(secretT, "s", m{"name": "secret-a"})); err != nil {
					c.t.Fatal(err)
				}
			},
			token: secretT,
			in:    m{"name": "secret-a"},
			want:  "creating Secrets Manager Secret (secret-a): operation error Secrets Manager: CreateSecret, api error InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
		},
	})
}
