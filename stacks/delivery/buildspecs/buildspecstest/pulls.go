package buildspecstest

import "slices"

// PullsInputs lists what pulls.yml reads, apart from what CodeBuild itself sets. It is
// what the other two read, without what only a pipeline has.
func PullsInputs() []Variable {
	all := []Variable{{
		Name:     "BUILDKIT_IMAGE",
		Required: true,
		Meaning:  "the image builder's own image",
	}}
	kept := []string{
		"SERVICE", "SERVICE_PATH", "CODEARTIFACT_REPOSITORY", "CODEARTIFACT_DOMAIN", "CODEARTIFACT_OWNER", "NODE_VERSION",
		"PLATFORM",
		"DOCKER_CONTEXT", "DOCKERFILE", "BUILD_TARGET", "BUILD_ARGS", "BUILD_SECRETS", "LAMBDA_MEMORY", "LAMBDA_TIMEOUT",
		"FUNCTION_VARIABLES", "READY_EVENT", "READY_STATUS", "READY_POLLS", "READY_POLL_SECONDS",
	}
	for _, v := range append(BuildInputs(), TestInputs()...) {
		known := slices.ContainsFunc(all, func(a Variable) bool { return a.Name == v.Name })
		if slices.Contains(kept, v.Name) && !known {
			all = append(all, v)
		}
	}
	return all
}
