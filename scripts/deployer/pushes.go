package deployer

import (
	"slipway/shared/naming"
)

// pushes are the grants on what brings a push to the pipelines.
func pushes() []grant {
	return []grant{
		{
			sid: "Buses",
			actions: of("events",
				"CreateEventBus DeleteEventBus DescribeEventBus ListTagsForResource TagResource UntagResource"),
			on: on("events", "event-bus/"+named(naming.Bus)),
		},
		{
			sid: "Secrets",
			actions: of("secretsmanager", `CreateSecret DeleteSecret DescribeSecret GetResourcePolicy GetSecretValue
				ListSecretVersionIds PutSecretValue TagResource UntagResource UpdateSecret`),
			// By its name alone while there is none: AWS adds six characters to what it makes.
			on: on("secretsmanager", "secret:"+named(naming.Secret)+"-*", "secret:"+named(naming.Secret)),
		},
		{
			sid:     "NewConnections",
			actions: of("codestar-connections", "CreateConnection"),
			on:      everything,
		},
		{
			sid:     "NewConnectionTags",
			actions: of("codestar-connections", "TagResource"),
			on:      on("codestar-connections", "connection/*"),
			when:    asOurs,
		},
		{
			sid:     "Connections",
			actions: of("codestar-connections", "DeleteConnection TagResource UntagResource"),
			on:      on("codestar-connections", "connection/*"),
			when:    ours,
		},
		{
			sid: "AllConnections", // one that is given by connectionArn has no tags of slipway's
			actions: of("codestar-connections",
				"GetConnection ListConnections ListTagsForResource PassConnection UseConnection"),
			on: on("codestar-connections", "connection/*"),
		},
	}
}
