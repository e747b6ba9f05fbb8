package resources

import (
	"fmt"
	"maps"
	"slices"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

const (
	domainType          = "aws:codeartifact/domain:Domain"
	packageRepoType     = "aws:codeartifact/repository:Repository"
	codeartifactService = "codeartifact"
)

func codeartifactTypes() []*Type {
	return []*Type{
		{
			Token:    domainType,
			Label:    "CodeArtifact Domain",
			Tagged:   true,
			Required: []string{"domain"},
			Replace:  []string{"domain", "encryptionKey"},
			Name: Name{
				Property: "domain",
				Min:      2,
				Max:      50,
				Allowed:  `[a-z][a-z0-9\-]*[a-z0-9]`,
				Words:    "must begin with a lower-case letter and be made of lower-case letters, digits and hyphens",
			},
			ID: func(c *Call) string { return c.ARN(codeartifactService, "domain/"+c.Name()) },
			Outputs: func(c *Call) properties.Map {
				return properties.Map{
					"arn":             c.ID,
					"owner":           c.Account,
					"createdTime":     c.Stamp("createdTime"),
					"repositoryCount": float64(0),
					"assetSizeBytes":  "0",
					"s3BucketArn": c.Keep("s3BucketArn",
						func() any { return "arn:aws:s3:::assets-" + c.Random(digits, 12) + "-" + c.Region }),
					"encryptionKey": c.Keep("encryptionKey", func() any { return c.ARN("kms", "key/"+c.UUID()) }),
				}
			},
			Validate: []Check{isARN("encryptionKey")},
			Create:   []Rule{keyThere("codeartifact", "CreateDomain", "encryptionKey")},
			Exists: taken("codeartifact", "CreateDomain", "ConflictException", func(c *Call) string {
				return fmt.Sprintf("Domain with name '%s' in account '%s' already exists in AWS CodeArtifact.", c.Name(), c.Account)
			}),
			Delete: []Rule{domainEmpty},
		},
		{
			Token:    packageRepoType,
			Label:    "CodeArtifact Repository",
			Tagged:   true,
			Required: []string{"domain", "repository"},
			Replace:  []string{"domain", "domainOwner", "repository"},
			Name: Name{
				Property: "repository",
				Min:      2,
				Max:      100,
				Allowed:  `[A-Za-z0-9][A-Za-z0-9._\-]*`,
				Words:    "must begin with a letter or digit and be made of letters, digits, dots, underscores and hyphens",
			},
			ID: func(c *Call) string {
				return c.ARN(codeartifactService, "repository/"+c.In.Str("domain")+"/"+c.Name())
			},
			Outputs: func(c *Call) properties.Map {
				return properties.Map{"arn": c.ID, "administratorAccount": c.Account, "domainOwner": c.Account}
			},
			Fill: func(_ *Call, out properties.Map) {
				if outside := out.Sub("externalConnections"); len(outside) > 0 {
					outside["packageFormat"] = externalConnections[outside.Str("externalConnectionName")]
					outside["status"] = "Available"
				}
			},
			Validate: []Check{externalConnection},
			Create:   []Rule{domainThere, upstreamsThere("CreateRepository")},
			Update:   []Rule{upstreamsThere("UpdateRepository")},
			Exists: taken("codeartifact", "CreateRepository", "ConflictException", func(c *Call) string {
				return fmt.Sprintf("Repository with name '%s' in domain '%s' already exists in AWS CodeArtifact.",
					c.Name(), c.In.Str("domain"))
			}),
			Delete: []Rule{noDownstream},
		},
	}
}

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
