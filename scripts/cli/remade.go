package cli

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"slipway/scripts/bootstrap"
	"slipway/scripts/langhost"
	"slipway/scripts/localaws"
	"slipway/scripts/operate/history"
	"slipway/scripts/operate/release"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// functions are the names of the functions that the state of the compute layer holds.
// Its outputs go on naming one that a refresh found to be gone.
func (s *session) functions(ctx context.Context) (map[string]bool, error) {
	state, err := s.stacks[contract.ComputeLayer].State(ctx)
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for _, r := range state.Resources {
		if r.Type == "aws:lambda/function:Function" {
			found[r.ID] = true
		}
	}
	return found, nil
}

// remade finds the image that each service released last. A function that is made again
// starts with it: the placeholder would answer production's calls with an error. So it does
// with an image that is gone, or for another architecture than the settings now have, each
// call of which would fail.
func (s *session) remade(
	ctx context.Context, registry bootstrap.Registry, repositories map[string]string, l langhost.Settings,
) (map[string]string, error) {
	rows, err := s.releases(ctx)
	if err != nil {
		return nil, err
	}
	digests := map[string]string{}
	for _, service := range keys(repositories) {
		function := l.Common.Names.Services[service].Function.String()
		last, err := release.Latest(rows.Releases(ctx, service))
		if err != nil {
			s.tell("%s is new and starts with a placeholder. Whether %s was released before is not known: %s",
				function, service, err)
			continue
		}
		if last.Digest == "" {
			continue
		}
		found, err := registry.Digest(ctx, repositories[service], last.Digest)
		if err != nil {
			return nil, fmt.Errorf("look for the image of %s that was released last: %w", service, err)
		}
		if found == "" {
			s.tell("PLACEHOLDER LIVE: %s was made again, and the image that was released last, %.19s…, is no longer "+
				"in its repository. Push a change of %s to release one.", function, last.Digest, service)
			continue
		}
		platform, err := registry.Platform(ctx, repositories[service], last.Digest)
		if wanted := config.Platform(l.Architectures[service]); platform != "" && platform != wanted {
			s.tell("PLACEHOLDER LIVE: %s was made again, and the image that was released last, %.19s…, is for %s, while the "+
				"service's architecture is now %s: each call of it would fail. Push a change of %[5]s to release one, or "+
				"`make rebuild ENV=%[6]s SERVICE=%[5]s`.",
				function, last.Digest, platform, l.Architectures[service], service, s.env.Name)
			continue
		}
		if err != nil {
			s.tell("Which architecture the image that %s starts with is for could not be seen (%s). If it is not %s, each "+
				"call fails: `make rebuild ENV=%s SERVICE=%s`.",
				function, err, l.Architectures[service], s.env.Name, service)
		}
		digests[service] = last.Digest
		s.tell("%s is made again with the image that was released last, %.19s…", function, last.Digest)
	}
	return digests, nil
}

// releases reads the history by what the foundation says of it.
func (s *session) releases(ctx context.Context) (history.Reader, error) {
	foundation, err := s.foundation(ctx)
	if err != nil {
		return nil, err
	}
	if s.aws != nil {
		return history.Simulated{
			Store:   localaws.Open(s.env.AWSDir),
			Account: foundation.AccountID,
			Name:    foundation.HistoryTable,
		}, nil
	}
	config, err := s.awsConfig(ctx)
	if err != nil {
		return nil, err
	}
	return history.Table{API: dynamodb.NewFromConfig(config), Name: foundation.HistoryTable}, nil
}

// tell keeps a sentence for the end of the run.
func (s *session) tell(format string, args ...any) {
	s.last = append(s.last, fmt.Sprintf(format, args...))
}
