package resources

import (
	"fmt"

	"slipway/scripts/localaws/properties"
)

const repositoryType = "aws:ecr/repository:Repository"

func ecrTypes() []*Type {
	registryID := func(c *Call) properties.Map { return properties.Map{"registryId": c.Account} }
	repository := func(c *Call) string { return c.In.Str("repository") }
	return []*Type{
		{
			Token:    repositoryType,
			Label:    "ECR Repository",
			Tagged:   true,
			Replace:  []string{"name", "encryptionConfigurations"},
			Defaults: properties.Map{"imageTagMutability": "MUTABLE", "forceDelete": false},
			Name: Name{
				Property: "name",
				Auto:     true,
				Lower:    true,
				Min:      2,
				Max:      256,
				Allowed:  `(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*`,
				Words:    "must be lower case, with single separators . _ - / between letters and digits",
			},
			ID: (*Call).Name,
			Outputs: func(c *Call) properties.Map {
				return properties.Map{
					"arn":           c.ARN("ecr", "repository/"+c.ID),
					"registryId":    c.Account,
					"repositoryUrl": fmt.Sprintf("%s.dkr.ecr.%s.amazonaws.com/%s", c.Account, c.Region, c.ID),
				}
			},
			Fill: managedKey("encryptionConfigurations.0", "kmsKey",
				func(e properties.Map) bool { return e.Str("encryptionType") == "KMS" }),
			Validate: []Check{oneOf("imageTagMutability", "MUTABLE", "IMMUTABLE"), repositoryEncryption},
			Create:   []Rule{repositoryKeyThere},
			Exists: taken("ECR", "CreateRepository", "RepositoryAlreadyExistsException", func(c *Call) string {
				return fmt.Sprintf("The repository with name '%s' already exists in the registry with id '%s'", c.Name(), c.Account)
			}),
			Delete:  []Rule{repositoryEmpty},
			Deleted: dropImages,
		},
		{
			Token:    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
			Label:    "ECR Lifecycle Policy",
			Required: []string{"repository", "policy"},
			Replace:  []string{"repository", "policy"},
			ID:       repository,
			Outputs:  registryID,
			Validate: []Check{isJSON("policy")},
			Create:   []Rule{repositoryThere("PutLifecyclePolicy"), lifecyclePolicy},
		},
		{
			Token:    "aws:ecr/repositoryPolicy:RepositoryPolicy",
			Label:    "ECR Repository Policy",
			Required: []string{"repository", "policy"},
			Replace:  []string{"repository"},
			ID:       repository,
			Outputs:  registryID,
			Validate: []Check{isJSON("policy")},
			Create:   []Rule{repositoryThere("SetRepositoryPolicy"), repositoryPolicy},
			Update:   []Rule{repositoryThere("SetRepositoryPolicy"), repositoryPolicy},
		},
	}
}
