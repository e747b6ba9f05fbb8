package localaws_test

import (
	"testing"
)

func TestDynamoDBRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	key := list{m{"name": "id", "type": "S"}}
	refused(t, []refusal{
		{"a table name of two characters", nil, tableT, m{"name": "tb", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST"}, nil, "name: expected length of name to be in the range (3 - 255), got tb"},
		{"a table name with a slash", nil, tableT, m{"name": "table/a", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST"}, nil, "name: invalid value for name (must only include alphanumeric, underscore, period, or hyphen characters): table/a"},
		{"an unknown billing mode", nil, tableT, m{"name": "table-a", "hashKey": "id", "attributes": key, "billingMode": "FREE"}, nil, "billingMode: expected billingMode to be one of [\"PROVISIONED\" \"PAY_PER_REQUEST\"], got FREE"},
		{"provisioned billing without capacity", nil, tableT, m{"name": "table-a", "hashKey": "id", "attributes": key}, nil, "readCapacity: readCapacity must be > 0 when billingMode is PROVISIONED"},
		{"a key that is no attribute", nil, tableT, m{"name": "table-a", "hashKey": "name", "attributes": list{}, "billingMode": "PAY_PER_REQUEST"}, nil, "attributes: all indexes must match a defined attribute. Unmatched indexes: [\"name\"]"},
		{"an attribute of no key", nil, tableT, m{"name": "table-a", "hashKey": "id", "attributes": list{key[0], m{"name": "extra", "type": "S"}}, "billingMode": "PAY_PER_REQUEST"}, nil, "attributes: all attributes must be indexed. Unused attributes: [\"extra\"]"},
		{"a key that does not exist", nil, tableT, m{"name": "table-a", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST",
			"serverSideEncryption": m{"enabled": true, "kmsKeyArn": "arn:aws:kms:us-east-1:000000000000:key/none"}}, nil, "creating DynamoDB Table (table-a): operation error DynamoDB: CreateTable, api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist"},
		{"a second table of the same name", func(c client) {
			c.given(tableT, "t", m{"name": "table-a", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST"})
		}, tableT, m{"name": "table-a", "hashKey": "id", "attributes": key, "billingMode": "PAY_PER_REQUEST"}, nil, "creating DynamoDB Table (table-a): operation error DynamoDB: CreateTable, api error ResourceInUseException: Table already exists: table-a"},
	})
}

func TestCodeArtifactRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) { c.given(domainT, "d", m{"domain": "domain-dev"}) }
	refused(t, []refusal{
		{"a domain name with a capital", nil, domainT, m{"domain": "Domain"}, nil, "domain: invalid value for domain (must begin with a lower-case letter and be made of lower-case letters, digits and hyphens): Domain"},
		{"a domain key that does not exist", nil, domainT, m{"domain": "domain-dev", "encryptionKey": "arn:aws:kms:us-east-1:000000000000:key/none"}, nil, "creating CodeArtifact Domain (domain-dev): operation error codeartifact: CreateDomain, api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist"},
		{"a second domain of the same name", own, domainT, m{"domain": "domain-dev"}, nil, "creating CodeArtifact Domain (domain-dev): operation error codeartifact: CreateDomain, api error ConflictException: Domain with name 'domain-dev' in account '000000000000' already exists in AWS CodeArtifact."},
		{"a repository in a domain that is not there", nil, packagesT, m{"domain": "domain-dev", "repository": "npm"}, nil, "creating CodeArtifact Repository (npm): operation error codeartifact: CreateRepository, api error ResourceNotFoundException: Domain 'domain-dev' owned by account '000000000000' not found."},
		{"a repository with an unknown public upstream", own, packagesT,
			m{"domain": "domain-dev", "repository": "npm", "externalConnections": m{"externalConnectionName": "public:bower"}}, nil, "externalConnections.externalConnectionName: expected externalConnectionName to be one of [\"public:npmjs\" \"public:nuget-org\" \"public:pypi\" \"public:maven-central\" \"public:maven-googleandroid\" \"public:maven-gradleplugins\" \"public:maven-commonsware\" \"public:maven-clojars\" \"public:ruby-gems-org\" \"public:crates-io\"], got public:bower"},
		{"a repository with an upstream that is not there", own, packagesT,
			m{"domain": "domain-dev", "repository": "npm", "upstreams": list{m{"repositoryName": "store"}}}, nil, "creating CodeArtifact Repository (npm): operation error codeartifact: CreateRepository, api error ResourceNotFoundException: Repository 'store' not found in domain 'domain-dev'."},
		{"a second repository of the same name", func(c client) {
			own(c)
			c.given(packagesT, "r", m{"domain": "domain-dev", "repository": "npm"})
		}, packagesT, m{"domain": "domain-dev", "repository": "npm"}, nil, "creating CodeArtifact Repository (npm): operation error codeartifact: CreateRepository, api error ConflictException: Repository with name 'npm' in domain 'domain-dev' already exists in AWS CodeArtifact."},
	})
}

func TestSecretsManagerRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	refused(t, []refusal{
		{"a secret name with a blank", nil, secretT, m{"name": "the secret"}, nil, "name: invalid value for name (must contain only alphanumeric characters and special characters /_+=.@-): the secret"},
		{"a recovery window of one day", nil, secretT, m{"name": "secret-a", "recoveryWindowInDays": 1.0}, nil, "recoveryWindowInDays: expected recoveryWindowInDays to be 0 or in the range (7 - 30), got 1"},
		{"a key that does not exist", nil, secretT, m{"name": "secret-a", "kmsKeyId": "alias/none"}, nil, "creating Secrets Manager Secret (secret-a): operation error Secrets Manager: CreateSecret, api error NotFoundException: Key 'alias/none' does not exist"},
		{"a second secret of the same name", func(c client) { c.given(secretT, "s", m{"name": "secret-a"}) }, secretT, m{"name": "secret-a"}, nil, "creating Secrets Manager Secret (secret-a): operation error Secrets Manager: CreateSecret, api error ResourceExistsException: The operation failed because the secret secret-a already exists."},
		{"a name that waits for its deletion", func(c client) {
			if err := c.delete(c.given(secretT, "s", m{"name": "secret-a"})); err != nil {
				c.t.Fatal(err)
			}
		}, secretT, m{"name": "secret-a"}, nil, "creating Secrets Manager Secret (secret-a): operation error Secrets Manager: CreateSecret, api error InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion."},
	})
}
