package live

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"slipway/shared/naming"
)

// Functions is the part of the Lambda API that is used here.
type Functions interface {
	GetAlias(context.Context, *lambda.GetAliasInput, ...func(*lambda.Options)) (*lambda.GetAliasOutput, error)
	GetFunction(context.Context, *lambda.GetFunctionInput, ...func(*lambda.Options)) (*lambda.GetFunctionOutput, error)
}

// AWS reads functions in the tooling account, and in the target account with the
// credentials of the role that Pulumi assumes there.
type AWS struct {
	Account string // the tooling account
	Own     Functions
	Target  Functions
	Role    string // whose credentials Target has
}

// Traffic asks Lambda for the alias and the image of its version.
func (a AWS) Traffic(ctx context.Context, functionArn string) (Traffic, error) {
	functions, err := a.of(functionArn)
	if err != nil {
		return Traffic{}, err
	}
	alias, err := functions.GetAlias(ctx, &lambda.GetAliasInput{
		FunctionName: &functionArn,
		Name:         aws.String(naming.LiveAlias),
	})
	if err != nil {
		return Traffic{}, a.refused(functionArn, fmt.Errorf("read alias %s of %s: %w", naming.LiveAlias, functionArn, err))
	}
	t := Traffic{Version: aws.ToString(alias.FunctionVersion)}
	if alias.RoutingConfig != nil && len(alias.RoutingConfig.AdditionalVersionWeights) > 0 {
		t.Weights = alias.RoutingConfig.AdditionalVersionWeights
	}
	t.Digest, err = a.Digest(ctx, functionArn, t.Version)
	return t, err
}

// Digest asks Lambda for the version.
func (a AWS) Digest(ctx context.Context, functionArn, version string) (string, error) {
	functions, err := a.of(functionArn)
	if err != nil {
		return "", err
	}
	found, err := functions.GetFunction(ctx, &lambda.GetFunctionInput{
		FunctionName: &functionArn,
		Qualifier:    &version,
	})
	var none *types.ResourceNotFoundException
	if errors.As(err, &none) {
		return "", &NoVersionError{Function: functionArn[strings.LastIndex(functionArn, ":")+1:], Version: version}
	}
	if err != nil {
		return "", a.refused(functionArn, fmt.Errorf("read version %s of %s: %w", version, functionArn, err))
	}
	if found.Code == nil {
		return "", nil
	}
	_, digest, _ := strings.Cut(aws.ToString(found.Code.ResolvedImageUri), "@")
	return digest, nil
}

// of chooses the credentials by the account in the ARN.
func (a AWS) of(functionArn string) (Functions, error) {
	parsed, err := arn.Parse(functionArn)
	if err != nil {
		return nil, fmt.Errorf("read function ARN %q: %w", functionArn, err)
	}
	if parsed.AccountID == a.Account {
		return a.Own, nil
	}
	return a.Target, nil
}

// refused tells which role could not read a function of another account.
func (a AWS) refused(functionArn string, err error) error {
	parsed, bad := arn.Parse(functionArn)
	if bad != nil || parsed.AccountID == a.Account {
		return err
	}
	return &UnreachableError{
		Account: parsed.AccountID,
		Role:    a.Role,
		Cause:   err,
	}
}
