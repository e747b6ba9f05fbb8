// Package buildspecs holds what CodeBuild runs in the Build and Test stages:
// build.yml, test.yml and the shell functions that both share, as files that
// can be read and run by themselves.
//
// They are part of the infrastructure and not of a service's repository: who
// can push code must not be able to change the steps that gate it. All that
// differs between services and environments comes in through CodeBuild
// environment variables, and what later stages use goes out through exported
// variables. Package buildspecstest lists all of them.
//
// What Build expects of a repository: a Dockerfile in the service's folder that
// makes an image Lambda runs. If there is a package.json its unit tests
// (`npm test`) run first, on the build host, in a copy of the source; packages
// are installed as package-lock.json says. With CodeArtifact configured, a
// Dockerfile can use it by `RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci`.
//
// What Test expects: the script test:integration in package.json, which finds
// the running image at SERVICE_URL (the invocation address of the Lambda
// runtime interface emulator) and writes JUnit XML to the file JUNIT_FILE. An
// optional test/integration.env holds environment variables for the image.
//
// Each step fails with one line on standard error: "slipway: what is wrong:
// what to do". No secret is ever an argument, an exported variable or a line of
// the log. What must not live here: anything that needs Pulumi or AWS at
// deployment time.
package buildspecs

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
)

var (
	//go:embed build.yml
	buildYAML string
	//go:embed test.yml
	testYAML string
	//go:embed steps.sh
	steps string
)

// reportGroupARN is the one text that a report group's ARN can be; it is put
// into YAML, so nothing else may get there.
var reportGroupARN = regexp.MustCompile(`^arn:aws[a-z-]*:codebuild:[a-z0-9-]+:[0-9]{12}:report-group/` +
	`[A-Za-z0-9][A-Za-z0-9_-]{1,127}$`)

// Build is the buildspec of the Build stage.
func Build() string {
	return withSteps(buildYAML)
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
	return strings.Replace(withSteps(testYAML), "{{report group ARN}}", reportGroup, 1), nil
}

// withSteps puts the shared functions into the first command, indented as the
// YAML around them is.
func withSteps(spec string) string {
	const indent = "        "
	lines := strings.Split(strings.TrimRight(steps, "\n"), "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = indent + line
		}
	}
	return strings.Replace(spec, indent+"{{steps.sh}}", strings.Join(lines, "\n"), 1)
}
