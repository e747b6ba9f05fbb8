// Package buildspecs holds what CodeBuild runs in the Build and Test stages and for
// pull requests: build.yml, test.yml, pulls.yml and the shell functions that they share,
// as files that can be read and run by themselves.
//
// They are part of the infrastructure and not of a service's repository: who
// can push code must not be able to change the steps that gate it. All that
// differs between services and environments comes in through CodeBuild
// environment variables, and what later stages use goes out through exported
// variables. Package buildspecstest lists all of them.
//
// What Build expects of a repository: a Dockerfile, in the service's folder unless
// DOCKERFILE says otherwise, that makes an image Lambda runs. Unit tests run first, on
// the build host, in a copy of the source. With CodeArtifact configured, a Dockerfile
// can use it by `RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`.
//
// An environment that promotes has promote.yml as its Build stage. It expects nothing of
// the repository: the image is the one that the environment before released.
//
// What Test expects: integration tests, which find the running image at SERVICE_URL
// (the invocation address of the Lambda runtime interface emulator) and write JUnit XML
// to the file JUNIT_FILE, or to several beside it. An optional test/integration.env
// holds environment variables for the image.
//
// How both kinds of tests run is said by slipway.yml in the service's folder, in the
// keys install, unit, integration, health and image. Without it they are the scripts
// test and test:integration of package.json, whose packages are installed by npm, pnpm
// or yarn, as the lock file says that is for the service.
//
// A pull request is built and tested by the same functions. Its code is nobody's yet, so
// that it runs as a user who reaches no credentials (guest.sh); the image gets neither
// the function's variables nor the secrets of buildSecrets, and is not kept.
//
// Each step fails with one line on standard error: "slipway: what is wrong:
// what to do". No secret is ever an argument, an exported variable or a line of
// the log. What must not live here: anything that needs Pulumi or AWS at
// deployment time.
package buildspecs

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	//go:embed build.yml
	buildYAML string
	//go:embed test.yml
	testYAML string
	//go:embed common.sh
	common string
	//go:embed pulls.yml
	pullsYAML string
	//go:embed steps.sh
	steps string
	//go:embed registry.sh
	registry string
	//go:embed platform.sh
	platform string
	//go:embed packages.sh
	packages string
	//go:embed tests.sh
	tests string
	//go:embed image.sh
	image string
	//go:embed builder.sh
	builder string
	//go:embed scan.sh
	scan string
	//go:embed service.sh
	service string
	//go:embed guest.sh
	guest string
)

// reportGroupARN is the one text that a report group's ARN can be; it is put
// into YAML, so nothing else may get there.
var reportGroupARN = regexp.MustCompile(`^arn:aws[a-z-]*:codebuild:[a-z0-9-]+:[0-9]{12}:report-group/` +
	`[A-Za-z0-9][A-Za-z0-9_-]{1,127}$`)

// Build is the buildspec of the Build stage.
func Build() string {
	return withSteps(buildYAML, common, registry, platform, steps, packages, tests, image, builder, scan)
}

// Test is the buildspec of the Test stage, whose reports go to the report
// group with the ARN given. The ARN is written into the buildspec because
// CodeBuild takes a plain name there for a new group, named
// <project>-<name> (CodeBuild user guide, test-report-group-naming), and would
// leave that behind at teardown.
func Test(reportGroup string) (string, error) {
	if !reportGroupARN.MatchString(reportGroup) {
		return "",
			fmt.Errorf("%q is not the ARN of a CodeBuild report group (arn:aws:codebuild:REGION:ACCOUNT:report-group/NAME)",
				reportGroup)
	}
	spec := withSteps(testYAML, common, registry, steps, packages, tests, service)
	return strings.Replace(spec, "{{report group ARN}}", reportGroup, 1), nil
}

// Pulls is the buildspec of pull requests.
func Pulls() string {
	return withSteps(pullsYAML, common, steps, packages, tests, image, service, guest)
}

// comments are whole lines, for those who read the files.
var comments = regexp.MustCompile(`(?m)^[ \t]*#.*\n`)

// withSteps puts the shell functions into the first command of a buildspec, packed: an
// inline buildspec may have 25,600 characters (CodeBuild says so in its error alone).
func withSteps(spec string, files ...string) string {
	const indent = "        "
	var zipped bytes.Buffer
	to := gzip.NewWriter(&zipped)
	_, _ = to.Write(comments.ReplaceAll([]byte(strings.Join(files, "\n")), nil)) // to memory: neither fails
	_ = to.Close()
	packed := base64.StdEncoding.EncodeToString(zipped.Bytes())
	lines := slices.Collect(slices.Chunk([]byte(packed), 100))
	text := indent + string(bytes.Join(lines, []byte("\n"+indent)))
	return strings.Replace(spec, indent+"{{steps}}", text, 1)
}
