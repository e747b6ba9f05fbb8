// Package answers says what AWS, Docker and npm answer to the Build and Test
// stages' buildspecs when all is well. Tests put a failing answer in front (the
// first that fits is given); the rehearsal uses them where no Docker is.
//
// What must not live here: failures, and anything a particular test asserts.
package answers

import (
	"encoding/json"
	"encoding/xml"
	"strconv"

	"slipway/scripts/buildspec/standin"
)

// The secrets that the stand-ins hand out. Tests look for them where they must
// not be.
const (
	RegistryPassword = "registry-password-of-the-stand-in"
	NPMToken         = "codeartifact-token-of-the-stand-in"
)

// ManifestType is the media type of the image that the stand-in pushes.
const ManifestType = "application/vnd.docker.distribution.manifest.v2+json"

// Build is what the Build stage meets.
type Build struct {
	// Digest is the digest of the image that is built.
	Digest string
	// Live is the digest of the last release; empty: there is none.
	Live string
	// Message is the commit's message.
	Message string
}

// Answers lists the answers of a build of a commit never built before.
func (b Build) Answers() []standin.Answer {
	live := "null"
	if b.Live != "" {
		live = strconv.Quote(b.Live)
	}
	return append(logins(),
		standin.Answer{Tool: "npm", Args: "test --if-present"},
		standin.Answer{Tool: "aws", Args: "ecr describe-images ", Exit: 254,
			Stderr: "An error occurred (ImageNotFoundException) when calling the DescribeImages operation\n"},
		standin.Answer{Tool: "docker", Args: "buildx inspect", Exit: 1},
		standin.Answer{Tool: "docker", Args: "buildx create", Stdout: "slipway\n"},
		standin.Answer{Tool: "docker", Args: "buildx build", Script: writeMetadata(b.Digest)},
		standin.Answer{Tool: "aws", Args: "ecr batch-get-image ", Stdout: ManifestType + "\n"},
		standin.Answer{Tool: "aws", Args: "ecr describe-image-scan-findings ", Stdout: "IN_PROGRESS\tNone\tNone\tNone\tNone\n", Times: 1},
		standin.Answer{Tool: "aws", Args: "ecr describe-image-scan-findings ", Stdout: "COMPLETE\tNone\t1\t2\t3\n"},
		standin.Answer{Tool: "aws", Args: "dynamodb query ", Stdout: live + "\n"},
		standin.Answer{Tool: "aws", Args: "codepipeline get-pipeline-execution ", Stdout: revisionSummary(b.Message) + "\n"},
	)
}

// Test is what the Test stage meets.
type Test struct {
	// Cases are the names of the integration tests, all of which pass.
	Cases []string
}

// Answers lists the answers of a test run that passes.
func (t Test) Answers() []standin.Answer {
	junit := suites{}
	for _, name := range t.Cases {
		junit.Cases = append(junit.Cases, suite{Name: name, Time: "0.001", Class: "test"})
	}
	// Three texts a case: it always marshals.
	report, _ := xml.MarshalIndent(junit, "", "\t")
	return append(logins(),
		standin.Answer{Tool: "docker", Args: "pull"},
		standin.Answer{Tool: "docker", Args: "run", Stdout: "c0ffee\n"},
		standin.Answer{Tool: "docker", Args: "inspect", Stdout: "true\n"},
		standin.Answer{Tool: "docker", Args: "logs", Stdout: "log of the service\n"},
		standin.Answer{Tool: "docker", Args: "rm"},
		standin.Answer{Tool: "curl", Stdout: "000", Exit: 7, Times: 1},
		standin.Answer{Tool: "curl", Stdout: "200"},
		standin.Answer{Tool: "npm", Args: "run test:integration", Script: "cat >\"$JUNIT_FILE\" <<'END_OF_JUNIT'\n" + string(report) + "\nEND_OF_JUNIT"},
	)
}

// suites and suite are JUnit XML as node's own test runner writes it.
type suites struct {
	XMLName xml.Name `xml:"testsuites"`
	Cases   []suite  `xml:"testcase"`
}

type suite struct {
	Name  string `xml:"name,attr"`
	Time  string `xml:"time,attr"`
	Class string `xml:"classname,attr"`
}

// logins are the answers of both stages' first steps.
func logins() []standin.Answer {
	return []standin.Answer{
		{Tool: "aws", Args: "ecr get-login-password", Stdout: RegistryPassword},
		{Tool: "docker", Args: "login", Stdout: "Login Succeeded\n"},
		{Tool: "aws", Args: "codeartifact get-repository-endpoint", Stdout: "https://shop-000000000000.d.codeartifact.us-east-1.amazonaws.com/npm/npm/\n"},
		{Tool: "aws", Args: "codeartifact get-authorization-token", Stdout: NPMToken + "\n"},
		{Tool: "npm", Args: "ci"},
	}
}

// writeMetadata is buildx writing its --metadata-file.
func writeMetadata(digest string) string {
	return `while [ $# -gt 0 ]; do
  if [ "$1" = --metadata-file ]; then printf '{\n  "buildx.build.ref": "slipway/slipway0/x",\n  "containerimage.digest": "` + digest + `"\n}\n' >"$2"; fi
  shift
done`
}

// revisionSummary is how CodePipeline tells the message of a commit that came
// through a connection: JSON in a text.
func revisionSummary(message string) string {
	// Two texts: it always marshals.
	summary, _ := json.Marshal(struct{ ProviderType, CommitMessage string }{"GitHub", message})
	return string(summary)
}
