package cli

import (
	"cmp"
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"

	"slipway/scripts/caller"
	"slipway/scripts/engine"
	"slipway/scripts/identity"
	"slipway/scripts/langhost"
	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// shared is what the layers share, as configured. Its faults are those of the
// layers, which the layers' own checks report.
func (s *session) shared(ctx context.Context) (config.Common, error) {
	values, err := s.stacks[contract.FoundationLayer].Config(ctx)
	if err != nil {
		return config.Common{}, err
	}
	// The account that the command has found is not one that a person has configured.
	delete(values, config.Caller)
	project := contract.Project(contract.FoundationLayer)
	return config.NewReader(project, langhost.Configuration{
		Project: project,
		Env:     s.env.Name,
		Folder:  s.folder(contract.FoundationLayer),
		Values:  values,
		Secrets: s.stacks[contract.FoundationLayer].Secrets(),
	}).Common(), nil
}

// stays rejects settings that make the deployed environment another one. It comes
// after the layers' own checks, which have found the settings free of faults.
func (s *session) stays(ctx context.Context) error {
	shared, err := s.shared(ctx)
	if err != nil {
		return err
	}
	return identity.Moved(s.env.Name, s.identities, identity.Wanted{
		Suffix:     shared.Suffix.String(),
		Region:     s.configuredRegion(shared),
		Target:     shared.Target.Account,
		TargetRole: shared.Target.Role,
		RolePath:   shared.Roles.Path,
	})
}

func (s *session) configuredRegion(shared config.Common) string {
	return cmp.Or(shared.Region, contract.DefaultRegion)
}

// caller asks AWS whose credentials these are, once, and refuses those of another
// account than the state's or the configured one.
func (s *session) caller(ctx context.Context) (caller.Identity, error) {
	if s.whose != nil {
		return *s.whose, nil
	}
	shared, err := s.shared(ctx)
	if err != nil {
		return caller.Identity{}, err
	}
	loaded, err := s.loadAWS(ctx, shared)
	if err != nil {
		return caller.Identity{}, err
	}
	who, err := caller.Who(ctx, loaded)
	if err != nil {
		return who, fmt.Errorf("AWS does not say whose credentials these are, so nothing of %s was read or changed: %w\n"+
			"Set AWS_PROFILE to a profile that works (`aws sts get-caller-identity` shows it; `aws sso login` renews it), "+
			"or run `pulumi config set aws:profile NAME --stack %s` in stacks/foundation. "+
			"SLIPWAY_AWS=simulated needs no credentials", s.env.Name, err, s.env.Name)
	}
	err = identity.Accounts{
		Env:        s.env.Name,
		State:      engine.Redact(s.env.BackendURL),
		Caller:     who.Account,
		CallerARN:  who.ARN,
		Recorded:   s.identities,
		Configured: shared.Account,
	}.Check()
	if err == nil {
		s.whose = &who
	}
	return who, err
}

// loadAWS makes the configuration for calls to the tooling account, in the region
// that the foundation is in or is to be in.
func (s *session) loadAWS(ctx context.Context, shared config.Common) (aws.Config, error) {
	load := s.AWS
	if load == nil {
		load = awsconfig.LoadDefaultConfig
	}
	return caller.Load(ctx, load, shared.Credentials, s.regionOf(shared), awsaccount.SessionName(shared))
}

func (s *session) regionOf(shared config.Common) string {
	for _, r := range s.identities {
		if r.Region != "" {
			return r.Region
		}
	}
	return s.configuredRegion(shared)
}

// checkTarget assumes the role in the services' own account: the one that is
// deployed, or will be. A deployment that found out half-way would leave a half.
func (s *session) checkTarget(ctx context.Context, why purpose) error {
	shared, err := s.shared(ctx)
	if err != nil {
		return err
	}
	target, role := s.target(shared, why)
	if target == "" || role.RoleArn == "" {
		return nil
	}
	if target == s.whose.Account {
		return fmt.Errorf("slipway-foundation:targetAccount is %q: another account than slipway's own; "+
			"leave it out for a single account", target)
	}
	loaded, err := s.loadAWS(ctx, shared)
	if err != nil {
		return err
	}
	who, err := caller.Who(ctx, caller.Assume(loaded, role, awsaccount.SessionName(shared)))
	if err != nil {
		return fmt.Errorf("%s in account %s cannot be assumed by %s of account %s, so nothing was changed: %w\n"+
			"It needs this trust policy, and %s the right sts:AssumeRole on it:\n%s",
			role.RoleArn, target, s.whose.ARN, s.whose.Account, err, s.whose.ARN,
			caller.Trust(s.whose.Account, role.ExternalID))
	}
	if who.Account != target {
		return fmt.Errorf("slipway-foundation:targetAccount is %s, but %s leads to account %s: nothing was changed",
			target, role.RoleArn, who.Account)
	}
	return nil
}

// target is the services' own account, and the role that reaches it: as recorded,
// unless the run follows the configuration.
func (s *session) target(shared config.Common, why purpose) (string, config.AssumeRole) {
	if why == toPlan || why == toDeploy {
		if !shared.Target.Separate() || shared.Target.Role == "" {
			return "", config.AssumeRole{}
		}
		return shared.Target.Account, config.AssumeRole{
			RoleArn:    awsaccount.RoleArn(shared.Target.Account, shared.Target.Role),
			ExternalID: shared.Target.ExternalID,
		}
	}
	for _, r := range s.identities {
		if r.Target != "" {
			return r.Target, config.AssumeRole{RoleArn: r.TargetRole, ExternalID: r.ExternalID}
		}
	}
	return "", config.AssumeRole{}
}

// tellTrust prints what the role in the services' own account needs.
func (s *session) tellTrust() {
	own := ""
	for _, r := range s.identities {
		own = cmp.Or(own, r.Account)
		if r.Target != "" {
			s.Console.Line("%s must trust account %s:\n%s", r.TargetRole, own, caller.Trust(own, r.ExternalID))
			return
		}
	}
}
