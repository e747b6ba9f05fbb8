package security_test

import (
	"regexp"
	"slices"
)

const roleType = "iam/role:Role"

// longestSession is the shortest that IAM lets a role's longest session be.
const longestSession = 3600

func trustRules() []rule {
	return []rule{{
		property: "I4",
		says:     "roles trust exact roles, and services for the environment alone",
		service:  "IAM",
		over:     every(roleType),
		ids:      "CKV_AWS_60 CKV_AWS_61 iam_role_cross_service_confused_deputy_prevention",
		fault: func(env *environment, s subject) string {
			trusts := policy(s.resource, "assumeRolePolicy").allows()
			for _, trust := range trusts {
				if fault := trusting(env, trust); fault != "" {
					return fault
				}
			}
			return unless(len(trusts) > 0, "trusts nobody that can be read")
		},
		breaks: map[string]change{
			"anyone":          granting(itself, "assumeRolePolicy", statement{Principal: principals{"AWS": {"*"}}}),
			"a whole account": granting(itself, "assumeRolePolicy", statement{Principal: rootOf("000000000000")}),
			"for anyone":      rewriting(itself, "assumeRolePolicy", unconditional),
			"for a stranger":  rewriting(itself, "assumeRolePolicy", forStranger),
			"no trust":        setting("assumeRolePolicy", ""),
		},
		mend: rewriting(itself, "assumeRolePolicy", func(d *document) {
			for i := range d.Statement {
				d.Statement[i].Condition = map[string]map[string]words{"StringEquals": {"aws:SourceAccount": {"000000000000"}}}
			}
		}),
	}, {
		property: "I6",
		says:     "no policy of AWS's is attached, but what a function's settings name, and nothing that allows all",
		ids:      "AwsSolutions-IAM4",
		service:  "IAM",
		over:     every(roleType),
		fault: func(env *environment, s subject) string {
			for _, a := range attachments(env, s.resource) {
				if env.the(functionType, "role", s.Text("arn")) == nil || tooWide.MatchString(a.Text("policyArn")) {
					return "a policy that is not ours"
				}
			}
			return unless(len(list(s.resource, "managedPolicyArns")) == 0, "a policy that is not ours")
		},
		breaks: map[string]change{
			"on the role": setting("managedPolicyArns", []any{"arn:aws:iam::aws:policy/AdministratorAccess"}),
			"attached": func(env *environment, r *resource) {
				env.all = append(env.all, &resource{
					Type: "aws:" + attachmentType,
					Outputs: map[string]any{
						"role":      r.Text("name"),
						"policyArn": "arn:aws:iam::aws:policy/AdministratorAccess",
					},
				})
			},
		},
	}, {
		property: "I7",
		says:     "no policy is written into the role",
		ids:      "IAMNoInlinePolicy",
		service:  "IAM",
		over:     every(roleType),
		fault: func(env *environment, s subject) string {
			return unless(len(inline(env, s.resource)) == 0, "inline policies")
		},
		mend: func(env *environment, r *resource) {
			for _, p := range inline(env, r) {
				env.remove(p)
			}
		},
	}, {
		property: "I8",
		says:     "a role for another account's use trusts one named role with its external id, for an hour at most",
		service:  "IAM",
		over:     lent,
		fault: func(env *environment, s subject) string {
			for _, trust := range policy(s.resource, "assumeRolePolicy").allows() {
				if len(trust.Principal["Service"]) > 0 && (trust.accounts() == nil || trust.sources() == nil) {
					return "a service without account and source"
				}
				if len(trust.Principal["AWS"]) == 0 {
					continue
				}
				if len(trust.roles()) != 1 || len(trust.machines()) != 1 {
					return "not one role of one machine"
				}
				machine := env.the(machineType, "arn", trust.machines()[0])
				if machine == nil || machine.Text("roleArn") != trust.roles()[0] {
					return trust.roles()[0] + " is not the role of a machine of this environment"
				}
			}
			return unless(number(s.resource, "maxSessionDuration") <= longestSession, "long sessions")
		},
		breaks: map[string]change{
			"a stranger's role": rewriting(itself, "assumeRolePolicy", func(d *document) {
				d.Statement[0].Condition = map[string]map[string]words{
					"ArnEquals": {"aws:PrincipalArn": {"arn:aws:iam::" + stranger + ":role/one"}},
				}
			}),
			"no condition": rewriting(itself, "assumeRolePolicy", unconditional),
			"no machine": rewriting(itself, "assumeRolePolicy", func(d *document) {
				delete(d.Statement[0].Condition, "StringEquals")
			}),
			"long sessions": setting("maxSessionDuration", 43200.0),
		},
	}}
}

const attachmentType = "iam/rolePolicyAttachment:RolePolicyAttachment"

// tooWide are policies of AWS's that allow all that a service has, or everything.
var tooWide = regexp.MustCompile(`FullAccess|AdministratorAccess|PowerUser`)

// attachments are the policies that are attached to a role.
func attachments(env *environment, role *resource) []*resource {
	return env.where(attachmentType, func(r *resource) bool { return r.Text("role") == role.Text("name") })
}

// inline are the policies written into a role.
func inline(env *environment, role *resource) []*resource {
	return env.where(rolePolicyType, func(r *resource) bool { return r.Text("role") == role.Text("name") })
}

// lent are the roles that other roles assume.
func lent(env *environment) []subject {
	return subjects(env.where(roleType, func(r *resource) bool {
		return slices.ContainsFunc(policy(r, "assumeRolePolicy").allows(),
			func(s statement) bool { return len(s.Principal["AWS"]) > 0 })
	}))
}
