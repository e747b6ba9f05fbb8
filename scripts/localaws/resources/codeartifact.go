package resources

import (
	"fmt"

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
