package remains

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
)

// api is the one of the name whose tags say that it is this environment's: names of APIs
// may be there twice.
func (a AWS) api(ctx context.Context, name string) (string, error) {
	client := apigatewayv2.NewFromConfig(a.Own)
	for next := (*string)(nil); ; {
		page, err := client.GetApis(ctx, &apigatewayv2.GetApisInput{NextToken: next})
		if err != nil {
			return "", fmt.Errorf("list APIs: %w", err)
		}
		for _, api := range page.Items {
			if aws.ToString(api.Name) == name && api.Tags["Environment"] == a.Names.Suffix.String() {
				return aws.ToString(api.ApiId), nil
			}
		}
		if next = page.NextToken; next == nil {
			return "", nil
		}
	}
}

// integration is the only one of the API; a new API has none.
func (a AWS) integration(ctx context.Context, api string) (string, error) {
	found, err := apigatewayv2.NewFromConfig(a.Own).GetIntegrations(ctx, &apigatewayv2.GetIntegrationsInput{ApiId: &api})
	if err != nil {
		return "", fmt.Errorf("list integrations of API %s: %w", api, err)
	}
	if len(found.Items) == 0 {
		return "", nil
	}
	return api + "/" + aws.ToString(found.Items[0].IntegrationId), nil
}

func (a AWS) route(ctx context.Context, api, key string) (string, error) {
	found, err := apigatewayv2.NewFromConfig(a.Own).GetRoutes(ctx, &apigatewayv2.GetRoutesInput{ApiId: &api})
	if err != nil {
		return "", fmt.Errorf("list routes of API %s: %w", api, err)
	}
	for _, route := range found.Items {
		if aws.ToString(route.RouteKey) == key {
			return api + "/" + aws.ToString(route.RouteId), nil
		}
	}
	return "", nil
}

func (a AWS) authorizer(ctx context.Context, api, name string) (string, error) {
	found, err := apigatewayv2.NewFromConfig(a.Own).GetAuthorizers(ctx, &apigatewayv2.GetAuthorizersInput{ApiId: &api})
	if err != nil {
		return "", fmt.Errorf("list authorizers of API %s: %w", api, err)
	}
	for _, authorizer := range found.Items {
		if aws.ToString(authorizer.Name) == name {
			return api + "/" + aws.ToString(authorizer.AuthorizerId), nil
		}
	}
	return "", nil
}

// domainMapping is the only one of the domain's name.
func (a AWS) domainMapping(ctx context.Context, domain string) (string, error) {
	found, err := apigatewayv2.NewFromConfig(a.Own).GetApiMappings(ctx,
		&apigatewayv2.GetApiMappingsInput{DomainName: &domain})
	if err != nil {
		return "", fmt.Errorf("list mappings of %s: %w", domain, err)
	}
	if len(found.Items) == 0 {
		return "", nil
	}
	return aws.ToString(found.Items[0].ApiMappingId) + "/" + domain, nil
}

// query is a saved query of CloudWatch Logs, beside the logs that it reads. The provider
// reads it by an ARN, of which only the id counts.
func (a AWS) query(ctx context.Context, here Place, name string) (string, error) {
	for _, place := range []aws.Config{a.Own, a.Target} {
		found, err := cloudwatchlogs.NewFromConfig(place).DescribeQueryDefinitions(ctx,
			&cloudwatchlogs.DescribeQueryDefinitionsInput{QueryDefinitionNamePrefix: &name})
		if err != nil {
			return "", fmt.Errorf("list saved queries: %w", err)
		}
		for _, query := range found.QueryDefinitions {
			if aws.ToString(query.Name) == name {
				return fmt.Sprintf("arn:aws:logs:%s:%s:query-definition:%s", here.Region, here.Account,
					aws.ToString(query.QueryDefinitionId)), nil
			}
		}
	}
	return "", nil
}
