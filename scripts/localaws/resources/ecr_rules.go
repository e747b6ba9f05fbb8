package resources

import (
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

var repositoryEncryption = eachOf("encryptionConfigurations", func(at string, e properties.Map) []awserr.Fault {
	if kind, ok := e.Text("encryptionType"); ok && kind != "AES256" && kind != "KMS" && kind != "KMS_DSSE" {
		return fault(at+".encryptionType", `expected encryptionType to be one of ["AES256" "KMS" "KMS_DSSE"], got %s`, kind)
	}
	return nil
})

func repositoryKeyThere(c *Call) error {
	for _, e := range c.In.Maps("encryptionConfigurations") {
		if key := e.Str("kmsKey"); key != "" {
			if err := c.rejectKey("ECR", "CreateRepository", key); err != nil {
				return err
			}
		}
	}
	return nil
}

func repositoryEmpty(c *Call) error {
	if c.In.Bool("forceDelete") {
		return nil
	}
	images, err := c.Images.Images(c.Account, c.ID)
	if err != nil {
		return err
	}
	if len(images) > 0 {
		return awserr.New("ECR", "DeleteRepository", "RepositoryNotEmptyException",
			"The repository with name '%s' in registry with id '%s' cannot be deleted because it still contains images", c.ID,
			c.Account)
	}
	return nil
}

func dropImages(c *Call) error { return c.Images.DeleteImages(c.Account, c.ID) }

func repositoryThere(operation string) Rule {
	return func(c *Call) error {
		name := c.In.Str("repository")
		if _, ok := c.Get(repositoryType, name); !ok {
			return awserr.New("ECR", operation, "RepositoryNotFoundException",
				"The repository with name '%s' does not exist in the registry with id '%s'", name, c.Account)
		}
		return nil
	}
}

func repositoryPolicy(c *Call) error {
	reject := func(what string) error {
		return awserr.New("ECR", "SetRepositoryPolicy", "InvalidParameterException",
			"Invalid parameter at 'PolicyText' failed to satisfy constraint: '%s'", what)
	}
	doc, err := c.document(c.In.Str("policy"), "ECR", "SetRepositoryPolicy", "InvalidParameterException",
		"Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided' (%s)")
	if err != nil {
		return err
	}
	for _, s := range doc.Statements {
		if len(s.Principals)+len(s.NotPrincipals) == 0 {
			return reject("Invalid repository policy provided")
		}
		for _, action := range s.Actions {
			if action != "*" && !strings.HasPrefix(action, "ecr:") {
				return reject("Invalid repository policy provided")
			}
		}
	}
	if bad := c.unknownPrincipal(doc); bad != "" {
		return reject("Principal not found: " + bad)
	}
	return nil
}
