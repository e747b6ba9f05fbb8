package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"slipway/scripts/operate/history"
	"slipway/scripts/operate/live"
	"slipway/scripts/operate/release"
)

// comparison is what is live beside what a person wants to be.
type comparison struct {
	service, function string
	history           history.Reader
	aliases           live.Reader
	now               func() time.Time

	live, to release.Image
	warnings []string
}

func (c *comparison) warn(format string, args ...any) {
	c.warnings = append(c.warnings, fmt.Sprintf(format, args...))
}

// comparing reads what is needed to compare images of a service.
func (o *operated) comparing(ctx context.Context, service string) (*comparison, error) {
	reader, err := o.history(ctx)
	if err != nil {
		return nil, err
	}
	aliases, err := o.live(ctx)
	return &comparison{
		service:  service,
		function: o.outputs.Services[service].FunctionArn,
		history:  reader,
		aliases:  aliases,
		now:      o.Now,
	}, err
}

// back finds what is live, and the version to go back to: the one with the name, or
// without one the image that served before. In an incident other things are broken as
// well, so what only explains is not needed: a version that is named is enough.
func (c *comparison) back(
	ctx context.Context, name release.Name, placeholder func(release.Image) bool,
) error {
	traffic, unseen := c.aliases.Traffic(ctx, c.function)
	if unseen != nil {
		c.warn("what is live is taken from the history, because the alias could not be read: %s", unseen)
	}
	earlier, current, err := release.Earlier(c.history.Releases(ctx, c.service), release.Search{
		Live: release.Image{
			Version: traffic.Version,
			Digest:  traffic.Digest,
		},
		Placeholder: placeholder,
	})
	c.live = current
	switch {
	case name != release.Name{}:
		err = c.named(ctx, name)
	case traffic.Divided():
		c.warn("traffic is divided: %s. All of it goes to the version that the alias is on; to go further back, "+
			"name a version with TO=", traffic)
		c.to, err = current, nil
	default:
		c.to = earlier
	}
	if err != nil {
		return err
	}
	if c.to.Same(current) && !traffic.Divided() {
		c.warn("that image is live already.")
	}
	taken, unknown := release.TakenBack(ctx, c.history, c.service, c.to)
	switch {
	case unknown != nil:
		c.warn("whether it was taken back before is not known: %s", unknown)
	case taken != nil:
		c.warn("%s", taken.Sentence(c.now()))
	}
	return nil
}

// named finds the image with a name. A version need not be in the history.
func (c *comparison) named(ctx context.Context, name release.Name) error {
	var err error
	c.to, err = release.Named(c.history.Releases(ctx, c.service), name)
	var unknown *release.UnknownError
	switch {
	case err != nil && name.Version == "":
		return err
	case err != nil:
		if !errors.As(err, &unknown) {
			c.warn("%s", err)
		}
		c.to = release.Image{Version: name.Version}
		var none *live.NoVersionError
		if c.to.Digest, err = c.aliases.Digest(ctx, c.function, name.Version); errors.As(err, &none) {
			return err
		} else if err != nil {
			c.warn("the image of version %s is not known: %s", name.Version, err)
		}
	case c.to.Version == "":
		return fmt.Errorf("%s is %s: it has no version to put back", name, c.to)
	}
	return nil
}
