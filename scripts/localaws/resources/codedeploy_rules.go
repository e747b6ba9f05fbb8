package resources

import (
	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

func applicationNameFree(c *Call) error {
	list, err := c.List(applicationType)
	if err != nil {
		return err
	}
	for _, a := range list {
		if a.Str("name") == c.Name() {
			return awserr.New("CodeDeploy", "CreateApplication", "ApplicationAlreadyExistsException",
				"An application with the name %s already exists.", c.Name())
		}
	}
	return nil
}

// application returns the simulated application that a deployment group belongs to.
func application(c *Call) (properties.Map, bool) {
	list, err := c.List(applicationType)
	if err != nil {
		return nil, false
	}
	for _, a := range list {
		if a.Str("name") == c.In.Str("appName") {
			return a, true
		}
	}
	return nil, false
}

func applicationThere(operation string) Rule {
	return func(c *Call) error {
		if _, ok := application(c); !ok {
			return awserr.New("CodeDeploy", operation, "ApplicationDoesNotExistException",
				"No application found for name: %s", c.In.Str("appName"))
		}
		return nil
	}
}
