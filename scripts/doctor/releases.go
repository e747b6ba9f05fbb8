package doctor

import (
	"context"
	"fmt"
	"strings"

	"slipway/scripts/operate/history"
	"slipway/scripts/operate/live"
	"slipway/scripts/operate/release"
	"slipway/scripts/operate/status"
)

// Releases looks how each service's last release ended.
func Releases(ctx context.Context, env string, rows history.Reader, services []status.Service) ([]Finding, error) {
	var found []Finding
	for _, s := range services {
		id, states := "", map[string]bool{}
		for row, err := range rows.Releases(ctx, s.Name) {
			if err != nil {
				return found, err
			}
			if id == "" {
				id = row["deploymentId"]
			}
			if row["deploymentId"] != id {
				break
			}
			states[row["state"]] = true
		}
		mend := "make rollback " + of(env, s.Name)
		switch {
		case states["NOT_RESTORED"]:
			found = append(found, Finding{
				Mark: Fails,
				Says: s.Name + ": the last release, " + id + ", had to be undone and could not be: production may be on it",
				Mend: mend,
			})
		case len(states) == 1 && states["STARTED"] && s.ReleasesKnown && len(s.Releases) == 0:
			found = append(found, Finding{
				Mark: Fails,
				Says: s.Name + ": the last release, " + id + ", has begun, has not ended, and does not run: its machine died",
				Mend: mend,
			})
		}
	}
	return orWell(found, "none is left undone"), nil
}

// Settings looks for settings that are deployed and that no traffic reaches yet.
func Settings(
	ctx context.Context, env string, aliases live.Reader, functions map[string]string, services []status.Service,
) ([]Finding, error) {
	var found []Finding
	for _, s := range services {
		names, err := aliases.Waiting(ctx, functions[s.Name], s.Version)
		if err != nil {
			return found, err
		}
		if len(names) > 0 {
			found = append(found, Finding{
				Mark: Warns,
				Says: fmt.Sprintf("%s: deployed and not live: %s", s.Name, strings.Join(names, ", ")),
				Mend: "make release " + of(env, s.Name),
			})
		}
	}
	return orWell(found, "what is deployed is live"), nil
}

// Registry answers for images.
type Registry interface {
	Digest(ctx context.Context, repository, reference string) (string, error)
}

// Images looks whether the live image, and the one that a rollback goes to, are still in
// the repository of each service.
func Images(
	ctx context.Context, env string, from Registry, repositories map[string]string,
	earlier func(context.Context, status.Service) (release.Image, error), services []status.Service,
) ([]Finding, error) {
	var found []Finding
	for _, s := range services {
		before, err := earlier(ctx, s)
		if err != nil {
			return found, err
		}
		for _, image := range []struct{ digest, says string }{
			{s.Digest, "the live image, %.19s…, is no longer in its repository: no release can bring it back"},
			{before.Digest, "the image that a rollback goes to, %.19s…, is no longer in its repository"},
		} {
			if image.digest == "" {
				continue
			}
			there, err := from.Digest(ctx, repositories[s.Name], image.digest)
			if err != nil {
				return found, fmt.Errorf("images of %s: %w", s.Name, err)
			}
			if there == "" {
				found = append(found, Finding{
					Mark: Warns,
					Says: s.Name + ": " + fmt.Sprintf(image.says, image.digest) +
						". The command releases one that is built anew, to which the present one is the image before",
					Mend: "make rebuild " + of(env, s.Name),
				})
			}
		}
	}
	return orWell(found, "the live one and the one before are there"), nil
}
