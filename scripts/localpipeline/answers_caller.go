package localpipeline

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"

	"slipway/scripts/buildspec/faketools"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/policy"
)

// caller is the role that a call of the AWS CLI is made with, and an answer if that is
// none or if it may not do what is asked. A resource without a service is one of the
// role's own account, as the CLI names it.
func (b *buildTools) caller(call faketools.Call, asks policy.Request) (role string, denied *faketools.Answer) {
	role, denied = b.assumed(call)
	if denied != nil {
		return "", denied
	}
	service, _, _ := strings.Cut(asks.Action, ":")
	if asks.Resource != "*" {
		asks.Resource = fmt.Sprintf("arn:aws:%s:%s:%s:%s", service, b.run.region, account.OwnerOf(role), asks.Resource)
	}
	permitted, err := b.run.env.View.Permits(role, asks)
	if err != nil {
		answer := failure(err)
		return "", &answer
	}
	if !permitted {
		return "", rejected("AccessDeniedException", "%s is not authorized to perform: %s on resource: %s", role, asks.Action,
			asks.Resource)
	}
	return role, nil
}

// assumed is the build's own role, or the one that the call's profile assumes with it.
func (b *buildTools) assumed(call faketools.Call) (role string, denied *faketools.Answer) {
	profile := call.Option("--profile")
	if profile == "" {
		return b.role, nil
	}
	settings, err := readProfile(call.ConfigFile, profile)
	if err != nil {
		answer := failure(err)
		return "", &answer
	}
	lent, err := b.run.env.View.Assumes(b.role, settings["role_arn"], settings["external_id"])
	if err != nil {
		answer := failure(err)
		return "", &answer
	}
	if !lent {
		return "", rejected("AccessDenied", "User: %s is not authorized to perform: sts:AssumeRole on resource: %s",
			b.role, settings["role_arn"])
	}
	return settings["role_arn"], nil
}

// readProfile reads a profile as the AWS CLI does (AWS CLI User Guide, cli-configure-files).
func readProfile(file, profile string) (map[string]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read profiles: %w", err)
	}
	_, section, there := strings.Cut(string(text), "[profile "+profile+"]\n")
	if !there {
		return nil, fmt.Errorf("the config profile (%s) could not be found", profile)
	}
	settings := map[string]string{}
	for line := range strings.Lines(section) {
		key, value, pair := strings.Cut(line, "=")
		if !pair {
			break // the next section
		}
		settings[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	return settings, nil
}

func rejected(code, format string, args ...any) *faketools.Answer {
	return &faketools.Answer{
		Stderr: fmt.Sprintf("An error occurred (%s): %s\n", code, fmt.Sprintf(format, args...)),
		Exit:   254,
	}
}

// registryPassword is that of a role. It opens the registry of any account, as far as the
// role's rights and the repositories' policies go (ECR User Guide, registry_auth).
func (b *buildTools) registryPassword(_ context.Context, call faketools.Call) faketools.Answer {
	role, denied := b.caller(call, policy.Request{Action: "ecr:GetAuthorizationToken", Resource: "*"})
	if denied != nil {
		return *denied
	}
	return faketools.Answer{Stdout: faketools.RegistryPassword + " of " + role}
}

// logIn keeps whose password Docker has for a registry.
func (b *buildTools) logIn(_ context.Context, call faketools.Call) faketools.Answer {
	if b.logins == nil {
		b.logins = map[string]string{}
	}
	_, role, _ := strings.Cut(call.Stdin, " of ")
	b.logins[call.Args[len(call.Args)-1]] = role
	return faketools.Answer{Stdout: "Login Succeeded\n"}
}

// mayReach rejects what whoever Docker is logged in as may not do in a repository.
func (b *buildTools) mayReach(repository name.Repository, actions ...string) error {
	role := b.logins[repository.RegistryStr()]
	if role == "" {
		return fmt.Errorf("401 Unauthorized: no basic auth credentials for %s", repository.RegistryStr())
	}
	owner, _, _ := strings.Cut(repository.RegistryStr(), ".")
	for _, action := range actions {
		permitted, err := b.run.env.View.Reaches(role, policy.Request{
			Action:   action,
			Resource: fmt.Sprintf("arn:aws:ecr:%s:%s:repository/%s", b.run.region, owner, repository.RepositoryStr()),
		})
		if err != nil {
			return err
		}
		if !permitted {
			return fmt.Errorf("403 Forbidden: %s is not authorized to perform: %s on %s", role, action, repository)
		}
	}
	return nil
}
