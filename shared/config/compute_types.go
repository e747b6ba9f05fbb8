package config

import "regexp"

// The sizes of CodeBuild's hosts for Linux, of either architecture (CodeBuild user guide,
// build-env-ref-compute-types).
const (
	SmallBuilds   = "BUILD_GENERAL1_SMALL"
	MediumBuilds  = "BUILD_GENERAL1_MEDIUM"
	LargeBuilds   = "BUILD_GENERAL1_LARGE"
	XLargeBuilds  = "BUILD_GENERAL1_XLARGE"
	X2LargeBuilds = "BUILD_GENERAL1_2XLARGE"
)

// Host is a host of a size for an architecture, each of which has a quota of its own.
func Host(size, architecture string) string {
	if architecture == ARM {
		return size + " for " + ARM
	}
	return size
}

var computeTypePattern = regexp.MustCompile("^(" + SmallBuilds + "|" + MediumBuilds + "|" + LargeBuilds + "|" +
	XLargeBuilds + "|" + X2LargeBuilds + ")$")

// computeTypeRule says why CodeBuild's other types are rejected: AWS would do so at
// deployment.
const computeTypeRule = SmallBuilds + ", " + MediumBuilds + ", " + LargeBuilds + ", " + XLargeBuilds + " or " +
	X2LargeBuilds + "; hosts of Lambda run no Docker, and those chosen by attributes or instance type belong to a fleet"

// computeType is a setting of the size of a build's host.
func computeType(name, usual, builds string, of func(*Service) *string) setting {
	return setting{
		Key: Key{
			Name:    name,
			Default: "`" + usual + "`",
			Rule: "the size of the host of " + builds + ": `" + SmallBuilds + "`, `" + MediumBuilds + "`, `" + LargeBuilds +
				"`, `" + XLargeBuilds + "` or `" + X2LargeBuilds + "`. CodeBuild has [a quota for each](builds.md#sizes)",
			Example: LargeBuilds,
			Schema:  Pattern(computeTypePattern),
		},
		layers: inDelivery,
		read:   func(r *Reader, s *Service) { *of(s) = r.Match(name, *of(s), computeTypePattern, computeTypeRule) },
	}
}
