package remains

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codestarconnections"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	kmstypes "github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi/types"

	"slipway/shared/contract"
)

// Find is the id of the resource that the program of a layer asks for, "" if it is not
// there as far as its name tells.
func (a AWS) Find(ctx context.Context, layer, typ string, inputs map[string]any) (string, error) {
	if layer == contract.ComputeLayer {
		a.Own = a.Target // all of it is where the functions are
	}
	text := func(input string) string {
		value, _ := inputs[input].(string)
		return value
	}
	here := Place{Account: a.Account, Region: a.Own.Region}
	switch typ {
	case keyType:
		return a.key(ctx)
	case connectionType:
		return a.connection(ctx, text("name"))
	case queueType:
		return a.queue(ctx, text("name"))
	case secretType:
		return a.secret(ctx, text("name"))
	case apiType:
		return a.api(ctx, text("name"))
	case integrationType:
		return a.integration(ctx, text("apiId"))
	case routeType:
		return a.route(ctx, text("apiId"), text("routeKey"))
	case mappingType:
		return a.mapping(ctx, text("eventSourceArn"), text("functionName"))
	case authorizerType:
		return a.authorizer(ctx, text("apiId"), text("name"))
	case domainMappingType:
		return a.domainMapping(ctx, text("domainName"))
	case queryType:
		return a.query(ctx, here, text("name"))
	case ruleType:
		tags, _ := inputs["tags"].(map[string]any)
		service, _ := tags["Service"].(string)
		return a.rule(ctx, service)
	}
	// A subscription is none of these: the call returns the one that is there (SNS API,
	// Subscribe).
	return here.ImportID(typ, inputs), nil
}

// key is the one that the environment's alias is of.
func (a AWS) key(ctx context.Context) (string, error) {
	found, err := kms.NewFromConfig(a.Own).DescribeKey(ctx, &kms.DescribeKeyInput{
		KeyId: aws.String("alias/" + a.Names.KeyAlias.String()),
	})
	var none *kmstypes.NotFoundException
	switch {
	case errors.As(err, &none):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("read key of alias/%s: %w", a.Names.KeyAlias, err)
	}
	return aws.ToString(found.KeyMetadata.KeyId), nil
}

// connection has a name that no other has in the account.
func (a AWS) connection(ctx context.Context, name string) (string, error) {
	for pages := codestarconnections.NewListConnectionsPaginator(codestarconnections.NewFromConfig(a.Own),
		&codestarconnections.ListConnectionsInput{}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return "", fmt.Errorf("list connections: %w", err)
		}
		for _, c := range page.Connections {
			if aws.ToString(c.ConnectionName) == name {
				return aws.ToString(c.ConnectionArn), nil
			}
		}
	}
	return "", nil
}

// rule is found by its tags: there is one for each service of the environment.
func (a AWS) rule(ctx context.Context, service string) (string, error) {
	found, err := resourcegroupstaggingapi.NewFromConfig(a.Own).GetResources(ctx,
		&resourcegroupstaggingapi.GetResourcesInput{
			ResourceTypeFilters: []string{"codestar-notifications"},
			TagFilters: []types.TagFilter{
				{Key: aws.String("Project"), Values: []string{"slipway"}},
				{Key: aws.String("Environment"), Values: []string{a.Names.Suffix.String()}},
				{Key: aws.String("Service"), Values: []string{service}},
			},
		})
	if err != nil {
		return "", fmt.Errorf("look for notification rules by their tags: %w", err)
	}
	if len(found.ResourceTagMappingList) == 0 {
		return "", nil
	}
	return aws.ToString(found.ResourceTagMappingList[0].ResourceARN), nil
}
