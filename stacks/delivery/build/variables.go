package build

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"strconv"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/config"
	"slipway/shared/contract"
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

// docker is what the build of the image is told. What is not set is left out. Of the
// secrets there are the names only.
func (args BuildsArgs) docker() []variable {
	d := args.Settings.Docker
	return set([]setting{
		{"DOCKER_CONTEXT", d.Context},
		{"DOCKERFILE", d.File},
		{"BUILD_TARGET", d.Target},
		{"BUILD_ARGS", object(d.Args)},
		{"BUILD_SECRETS", object(d.Secrets)},
	})
}

type setting struct{ name, value string }

// set are the settings that have a value.
func set(settings []setting) []variable {
	var all []variable
	for _, s := range settings {
		if s.value != "" {
			all = append(all, variable{s.name, pulumi.String(s.value)})
		}
	}
	return all
}

// mostVariables are the characters of the function's variables that the Test stage is
// given: a project's own have 5,500 together (CodeBuild quotas), and a function's 4,096.
const mostVariables = 3000

// function is how the Test stage runs the image, and what it asks it: as the function
// is run and asked.
func (args BuildsArgs) function() []variable {
	s := args.Settings
	all := []variable{
		{"LAMBDA_MEMORY", pulumi.String(strconv.Itoa(s.MemoryMB))},
		{"LAMBDA_TIMEOUT", pulumi.String(strconv.Itoa(s.TimeoutSeconds))},
		{"READY_EVENT", pulumi.JSONMarshal(s.Smoke.Event)},
		{"READY_STATUS", pulumi.String(strconv.Itoa(s.Smoke.Status))},
	}
	if text := object(plain(s.Variables)); text != "" && len(text) <= mostVariables {
		all = append(all, variable{"FUNCTION_VARIABLES", pulumi.String(text)})
	}
	return all
}

// plain are the variables without those that hold outputs of other stacks, which nothing
// has looked up here.
func plain(variables map[string]string) map[string]string {
	known := maps.Clone(variables)
	maps.DeleteFunc(known, func(_, value string) bool { return config.Refers(value) })
	return known
}

// object is the texts by name as JSON, "" for none.
func object(texts map[string]string) string {
	if len(texts) == 0 {
		return ""
	}
	text, _ := json.Marshal(texts) // texts: they always marshal
	return string(text)
}

// exceptions are the findings of a scan that stop nothing.
func (args BuildsArgs) exceptions() []variable {
	if len(args.Settings.ScanIgnore) == 0 {
		return nil
	}
	return []variable{{"SCAN_IGNORE", pulumi.JSONMarshal(args.Settings.ScanIgnore)}}
}

// platform is what images are built for, if that is not the buildspecs' default.
func (args BuildsArgs) platform() []variable {
	if args.Settings.Architecture == config.X86 {
		return nil
	}
	return []variable{{"PLATFORM", pulumi.String(config.Platform(args.Settings.Architecture))}}
}

// builderTag is the tag of the copy of the image builder in the service's repository, where
// a tag is given once: another image, or one for another architecture, has another one.
func builderTag(s config.Service) string {
	image := s.BuilderImage
	if s.Architecture != config.X86 {
		image += " for " + s.Architecture
	}
	sum := sha256.Sum256([]byte(image))
	return contract.BuilderTagPrefix + hex.EncodeToString(sum[:16])
}

// The folders of the cache bucket that belong to the service.
func (args BuildsArgs) layerCache() string { return "buildkit/" + args.Service.String() }

func (args BuildsArgs) packageCache() string { return "npm/" + args.Service.String() }

func (args BuildsArgs) tags() pulumi.StringMap {
	return component.ServiceTags(args.Service.String())
}
