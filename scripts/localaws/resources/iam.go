package resources

import (
	"strings"

	"slipway/scripts/localaws/properties"
)

const (
	roleType       = "aws:iam/role:Role"
	rolePolicyType = "aws:iam/rolePolicy:RolePolicy"
)

func iamTypes() []*Type {
	return []*Type{
		{
			Token:    roleType,
			Label:    "IAM Role",
			Tagged:   true,
			Required: []string{"assumeRolePolicy"},
			Replace:  []string{"name", "path"},
			Defaults: properties.Map{"maxSessionDuration": float64(3600), "path": "/", "forceDetachPolicies": false},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      64,
				Allowed:  `[\w+=,.@-]+`,
				Words:    "must be made of alphanumeric characters and the characters +=,.@-_",
			},
			ID: (*Call).Name,
			Outputs: func(c *Call) properties.Map {
				path := c.In.Str("path")
				if path == "" {
					path = "/"
				}
				return properties.Map{
					"arn":            "arn:aws:iam::" + c.Account + ":role" + path + c.ID,
					"uniqueId":       c.Keep("uniqueId", func() any { return "AROA" + c.Random(upperAlnum, 17) }),
					"createDate":     c.Stamp("createDate"),
					"inlinePolicies": []any{}, "managedPolicyArns": []any{},
				}
			},
			Validate: []Check{isJSON("assumeRolePolicy"), between("maxSessionDuration", 3600, 43200),
				longest("description", 1000), longest("path", 512)},
			Create: []Rule{trustPolicy("CreateRole"), boundary("CreateRole"), rolePath, within(RolesQuota, roleType, "IAM",
				"CreateRole", "LimitExceeded", "Cannot exceed quota for RolesPerAccount: %d")},
			Update: []Rule{trustPolicy("UpdateAssumeRolePolicy"), boundary("PutRolePermissionsBoundary")},
			Exists: taken("IAM", "CreateRole", "EntityAlreadyExists",
				func(c *Call) string { return "Role with name " + c.Name() + " already exists." }),
			Delete:  []Rule{roleWithoutPolicies},
			Deleted: detachFromRole,
		},
		{
			Token:    rolePolicyType,
			Label:    "IAM Role Policy",
			Required: []string{"policy", "role"},
			Replace:  []string{"name", "role"},
			Name: Name{
				Property: "name",
				Auto:     true,
				Min:      1,
				Max:      128,
				Allowed:  `[\w+=,.@-]+`,
				Words:    "must be made of alphanumeric characters and the characters +=,.@-_",
			},
			ID:       func(c *Call) string { return c.In.Str("role") + ":" + c.Name() },
			Validate: []Check{longest("role", 64), isJSON("policy")},
			Create:   []Rule{roleThere("PutRolePolicy"), identityPolicy, inlineSize},
			Update:   []Rule{identityPolicy, inlineSize},
		},
		{
			Token:    RolePolicyAttachment,
			Label:    "IAM Role Policy Attachment",
			Required: []string{"policyArn", "role"},
			Replace:  []string{"policyArn", "role"},
			ID: func(c *Call) string {
				return c.In.Str("role") + "-" + c.Keep("id", func() any { return c.Random(digits, 26) }).(string)
			},
			Key:      func(c *Call) string { return c.In.Str("role") + "/" + c.In.Str("policyArn") },
			Validate: []Check{longest("role", 64), isARN("policyArn")},
			Create:   []Rule{roleThere("AttachRolePolicy"), managedPolicy("AttachRolePolicy", "policyArn"), attachedPolicies},
		},
	}
}

// roleOf returns the role's name within a role ARN.
func roleOf(arn string) (name string, ok bool) {
	path, ok := strings.CutPrefix(arnOf(arn).Resource, "role/")
	if !ok {
		return "", false
	}
	return lastOf(path, "/"), true
}
