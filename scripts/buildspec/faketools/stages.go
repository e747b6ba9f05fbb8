package faketools

import (
	"encoding/json"
	"strconv"

	"slipway/shared/contract"
)

// The secrets that the fake tools print. Tests check that no log holds them.
const (
	RegistryPassword = "registry-password-of-the-fake-tools"
	NPMToken         = "codeartifact-token-of-the-fake-tools"
)

// ManifestType is the media type of the image that the fake docker pushes.
const ManifestType = "application/vnd.docker.distribution.manifest.v2+json"

// Build describes what a Build stage without a failure finds. A test puts failing
// replies before its own.
type Build struct {
	// Digest is the digest of the image that is built.
	Digest string
	// Live is the digest of the last release; empty: there is none.
	Live string
	// Message is the commit's message.
	Message string
}

// Replies lists the replies to the build of a commit never built before.
func (b Build) Replies() []Reply {
	live := "null"
	if b.Live != "" {
		live = strconv.Quote(b.Live)
	}
	return append(logins(),
		Reply{Tool: "npm", Args: "test"},
		Reply{
			Tool:   "aws",
			Args:   "ecr describe-images ",
			Exit:   254,
			Stderr: "An error occurred (ImageNotFoundException) when calling the DescribeImages operation\n",
		},
		Reply{
			Tool: "docker",
			Args: "buildx inspect",
			Exit: 1,
		},
		Reply{Tool: "docker", Args: "pull"},
		Reply{Tool: "docker", Args: "tag"},
		Reply{Tool: "docker", Args: "push"},
		Reply{
			Tool:   "docker",
			Args:   "buildx create",
			Stdout: "slipway\n",
		},
		Reply{
			Tool:   "docker",
			Args:   "buildx build",
			Script: WriteMetadata(b.Digest),
		},
		Reply{
			Tool:   "aws",
			Args:   "ecr batch-get-image ",
			Stdout: ManifestType + "\n",
		},
		Reply{
			Tool:   "aws",
			Args:   "ecr describe-image-scan-findings ",
			Stdout: `{"imageScanStatus": {"status": "IN_PROGRESS"}}`,
			Times:  1,
		},
		Reply{
			Tool:   "aws",
			Args:   "ecr describe-image-scan-findings ",
			Stdout: ScanResult("COMPLETE", "HIGH", "MEDIUM", "MEDIUM", "LOW", "LOW", "LOW"),
		},
		Reply{
			Tool:   "aws",
			Args:   "dynamodb query ",
			Stdout: live + "\n",
		},
		Reply{
			Tool:   "aws",
			Args:   "codepipeline get-pipeline-execution ",
			Stdout: revisionSummary(b.Message) + "\n",
		},
	)
}

// logins are the replies to the first steps of both stages.
func logins() []Reply {
	return []Reply{
		{
			Tool:   "aws",
			Args:   "ecr get-login-password",
			Stdout: RegistryPassword,
		},
		{
			Tool:   "aws",
			Args:   "ecr-public get-login-password",
			Stdout: RegistryPassword,
		},
		{
			Tool:   "docker",
			Args:   "login",
			Stdout: "Login Succeeded\n",
		},
		{
			Tool: "aws",
			Args: "codeartifact get-repository-endpoint",
			Stdout: "https://shop-" + contract.SimulatedAccount + ".d.codeartifact." + contract.DefaultRegion +
				".amazonaws.com/npm/npm/\n",
		},
		{
			Tool:   "aws",
			Args:   "codeartifact get-authorization-token",
			Stdout: NPMToken + "\n",
		},
		{Tool: "npm", Args: "ci"},
	}
}

// WriteMetadata is buildx writing its --metadata-file.
func WriteMetadata(digest string) string {
	return `while [ $# -gt 0 ]; do
  if [ "$1" = --metadata-file ]; then 
    printf '{\n  "buildx.build.ref": "slipway/slipway0/x",\n  "containerimage.digest": "` + digest + `"\n}\n' >"$2"
  fi
  shift
done`
}

// revisionSummary renders the message of a commit that came through a connection
// as CodePipeline does: JSON in a text.
func revisionSummary(message string) string {
	// Two texts: it always marshals.
	summary, _ := json.Marshal(struct{ ProviderType, CommitMessage string }{"GitHub", message})
	return string(summary)
}
