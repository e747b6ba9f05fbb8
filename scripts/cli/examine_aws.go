package cli

import (
	"context"
	"fmt"
	"strings"

	"slipway/scripts/doctor"
	"slipway/scripts/operate/release"
	"slipway/scripts/operate/status"
	"slipway/shared/contract"
)

// remote are the checks that call AWS, or the simulated one.
func (p *patient) remote() []doctor.Check {
	deployed := []string{ofLayers, ofSettings, ofAccount}
	all := []doctor.Check{
		doctor.Rule(ofCredentials, p.whom(), p.credentials, ofState),
		doctor.Rule(ofAccount, "the one that the state is of", func(ctx context.Context) error {
			if err := p.known(ctx); err != nil {
				return err
			}
			return p.reaches(ctx)
		}, ofState, ofCredentials),
		doctor.Rule("leftovers", "AWS holds nothing that no state knows", func(ctx context.Context) error {
			return p.kept(ctx)
		}, ofState, ofSettings, ofAccount),
		{
			Name:  "room",
			Needs: []string{ofState, ofSettings, ofAccount},
			Look:  p.roomy,
		},
		{
			Name:  "other stacks",
			Needs: []string{ofState, ofSettings, ofAccount},
			Look:  p.others,
		},
		{
			Name:  "connection",
			Needs: deployed,
			Look:  p.connection,
		},
		{
			Name:  "subscriptions",
			Needs: deployed,
			Look:  p.subscriptions,
		},
		{
			Name:  "webhook",
			Needs: deployed,
			Look:  p.hook,
		},
		{
			Name:  "dead letters",
			Needs: deployed,
			Look:  p.dead,
		},
		{
			Name:  "traffic",
			Needs: deployed,
			Look:  p.each(doctor.Traffic),
		},
		{
			Name:  "releases",
			Needs: deployed,
			Look:  p.lastReleases,
		},
		{
			Name:  "live settings",
			Needs: deployed,
			Look:  p.unreleased,
		},
		{
			Name:  "pipelines",
			Needs: deployed,
			Look: p.each(func(env string, all []status.Service) []doctor.Finding {
				return doctor.Pipelines(env, p.Now(), all)
			}),
		},
		{
			Name:  "alarms",
			Needs: deployed,
			Look:  p.alarms,
		},
		{
			Name:  "images",
			Needs: deployed,
			Look:  p.images,
		},
		{
			Name:  "scan exceptions",
			Needs: deployed,
			Look:  p.exceptions,
		},
		{
			Name:  "drift",
			Needs: deployed,
			Look:  p.drift,
		},
	}
	return all
}

func (p *patient) whom() string {
	if p.env.Simulated {
		return "the simulated AWS needs none"
	}
	return "AWS knows them"
}

// roomy looks for room; the connection and the mails have checks of their own.
func (p *patient) roomy(ctx context.Context) ([]doctor.Finding, error) {
	shared, err := p.shared(ctx)
	if err != nil {
		return nil, err
	}
	needs, err := p.needs(ctx, shared, nil)
	if err != nil {
		return nil, err
	}
	needs.Connection, needs.Topic, needs.Pulls = "", "", 0
	own, target, err := p.accounts(ctx, shared)
	if err != nil {
		return nil, err
	}
	seen, short := needs.Check(ctx, own, target)
	var found []doctor.Finding
	if short != nil {
		found = doctor.Faults(short)
	}
	for _, note := range seen.Notes {
		found = append(found, doctor.Finding{
			Mark: doctor.Warns,
			Says: note,
			Mend: doctor.Command(note),
		})
	}
	if len(seen.Unread) > 0 {
		return found, fmt.Errorf("AWS does not show %s", strings.Join(seen.Unread, ", "))
	}
	if len(found) == 0 {
		found = doctor.Well("for all that the settings want")
	}
	return found, nil
}

// exceptions are those of all services.
func (p *patient) exceptions(ctx context.Context) ([]doctor.Finding, error) {
	l, err := p.load(ctx, contract.DeliveryLayer)
	if err != nil {
		return nil, err
	}
	var all []doctor.Exception
	for _, service := range keys(l.Exceptions) {
		for _, id := range keys(l.Exceptions[service]) {
			all = append(all, doctor.Exception{
				Service: service,
				ID:      id,
				Until:   l.Exceptions[service][id],
			})
		}
	}
	return doctor.Exceptions(p.Now(), all), nil
}

func (p *patient) drift(ctx context.Context) ([]doctor.Finding, error) {
	found, err := p.compare(ctx)
	if err != nil {
		return nil, err
	}
	return doctor.Drift(p.env.Name, found.Compared, found.Differences), nil
}

// earlier is the image that a rollback goes to; none is no fault.
func (p *patient) earlier(ctx context.Context, s status.Service) (release.Image, error) {
	rows, err := p.history(ctx)
	if err != nil {
		return release.Image{}, err
	}
	image, _, _ := release.Earlier(rows.Releases(ctx, s.Name), release.Search{
		Live: release.Image{
			Version: s.Version,
			Digest:  s.Digest,
		},
		Placeholder: p.placeholder(ctx, s.Name),
	})
	return image, nil
}
