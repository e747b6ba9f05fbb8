package remains

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
)

// mapping is the only one of an event source and a function's alias.
func (a AWS) mapping(ctx context.Context, source, alias string) (string, error) {
	found, err := lambda.NewFromConfig(a.Target).ListEventSourceMappings(ctx, &lambda.ListEventSourceMappingsInput{
		EventSourceArn: &source,
		FunctionName:   &alias,
	})
	if err != nil {
		return "", fmt.Errorf("list event source mappings of %s: %w", alias, err)
	}
	for _, m := range found.EventSourceMappings {
		return aws.ToString(m.UUID), nil
	}
	return "", nil
}
