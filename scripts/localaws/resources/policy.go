package resources

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/policy"
)

// document parses a policy, or rejects it in the service's words.
func (c *Call) document(text, service, operation, code, words string) (policy.Document, error) {
	doc, err := policy.Parse(text)
	if err != nil {
		return doc, awserr.New(service, operation, code, words, err)
	}
	return doc, nil
}

// unknownPrincipal names the first principal of the document that does not
// exist, as IAM words it ("AWS":"arn:..."); "" when all do. Roles of accounts that are not simulated pass.
func (c *Call) unknownPrincipal(doc policy.Document) string {
	for _, s := range doc.Statements {
		for _, group := range []map[string][]string{s.Principals, s.NotPrincipals} {
			for _, kind := range slices.Sorted(maps.Keys(group)) {
				for _, who := range group[kind] {
					if !c.principalExists(kind, who) {
						return fmt.Sprintf("%q:%q", strings.ToUpper(kind), who)
					}
				}
			}
		}
	}
	return ""
}

func (c *Call) principalExists(kind, who string) bool {
	switch kind {
	case "Service":
		return knownService(who)
	case "AWS":
		return c.awsPrincipalExists(who)
	}
	return true
}

func (c *Call) awsPrincipalExists(who string) bool {
	if who == "*" || len(who) == 12 && strings.Trim(who, "0123456789") == "" {
		return true
	}
	account, rest := arnOf(who).AccountID, arnOf(who).Resource
	switch {
	case len(account) != 12 || strings.Contains(rest, "*"):
		return false // a principal's ARN takes no wildcard
	case rest == "root" || !c.Simulated(account):
		return true
	}
	name, ok := roleOf(who)
	if !ok {
		return false
	}
	role, ok := c.GetIn(account, roleType, name)
	return ok && role.Str("arn") == who
}

// services are the service principals that our policies could sensibly name.
var services = []string{
	"apigateway", "chatbot", "cloudformation", "cloudtrail", "cloudwatch", "codeartifact", "codebuild",
	"codedeploy", "codepipeline",
	"codestar-connections", "codeconnections", "codestar-notifications", "config",
	"delivery.logs", "dynamodb", "ec2", "ecr",
	"ecs-tasks", "ecs", "edgelambda", "events", "firehose", "kms", "lambda", "logging.s3",
	"logs", "pipes", "s3", "scheduler",
	"secretsmanager", "sns", "sqs", "ssm", "states", "support", "xray",
}

// knownService reports whether a service principal exists, in its global or its
// regional form (logs.us-east-1.amazonaws.com).
func knownService(principal string) bool {
	name, ok := strings.CutSuffix(principal, ".amazonaws.com")
	if !ok {
		return false
	}
	if slices.Contains(services, name) {
		return true
	}
	service, region, ok := strings.Cut(name, ".")
	return ok && strings.Count(region, "-") >= 2 && slices.Contains(services, service)
}
