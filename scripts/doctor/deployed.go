package doctor

import (
	"context"
	"fmt"
	"strings"
)

// Deployed looks whether each layer is deployed to its end.
func (s *Stacks) Deployed(ctx context.Context) ([]Finding, error) {
	var found []Finding
	var sizes, missing []string
	deploys := "make deploy-all ENV=" + s.Env
	for _, layer := range s.Layers {
		state, err := s.state(ctx, layer)
		if err != nil {
			return found, err
		}
		outputs, err := s.Of(layer).Outputs(ctx)
		if err != nil {
			return found, err
		}
		sizes = append(sizes, fmt.Sprintf("%s %d", layer, held(state)))
		switch {
		case held(state) == 0:
			missing = append(missing, layer)
		case len(outputs) == 0:
			found = append(found, Finding{
				Mark: Fails,
				Says: layer + " is deployed in part: its deployment has never reached its end",
				Mend: deploys,
			})
		}
	}
	if len(missing) > 0 {
		found = append(found, Finding{
			Mark: Fails,
			Says: strings.Join(missing, ", ") + " not deployed",
			Mend: deploys,
		})
	}
	return orWell(found, "resources of %s", strings.Join(sizes, ", ")), nil
}
