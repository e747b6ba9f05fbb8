package config

import (
	"cmp"
	"strings"
)

// The architectures of functions (Lambda API, UpdateFunctionCode).
const (
	X86 = "x86_64"
	ARM = "arm64"
)

// Platform is what Docker calls the architecture.
func Platform(architecture string) string {
	if architecture == ARM {
		return "linux/arm64"
	}
	return "linux/amd64"
}

// buildImages are Amazon Linux 2023 (CodeBuild user guide, ec2-compute-images), which holds
// docker with buildx, jq and the AWS CLI.
var buildImages = map[string]string{
	X86: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
	ARM: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
}

var architectureSetting = setting{
	Key: Key{
		Name:    "architecture",
		Default: "`" + X86 + "`",
		Rule: "`" + X86 + "` or `" + ARM + "`, which AWS bills about a fifth less for: what the image is built for, " +
			"on hosts that are of it too, and what the function runs on. A change is live after the service's next push, " +
			"or `make rebuild`",
		Example: ARM,
		Schema:  Choice(X86, ARM),
	},
	layers: inCompute,
	later:  true, // builds and releases are of it
	read: func(r *Reader, s *Service) {
		s.Architecture = r.choice("architecture", s.Architecture, []string{X86, ARM})
	},
}

func (s *Service) fillBuildImage() { s.BuildImage = cmp.Or(s.BuildImage, buildImages[s.Architecture]) }

// hosted gives builds the image of their architecture, and rejects one of the other.
func (r *Reader) hosted(s *Service) {
	s.fillBuildImage()
	if usual := buildImages[s.Architecture]; strings.Contains(s.BuildImage, "aarch64") != (s.Architecture == ARM) {
		r.Reject("buildImage", s.BuildImage, "not an image for "+s.Architecture+", the service's architecture; "+
			"leave it out, or set one such as "+usual)
	}
}
