package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCodeArtifactRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Given(awstest.Domain, "d", m{"domain": "domain-dev"}) }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a domain name with a capital",
			Token: awstest.Domain,
			In:    m{"domain": "Domain"},
			Want: "domain: invalid value for domain (must begin with a lower-case letter and be made of lower-case letters, " +
				"digits and hyphens): Domain",
		},
		{
			Says:  "a domain key that does not exist",
			Token: awstest.Domain,
			In:    m{"domain": "domain-dev", "encryptionKey": "arn:aws:kms:us-east-1:000000000000:key/none"},
			Want: "creating CodeArtifact Domain (domain-dev): operation error codeartifact: CreateDomain, " +
				"api error NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/none' does not exist",
		},
		{
			Says:  "a second domain of the same name",
			Given: own,
			Token: awstest.Domain,
			In:    m{"domain": "domain-dev"},
			Want: "creating CodeArtifact Domain (domain-dev): operation error codeartifact: CreateDomain, api error " +
				"ConflictException: Domain with name 'domain-dev' in account '000000000000' already exists in AWS CodeArtifact.",
		},
		{
			Says:  "a repository in a domain that is not there",
			Token: awstest.PackageRepository,
			In:    m{"domain": "domain-dev", "repository": "npm"},
			Want: "creating CodeArtifact Repository (npm): operation error codeartifact: CreateRepository, " +
				"api error ResourceNotFoundException: Domain 'domain-dev' owned by account '000000000000' not found.",
		},
		{
			Says:  "a repository with an unknown public upstream",
			Given: own,
			Token: awstest.PackageRepository,
			In: m{
				"domain":              "domain-dev",
				"repository":          "npm",
				"externalConnections": m{"externalConnectionName": "public:bower"},
			},
			Want: "externalConnections.externalConnectionName: expected externalConnectionName to be one of " +
				"[\"public:crates-io\" \"public:maven-central\" \"public:maven-clojars\" \"public:maven-commonsware\" " +
				"\"public:maven-googleandroid\" \"public:maven-gradleplugins\" \"public:npmjs\" \"public:nuget-org\" " +
				"\"public:pypi\" \"public:ruby-gems-org\"], got public:bower",
		},
		{
			Says:  "a repository with an upstream that is not there",
			Given: own,
			Token: awstest.PackageRepository,
			In:    m{"domain": "domain-dev", "repository": "npm", "upstreams": list{m{"repositoryName": "store"}}},
			Want: "creating CodeArtifact Repository (npm): operation error codeartifact: CreateRepository, " +
				"api error ResourceNotFoundException: Repository 'store' not found in domain 'domain-dev'.",
		},
		{
			Says: "a second repository of the same name",
			Given: func(c awstest.Client) {
				own(c)
				c.Given(awstest.PackageRepository, "r", m{"domain": "domain-dev", "repository": "npm"})
			},
			Token: awstest.PackageRepository,
			In:    m{"domain": "domain-dev", "repository": "npm"},
			Want: "creating CodeArtifact Repository (npm): operation error codeartifact: CreateRepository, api error " +
				"ConflictException: Repository with name 'npm' in domain 'domain-dev' already exists in AWS CodeArtifact.",
		},
	})
}
