// Package actions knows what IAM knows of the services used here: which actions
// there are, and on what kind of resource each is checked. It judges no policy.
package actions

import (
	_ "embed"
	"strings"

	document "slipway/scripts/localaws/policy"
)

//go:embed operations.txt
var operations string

// permissions are the actions that are no operation, or not of that name (Service
// Authorization Reference, the page of each service).
var permissions = []string{
	"codeartifact:ReadFromRepository",
	"codebuild:BatchPutTestCases", "codebuild:CreateReport", "codebuild:UpdateReport",
	"codeconnections:UseConnection", "codestar-connections:UseConnection",
	"iam:PassRole",
	"kms:ReEncryptFrom", "kms:ReEncryptTo",
	"lambda:InvokeFunction",
	"logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:GetLogDelivery",
	"logs:ListLogDeliveries", "logs:UpdateLogDelivery",
	"s3:GetObjectVersion", "s3:ListBucket",
	"sts:GetServiceBearerToken", "sts:TagSession",
}

// renamed are operations that IAM knows by the name of a permission only.
var renamed = []string{
	"kms:ReEncrypt", "lambda:Invoke", "s3:HeadObject", "s3:HeadBucket", "s3:ListBuckets",
	"s3:ListObjects", "s3:ListObjectsV2",
}

// known are all actions.
var known = read(operations)

func read(text string) map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(text) {
		service, names, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for name := range strings.FieldsSeq(names) {
			all[service+":"+name] = true
		}
	}
	for _, name := range permissions {
		all[name] = true
	}
	for _, name := range renamed {
		delete(all, name)
	}
	return all
}

// Matching are the known actions that a pattern stands for; none for a name that
// AWS does not know.
func Matching(pattern string) []string {
	if known[pattern] {
		return []string{pattern}
	}
	var found []string
	for name := range known {
		if document.Like(pattern, name) {
			found = append(found, name)
		}
	}
	return found
}
