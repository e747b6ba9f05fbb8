package build

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
)

// variables are what both buildspecs read. An empty one is left out: the
// buildspecs take a missing variable for it.
func (args BuildsArgs) variables() []variable {
	f := args.Foundation
	all := []variable{
		{"SERVICE", pulumi.String(args.Service.String())},
		{"ECR_REPOSITORY_URI", args.Registry.URI},
		{"CODEARTIFACT_REPOSITORY", f.PackageRepository},
		{"CODEARTIFACT_DOMAIN", f.PackageDomain},
		{"CODEARTIFACT_OWNER", f.AccountID},
		{"NODE_VERSION", pulumi.String(args.Settings.NodeVersion)},
	}
	if args.Path != "" {
		all = append(all, variable{"SERVICE_PATH", pulumi.String(args.Path)})
	}
	return all
}

// The folders of the cache bucket that belong to the service.
func (args BuildsArgs) layerCache() string { return "buildkit/" + args.Service.String() }

func (args BuildsArgs) packageCache() string { return "npm/" + args.Service.String() }

func (args BuildsArgs) tags() pulumi.StringMap {
	return component.ServiceTags(args.Service.String())
}
