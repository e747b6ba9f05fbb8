package config

import "strings"

// defaultBuilderImage is a copy of Docker Hub's moby/buildkit, which CodeBuild's
// shared addresses often may not pull.
const defaultBuilderImage = "public.ecr.aws/vend/moby/buildkit:buildx-stable-1"

// nodeVersions are those of the images that CodeBuild maintains (CodeBuild user guide,
// available-runtimes).
var nodeVersions = []string{"18", "20", "22", "24"}

const buildImageRule = "an image with Linux that CodeBuild maintains, for the service's `architecture`"

// buildSettings are about how images are made, judged and tested.
var buildSettings = []setting{
	{
		Key: Key{
			Name:    "buildImage",
			Default: "`" + buildImages[X86] + "`; for `arm64` `" + buildImages[ARM] + "`",
			Rule:    buildImageRule,
			Example: "aws/codebuild/standard:7.0",
			Schema:  Pattern(imagePattern),
		},
		layers: inDelivery,
		read: func(r *Reader, s *Service) {
			image := r.Match("buildImage", buildImages[X86], imagePattern, buildImageRule+", such as "+buildImages[X86])
			if _, set := r.source.Get("buildImage"); set {
				s.BuildImage = image
			}
		},
	},
	computeType("buildComputeType", MediumBuilds, "the Build stage, and of pull requests",
		func(s *Service) *string { return &s.BuildComputeType }),
	computeType("testComputeType", SmallBuilds, "the Test stage, on which the image runs",
		func(s *Service) *string { return &s.TestComputeType }),
	minutes("buildTimeoutMinutes", "30", "how long the Build stage may take before it is ended, 5 to 480 minutes", "60",
		func(s *Service) *int { return &s.BuildTimeoutMinutes }),
	minutes("testTimeoutMinutes", "20", "how long the Test stage may take, 5 to 480 minutes", "40",
		func(s *Service) *int { return &s.TestTimeoutMinutes }),
	{
		Key: Key{
			Name:    "nodeVersion",
			Default: "`18`, the function's",
			Rule:    "`18`, `20`, `22` or `24`: the Node.js that a service's tests run on, one of those that `buildImage` holds",
			Example: "22",
			Schema:  Schema{"enum": []any{"18", "20", "22", "24", 18, 20, 22, 24}},
		},
		layers: inDelivery,
		read:   func(r *Reader, s *Service) { s.NodeVersion = r.choice("nodeVersion", s.NodeVersion, nodeVersions) },
	},
	{
		Key: Key{
			Name:    "pullRequests",
			Default: "`false`",
			Rule: "`true` or `false`: whether pull requests to `branch` are built and tested, with their result on GitHub; in " +
				"one environment of a repository, once its connection [is completed](#pull-requests)",
			Example: "true",
			Schema:  Flag(),
		},
		layers: inDelivery,
		read:   func(r *Reader, s *Service) { s.PullRequests = r.Bool("pullRequests", s.PullRequests) },
	},
	{
		Key: Key{
			Name:    "builderImage",
			Default: "`" + defaultBuilderImage + "`",
			Rule: "the image of BuildKit, which builds the services' images, in a registry that asks for no login. The first " +
				"build of a service keeps a copy in the service's repository, and later ones start that, until this " +
				"changes; the default is kept by others, so pin one by its digest where that matters. It must be for " +
				"the service's `architecture` too",
			Example: "public.ecr.aws/acme/buildkit@sha256:" + strings.Repeat("0", 64),
			Schema:  Pattern(builderPattern),
		},
		layers: inDelivery,
		read: func(r *Reader, s *Service) {
			s.BuilderImage = r.Match("builderImage", s.BuilderImage, builderPattern,
				"an image with its registry and a tag or digest, such as "+defaultBuilderImage)
		},
	},
	{
		Key: Key{
			Name:    "scanSeverity",
			Default: "`CRITICAL`",
			Rule: "`CRITICAL`, `HIGH`, `MEDIUM` or `LOW`: findings of this severity or above stop a build; " +
				"`NONE` lets all pass",
			Example: "HIGH",
			Schema:  Choice(severities...),
		},
		layers: inDelivery,
		read: func(r *Reader, s *Service) {
			s.ScanSeverity = r.choice("scanSeverity", s.ScanSeverity, severities)
		},
	},
	{
		Key: Key{
			Name:    "scanUnfixed",
			Default: "`pass`",
			Rule: "`pass` or `stop`: what findings do for which there is no fix. Amazon Inspector knows that of each; " +
				"basic scanning does not, and its findings count as if there were one",
			Example: "stop",
			Schema:  Choice(unfixed...),
		},
		layers: inDelivery,
		read:   func(r *Reader, s *Service) { s.ScanUnfixed = r.choice("scanUnfixed", s.ScanUnfixed, unfixed) },
	},
	{
		Key:    scanIgnoreKey,
		layers: inDelivery,
		read:   func(r *Reader, s *Service) { s.ScanIgnore = r.scanIgnore("scanIgnore", s.ScanIgnore) },
	},
	{
		Key: Key{
			Name:    "enhancedScanning",
			Default: "`false`",
			Rule: "`true` or `false`: whether Amazon Inspector scans the registry of the account; builds may ask it then, " +
				"and see the findings of the whole account",
			Example: "true",
			Schema:  Flag(),
		},
		layers: inDelivery,
		read:   func(r *Reader, s *Service) { s.EnhancedScanning = r.Bool("enhancedScanning", s.EnhancedScanning) },
	},
}

// minutes is a setting of how long a build may take: CodeBuild would bill one that hangs.
func minutes(name, usual, rule, example string, of func(*Service) *int) setting {
	return setting{
		Key: Key{
			Name:    name,
			Default: "`" + usual + "`",
			Rule:    rule,
			Example: example,
			Schema:  Whole(5, 480),
		},
		layers: inDelivery,
		read:   func(r *Reader, s *Service) { *of(s) = r.Int(name, *of(s), 5, 480) },
	}
}
