package pulumitest_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
)

// anything is a resource of any type whose outputs are looked at as they come.
type anything struct {
	pulumi.CustomResourceState

	Arn           pulumi.StringOutput `pulumi:"arn"`
	URL           pulumi.StringOutput `pulumi:"url"`
	RepositoryURL pulumi.StringOutput `pulumi:"repositoryUrl"`
	KeyID         pulumi.StringOutput `pulumi:"keyId"`
	RegistryID    pulumi.StringOutput `pulumi:"registryId"`
	Version       pulumi.StringOutput `pulumi:"version"`
	QualifiedArn  pulumi.StringOutput `pulumi:"qualifiedArn"`
	InvokeArn     pulumi.StringOutput `pulumi:"invokeArn"`
	Owner         pulumi.StringOutput `pulumi:"owner"`
	ExecutionArn  pulumi.StringOutput `pulumi:"executionArn"`
	APIEndpoint   pulumi.StringOutput `pulumi:"apiEndpoint"`
	FunctionURL   pulumi.StringOutput `pulumi:"functionUrl"`
	Status        pulumi.StringOutput `pulumi:"connectionStatus"`

	Domain pulumi.StringMapOutput `pulumi:"domainNameConfiguration"`
}

func (a *anything) outputs() map[string]pulumi.StringOutput {
	return map[string]pulumi.StringOutput{
		"arn":              a.Arn,
		"url":              a.URL,
		"repositoryUrl":    a.RepositoryURL,
		"keyId":            a.KeyID,
		"registryId":       a.RegistryID,
		"version":          a.Version,
		"qualifiedArn":     a.QualifiedArn,
		"invokeArn":        a.InvokeArn,
		"owner":            a.Owner,
		"executionArn":     a.ExecutionArn,
		"apiEndpoint":      a.APIEndpoint,
		"functionUrl":      a.FunctionURL,
		"connectionStatus": a.Status,
		"targetDomainName": a.Domain.MapIndex(pulumi.String("targetDomainName")),
		"endpointType":     a.Domain.MapIndex(pulumi.String("endpointType")),
	}
}

// computed gives the id and the non-empty outputs of a resource named x.
func computed(t testing.TB, typ string, inputs pulumi.Map) map[string]any {
	t.Helper()
	rec := pulumitest.Run{Project: "p", Stack: "s"}.Do(func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
		var a anything
		if err := ctx.RegisterResource("aws:"+typ, "x", inputs, &a); err != nil {
			return err
		}
		rec.Export("id", a.ID().ToStringOutput())
		for key, output := range a.outputs() {
			rec.Export(key, output)
		}
		return nil
	})
	require.NoError(t, rec.Err)
	all := rec.Kept()
	for key, value := range all {
		if value == "" {
			delete(all, key)
		}
	}
	return all
}

// at is the beginning of an ARN in the account and region of recordings.
func at(service string) string { return "arn:aws:" + service + ":us-east-1:111122223333:" }
