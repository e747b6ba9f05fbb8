package resources

import (
	"maps"
	"slices"

	"slipway/scripts/localaws/awserr"
)

// externalConnections are CodeArtifact's public upstreams with their package
// formats (CodeArtifact user guide, supported external connection repositories).
var externalConnections = map[string]string{
	"public:npmjs": "npm", "public:nuget-org": "nuget", "public:pypi": "pypi", "public:maven-central": "maven",
	"public:maven-googleandroid": "maven", "public:maven-gradleplugins": "maven", "public:maven-commonsware": "maven",
	"public:maven-clojars": "maven", "public:ruby-gems-org": "ruby", "public:crates-io": "cargo",
}

func externalConnection(c *Call) []awserr.Fault {
	name, ok := c.In.Text("externalConnections.externalConnectionName")
	if _, known := externalConnections[name]; ok && !known {
		return fault("externalConnections.externalConnectionName", "expected externalConnectionName to be one of %q, got %s",
			slices.Sorted(maps.Keys(externalConnections)), name)
	}
	return nil
}

func (c *Call) domainARN() string {
	owner := c.In.Str("domainOwner")
	if owner == "" {
		owner = c.Account
	}
	return "arn:aws:codeartifact:" + c.Region + ":" + owner + ":domain/" + c.In.Str("domain")
}

func domainThere(c *Call) error {
	arn := c.domainARN()
	if _, ok := c.GetIn(arnOf(arn).AccountID, domainType, arn); !ok {
		return awserr.New("codeartifact", "CreateRepository", "ResourceNotFoundException",
			"Domain '%s' owned by account '%s' not found.", c.In.Str("domain"), arnOf(arn).AccountID)
	}
	return nil
}

func upstreamsThere(operation string) Rule {
	return func(c *Call) error {
		for _, up := range c.In.Maps("upstreams") {
			id := c.ARN(codeartifactService, "repository/"+c.In.Str("domain")+"/"+up.Str("repositoryName"))
			if _, ok := c.Get(packageRepoType, id); !ok {
				return awserr.New("codeartifact", operation, "ResourceNotFoundException",
					"Repository '%s' not found in domain '%s'.", up.Str("repositoryName"), c.In.Str("domain"))
			}
		}
		return nil
	}
}

func domainEmpty(c *Call) error {
	repositories, err := c.List(packageRepoType)
	if err != nil {
		return err
	}
	for _, r := range repositories {
		if r.Str("domain") == c.Was.Str("domain") && r.Str("domainOwner") == c.Account {
			return awserr.New("codeartifact", "DeleteDomain", "ConflictException",
				"Cannot delete domain '%s' because it still contains repositories.", c.Was.Str("domain"))
		}
	}
	return nil
}

// noDownstream keeps a repository that another one draws from.
func noDownstream(c *Call) error {
	repositories, err := c.List(packageRepoType)
	if err != nil {
		return err
	}
	for _, r := range repositories {
		for _, up := range r.Maps("upstreams") {
			if r.Str("domain") == c.Was.Str("domain") && up.Str("repositoryName") == c.Was.Str("repository") {
				return awserr.New("codeartifact", "DeleteRepository", "ConflictException",
					"Repository '%s' is an upstream of repository '%s'.", c.Was.Str("repository"), r.Str("repository"))
			}
		}
	}
	return nil
}
