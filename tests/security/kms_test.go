package security_test

import (
	"slices"
	"strings"
)

const keyType = "kms/key:Key"

// customerKey says what is wrong with a key that should be the environment's own.
func customerKey(env *environment, arn string) string {
	return unless(env.the(keyType, "arn", arn) != nil, "not a customer key")
}

func keyRules() []rule {
	return []rule{{
		property: "K1",
		says:     "the key is rotated",
		ids:      "AWS-0065 CKV_AWS_7 AwsSolutions-KMS5 KMS.4",
		service:  "KMS",
		over:     every(keyType),
		fault: func(_ *environment, s subject) string {
			return unless(on(s.resource, "enableKeyRotation"), "never rotated")
		},
		breaks: map[string]change{"not rotated": setting("enableKeyRotation", false)},
	}, {
		property: "K2",
		says:     "the key has a policy of its own that lets nobody in by a bare *",
		ids:      "CKV2_AWS_64 CKV_AWS_33 KMS.5",
		service:  "KMS",
		over:     every(keyType),
		fault: func(env *environment, s subject) string {
			grants := policy(s.resource, "policy").allows()
			if len(grants) == 0 {
				return "no policy"
			}
			for _, grant := range grants {
				fault := guarded(env, grant)
				// A service without a source condition may use the key through a service
				// that checks it again, as SNS does by its topic's policy.
				through := grant.exact("kms:ViaService",
					"StringEquals") != nil && len(grant.Principal["Service"]) == 1 && len(grant.Principal) == 1
				if fault != "" && !through {
					return fault
				}
			}
			return ""
		},
		breaks: map[string]change{
			"no policy":       setting("policy", ""),
			"anyone":          granting(itself, "policy", statement{Principal: everybody, Action: words{"kms:Decrypt"}}),
			"a whole account": granting(itself, "policy", statement{Principal: rootOf(stranger), Action: words{"kms:Decrypt"}}),
			"no conditions":   rewriting(itself, "policy", unconditional),
		},
	}, {
		property: "K3",
		says:     "no role may decrypt with every key",
		ids:      "KMS.1 KMS.2",
		service:  "KMS",
		over:     decrypting,
		fault: func(_ *environment, s subject) string {
			for _, grant := range policy(s.resource, "policy").allows() {
				if slices.ContainsFunc(grant.Action, usesKeys) && slices.ContainsFunc(grant.Resource, func(arn string) bool {
					return !strings.HasPrefix(arn, "arn:aws:kms:") || wild(arn)
				}) {
					return "may use every key"
				}
			}
			return ""
		},
		breaks: map[string]change{
			"every key": granting(itself, "policy", statement{Action: words{"kms:Decrypt"}, Resource: words{"*"}}),
			"every key of an account": granting(itself, "policy", statement{
				Action:   words{"kms:ReEncrypt*"},
				Resource: words{"arn:aws:kms:us-east-1:000000000000:key/*"},
			}),
		},
	}, {
		property:       "K4",
		says:           "the key is enabled, and its deletion can be taken back for a week",
		ids:            "KMS.3 CKV_AWS_227",
		service:        "KMS",
		over:           every(keyType),
		productionOnly: true,
		fault: func(_ *environment, s subject) string {
			return faults(unless(on(s.resource, "isEnabled"), "disabled"),
				unless(number(s.resource, "deletionWindowInDays") >= 7, "gone at once"))
		},
		breaks: map[string]change{"disabled": setting("isEnabled", false), "no window": setting("deletionWindowInDays", 0.0)},
	}, {
		property:       "K4",
		says:           "the key is protected from deletion",
		ids:            "",
		service:        "KMS",
		over:           every(keyType),
		productionOnly: true,
		fault: func(_ *environment, s subject) string {
			return unless(s.Protect && number(s.resource, "deletionWindowInDays") == 30, "deleted with its environment")
		},
		mend: func(env *environment, r *resource) {
			c := env.edit(r)
			c.Protect = true
			put(c, "deletionWindowInDays", 30.0)
		},
	}}
}

func usesKeys(action string) bool {
	return action == "*" || strings.HasPrefix(action, "kms:") && !strings.HasPrefix(action, "kms:Describe")
}

// decrypting are the policies of roles that use keys.
func decrypting(env *environment) []subject {
	return subjects(env.where(rolePolicyType, func(r *resource) bool {
		return slices.ContainsFunc(policy(r, "policy").allows(),
			func(s statement) bool { return slices.ContainsFunc(s.Action, usesKeys) })
	}))
}
