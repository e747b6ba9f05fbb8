package catalogue

import (
	"slices"

	"slipway/scripts/localaws/refusal"
)

// externalConnections are CodeArtifact's public upstreams (CodeArtifact user
// guide, supported external connection repositories).
var externalConnections = []string{
	"public:npmjs", "public:nuget-org", "public:pypi", "public:maven-central", "public:maven-googleandroid",
	"public:maven-gradleplugins", "public:maven-commonsware", "public:maven-clojars", "public:ruby-gems-org", "public:crates-io",
}

func externalConnection(c *Call) []refusal.Fault {
	name, ok := c.In.Text("externalConnections.externalConnectionName")
	if ok && !slices.Contains(externalConnections, name) {
		return fault("externalConnections.externalConnectionName", "expected externalConnectionName to be one of %q, got %s", externalConnections, name)
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
	if _, ok := c.GetIn(arnAccount(arn), domainType, arn); !ok {
		return refusal.New("codeartifact", "CreateRepository", "ResourceNotFoundException", "Domain '%s' owned by account '%s' not found.", c.In.Str("domain"), arnAccount(arn))
	}
	return nil
}

func upstreamsThere(operation string) Rule {
	return func(c *Call) error {
		for _, up := range c.In.Maps("upstreams") {
			id := c.ARN(codeartifactService, "repository/"+c.In.Str("domain")+"/"+up.Str("repositoryName"))
			if _, ok := c.Get(packageRepoType, id); !ok {
				return refusal.New("codeartifact", operation, "ResourceNotFoundException",
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
			return refusal.New("codeartifact", "DeleteDomain", "ConflictException", "Cannot delete domain '%s' because it still contains repositories.", c.Was.Str("domain"))
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
				return refusal.New("codeartifact", "DeleteRepository", "ConflictException",
					"Repository '%s' is an upstream of repository '%s'.", c.Was.Str("repository"), r.Str("repository"))
			}
		}
	}
	return nil
}
