package security_test

import "strings"

const repositoryType = "ecr/repository:Repository"

var (
	pullPolicy  = beside("ecr/repositoryPolicy:RepositoryPolicy", "repository", "name")
	imagePolicy = beside("ecr/lifecyclePolicy:LifecyclePolicy", "repository", "name")
)

// rollbackDepth is how many deployed images must stay, so that a release can go
// back to one.
const rollbackDepth = 10

func repositoryRules() []rule {
	return []rule{{
		property: "R1",
		says:     "images are scanned when they arrive",
		ids:      "AWS-0030 CKV_AWS_163 ECR.1",
		service:  "ECR",
		over:     every(repositoryType),
		fault: func(_ *environment, s subject) string {
			return unless(on(s.resource, "imageScanningConfiguration.scanOnPush"), "not scanned")
		},
		breaks: map[string]change{"not scanned": setting("imageScanningConfiguration.scanOnPush", false)},
	}, {
		property: "R2",
		says:     "tags never move, and functions run digests",
		ids:      "AWS-0031 CKV_AWS_51 ECR.2",
		service:  "ECR",
		over:     every(repositoryType),
		fault: func(env *environment, s subject) string {
			for _, f := range env.of(functionType) {
				if image := f.Text("imageUri"); strings.HasPrefix(image, s.Text("repositoryUrl")+":") {
					return f.Text("name") + " runs a tag"
				}
			}
			return unless(s.Text("imageTagMutability") == "IMMUTABLE", "tags move")
		},
		breaks: map[string]change{
			"tags move": setting("imageTagMutability", "MUTABLE"),
			"a function runs a tag": func(env *environment, r *resource) {
				put(env.edit(env.of(functionType)[0]), "imageUri", r.Text("repositoryUrl")+":latest")
			},
		},
	}, {
		property: "R3",
		says:     "images are pulled by exact functions and roles alone",
		ids:      "AWS-0032 CKV_AWS_32 AwsSolutions-ECR1",
		service:  "ECR",
		over:     every(repositoryType),
		fault: func(env *environment, s subject) string {
			for _, grant := range policy(pullPolicy(env, s.resource), "policy").allows() {
				if fault := guarded(env, grant); fault != "" {
					return fault
				}
			}
			return ""
		},
		breaks: map[string]change{
			"anyone": granting(pullPolicy, "policy", statement{
				Principal: everybody,
				Action:    words{"ecr:BatchGetImage"},
			}),
			"a whole account": granting(pullPolicy, "policy", statement{
				Principal: rootOf(stranger),
				Action:    words{"ecr:BatchGetImage"},
			}),
			"any function": rewriting(pullPolicy, "policy", unconditional),
			"a stranger's": rewriting(pullPolicy, "policy", forStranger),
		},
	}, {
		property: "R4",
		says:     "images are encrypted with a customer key",
		ids:      "AWS-0033 CKV_AWS_136",
		service:  "ECR",
		over:     every(repositoryType),
		fault: func(env *environment, s subject) string {
			return customerKey(env, text(s.resource, "encryptionConfigurations.0.kmsKey"))
		},
		mend: func(env *environment, r *resource) {
			put(env.edit(r), "encryptionConfigurations.0.kmsKey", env.of(keyType)[0].Text("arn"))
		},
	}, {
		property: "R5",
		says:     "images expire, and those to go back to stay",
		ids:      "ECR.3",
		service:  "ECR",
		over:     every(repositoryType),
		fault: func(env *environment, s subject) string {
			return forgetful(decode(text(imagePolicy(env, s.resource), "policy")))
		},
		breaks: map[string]change{
			"nothing expires":      without(imagePolicy),
			"too few are kept":     replacing(imagePolicy, "policy", `"countNumber":10`, `"countNumber":1`),
			"deployed ones go too": replacing(imagePolicy, "policy", "deployed-", "other-"),
			"the rest stays":       replacing(imagePolicy, "policy", `"any"`, `"untagged"`),
		},
	}}
}

// forgetful says what is wrong with the rules by which images expire: images
// that an earlier rule matches are never expired by a later one.
func forgetful(policy any) string {
	deployed, others := 0.0, 0.0 // the rules' priorities
	rules, _ := down(policy, "rules").([]any)
	for _, r := range rules {
		priority, _ := down(r, "rulePriority").(float64)
		keep, _ := down(r, "selection.countNumber").(float64)
		switch {
		case down(r, "selection.tagPrefixList.0") == "deployed-" && keep >= rollbackDepth:
			deployed = priority
		case down(r, "selection.tagStatus") == "any":
			others = priority
		}
	}
	return faults(
		unless(others > 0, "images stay for ever"),
		unless(deployed > 0 && deployed < others, "images to go back to expire"),
	)
}

// replacing replaces text in an output of a neighbour.
func replacing(of neighbour, output, old, by string) change {
	return func(env *environment, r *resource) {
		c := env.edit(of(env, r))
		put(c, output, strings.ReplaceAll(c.Text(output), old, by))
	}
}
