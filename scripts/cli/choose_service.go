package cli

import (
	"fmt"
	"slices"
	"strings"

	"slipway/shared/config"
	"slipway/shared/contract"
)

// chooseService returns the service asked for, or the only one there is.
func chooseService(outputs contract.DeliveryOf[string], env, asked string) (string, error) {
	services := outputs.ServiceNames()
	there := "deployed there: " + strings.Join(services, ", ")
	switch {
	case asked == "" && len(services) == 1:
		return services[0], nil
	case asked == "":
		return "", fmt.Errorf("SERVICE is missing: %s has more than one service; %s", env, there)
	case !slices.Contains(services, asked):
		return "", fmt.Errorf("SERVICE is %q, which has no pipeline in %s; %s%s", asked, env, there,
			config.Meant(asked, services))
	}
	return asked, nil
}
