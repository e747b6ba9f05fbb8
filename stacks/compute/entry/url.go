package entry

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lambda"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// URLArgs describe a service's function URL.
type URLArgs struct {
	Function Function
	CORS     *config.CORS // nil for none
}

// URL is the function URL of a service: no API in between, and no calls but those that
// IAM lets in. Whoever is to call needs lambda:InvokeFunctionUrl and, since October 2025,
// lambda:InvokeFunction on the alias (Lambda Developer Guide, urls-auth). A URL for all
// would need the second right for all, with a condition that the provider cannot write
// yet; without it everybody could call the function past its address.
type URL struct {
	pulumi.ResourceState

	Address pulumi.StringOutput
}

// NewURL makes the function URL of the alias.
func NewURL(ctx *pulumi.Context, name string, args URLArgs, opts ...pulumi.ResourceOption) (*URL, error) {
	u := &URL{}
	if err := component.Register(ctx, contract.ComputeLayer, "URL", name, u, opts...); err != nil {
		return nil, err
	}
	f := args.Function
	url, err := lambda.NewFunctionUrl(ctx, name+"-url", &lambda.FunctionUrlArgs{
		FunctionName:      f.Name,
		Qualifier:         f.Alias,
		AuthorizationType: pulumi.String("AWS_IAM"),
		InvokeMode:        pulumi.String("BUFFERED"),
		Cors:              args.cors(),
	}, component.Named(u, f.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create function URL of %s: %w", f.Service, err)
	}
	u.Address = url.FunctionUrl
	return u, ctx.RegisterResourceOutputs(u, pulumi.Map{"address": u.Address})
}

func (args URLArgs) cors() lambda.FunctionUrlCorsPtrInput {
	c := args.CORS
	if c == nil {
		return nil
	}
	return &lambda.FunctionUrlCorsArgs{
		AllowOrigins:     pulumi.ToStringArray(c.Origins),
		AllowMethods:     texts(c.Methods),
		AllowHeaders:     texts(c.Headers),
		ExposeHeaders:    texts(c.ExposeHeaders),
		AllowCredentials: pulumi.Bool(c.Credentials),
		MaxAge:           pulumi.Int(c.MaxAgeSeconds),
	}
}
