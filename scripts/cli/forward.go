package cli

import (
	"context"
	"fmt"

	"slipway/scripts/operate/release"
)

// TakenBackError is an image that a person took back and nobody wants on purpose.
type TakenBackError struct{ Who, Command string }

// Error says who took it back, and how to release it all the same.
func (e *TakenBackError) Error() string {
	return e.Who + " To release it all the same, say why: `" + e.Command + "`"
}

// forward finds what is live, and the image to release. One that a person took back needs
// a reason.
func (c *comparison) forward(ctx context.Context, name release.Name, env, override string) error {
	traffic, unseen := c.aliases.Traffic(ctx, c.function)
	if unseen != nil {
		c.warn("what is live could not be read: %s", unseen)
	}
	c.live = release.Image{Version: traffic.Version, Digest: traffic.Digest}
	if known, err := release.Named(c.history.Releases(ctx, c.service), release.Name{
		Version: traffic.Version,
	}); err == nil {
		c.live = known
	}
	var err error
	if c.to, err = release.Named(c.history.Releases(ctx, c.service), name); err != nil {
		return err
	}
	if c.to.Commit == "" || c.to.Digest == "" {
		return fmt.Errorf("the history has no commit or no digest of %s, which a release needs; `make rollback` puts a "+
			"version back without", c.to)
	}
	if c.to.Same(c.live) {
		c.warn("that image is live already.")
	}
	taken, err := release.TakenBack(ctx, c.history, c.service, c.to)
	switch {
	case err != nil:
		c.warn("whether it was taken back before is not known: %s", err)
	case taken == nil:
	case taken.ByPerson && override == "":
		return &TakenBackError{
			Who: taken.Sentence(c.now()),
			Command: fmt.Sprintf("make release ENV=%s SERVICE=%s DIGEST=%s OVERRIDE=\"reason\"", env, c.service,
				c.to.Digest),
		}
	default:
		c.warn("%s", taken.Sentence(c.now()))
	}
	return nil
}
