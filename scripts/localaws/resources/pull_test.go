package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

// A function of one account that runs an image of another needs two grants of the
// repository: one for its account, one for Lambda itself.
func TestAnImageOfAnotherAccountNeedsBothGrants(t *testing.T) {
	t.Parallel()
	pull := list{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}
	account := m{
		"Effect":    "Allow",
		"Action":    pull,
		"Principal": m{"AWS": "arn:aws:iam::" + awstest.TargetAccount + ":root"},
	}
	service := m{"Effect": "Allow", "Action": pull, "Principal": m{"Service": "lambda.amazonaws.com"}}
	function := "arn:aws:lambda:us-east-1:" + awstest.TargetAccount + ":function:"
	conditioned := func(condition m) m { return awstest.With(service, m{"Condition": condition}) }
	for name, c := range map[string]struct {
		statements []m
		allowed    bool
	}{
		"no policy":         {nil, false},
		"both":              {[]m{account, service}, true},
		"the account alone": {[]m{account}, false},
		"the service alone": {[]m{service}, false},
		"the account by its id": {
			[]m{awstest.With(account, m{"Principal": m{"AWS": awstest.TargetAccount}}), service},
			true,
		},
		"everybody":                 {[]m{awstest.With(account, m{"Principal": "*"})}, true},
		"another account":           {[]m{awstest.With(account, m{"Principal": m{"AWS": "999999999999"}}), service}, false},
		"one action of two":         {[]m{account, awstest.With(service, m{"Action": "ecr:BatchGetImage"})}, false},
		"one action of the account": {[]m{awstest.With(account, m{"Action": "ecr:GetDownloadUrlForLayer"}), service}, false},
		"every action": {
			[]m{awstest.With(account, m{"Action": "ecr:*"}), awstest.With(service, m{"Action": "ecr:*"})},
			true,
		},
		"for this function": {[]m{account, conditioned(m{"ArnLike": m{"aws:SourceArn": function + "lambda-*"}})}, true},
		"for another function": {
			[]m{account, conditioned(m{"StringLike": m{"aws:sourceArn": function + "other-*"}})}, false,
		},
		"for this account": {
			[]m{account, conditioned(m{"StringEquals": m{"aws:SourceAccount": awstest.TargetAccount}})},
			true,
		},
		"for another account": {[]m{account, conditioned(m{"StringEquals": m{"aws:SourceAccount": "999999999999"}})}, false},
		"denied to the service": {
			[]m{account, service, awstest.With(service, m{"Effect": "Deny", "Action": "ecr:BatchGetImage"})}, false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, tooling, away := accounts(t)
			tooling.Given(awstest.Repository, "r", m{"name": "ecr-api-dev"})
			require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v1", awstest.LinuxImage(t, 1)))
			if c.statements != nil {
				tooling.Given(awstest.RepoPolicy, "p", m{
					"repository": "ecr-api-dev",
					"policy":     awstest.Document(c.statements...),
				})
			}
			in := imageFunction(awstest.RepositoryURL + ":v1")
			in["role"] = away.Role("role-api", "lambda")
			_, err := away.Create(awstest.Function, "api", in)
			if c.allowed {
				require.NoError(t, err)
				return
			}
			assert.Equal(t, "creating Lambda Function (lambda-api): operation error Lambda: CreateFunction, api error "+
				"AccessDeniedException: Lambda does not have permission to access the ECR image. Check the ECR permissions.",
				awstest.Message(err))
		})
	}
}
