package capacity

import (
	"context"
	"errors"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codestarconnections"
	connections "github.com/aws/aws-sdk-go-v2/service/codestarconnections/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/servicequotas"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// AWS is a real account, by the credentials that reach it.
type AWS struct{ Config aws.Config }

// reason is AWS's code of an error, for its text holds ids that tell a reader nothing.
func reason(err error) error {
	var coded smithy.APIError
	if errors.As(err, &coded) {
		return errors.New(coded.ErrorCode())
	}
	return err
}

// Concurrency asks for the account's settings.
func (a AWS) Concurrency(ctx context.Context) (limit, unreserved int, err error) {
	answer, err := lambda.NewFromConfig(a.Config).GetAccountSettings(ctx, &lambda.GetAccountSettingsInput{})
	if err != nil {
		return 0, 0, reason(err)
	}
	return int(answer.AccountLimit.ConcurrentExecutions),
		int(aws.ToInt32(answer.AccountLimit.UnreservedConcurrentExecutions)), nil
}

// Quota asks for the value that is in force. IAM's are kept in one region.
func (a AWS) Quota(ctx context.Context, q Quota) (int, error) {
	config := a.Config.Copy()
	config.Region = q.region(config.Region)
	answer, err := servicequotas.NewFromConfig(config).GetServiceQuota(ctx, &servicequotas.GetServiceQuotaInput{
		ServiceCode: &q.Service,
		QuotaCode:   &q.Code,
	})
	if err != nil {
		return 0, reason(err)
	}
	return int(aws.ToFloat64(answer.Quota.Value)), nil
}

// Bucket asks for the bucket's head: AWS shows it to its owner, and denies it to others.
func (a AWS) Bucket(ctx context.Context, name string) (Owner, error) {
	client := s3.NewFromConfig(a.Config, func(o *s3.Options) { o.UsePathStyle = a.Config.BaseEndpoint != nil })
	_, err := client.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &name})
	var answer *smithyhttp.ResponseError
	if !errors.As(err, &answer) {
		return Ours, err
	}
	switch answer.HTTPStatusCode() {
	case http.StatusNotFound:
		return Nobody, nil
	case http.StatusForbidden, http.StatusMovedPermanently:
		return Another, nil
	}
	return Nobody, reason(err)
}

// Connection asks for the connection's status.
func (a AWS) Connection(ctx context.Context, arn string) (string, error) {
	answer, err := codestarconnections.NewFromConfig(a.Config).GetConnection(ctx,
		&codestarconnections.GetConnectionInput{ConnectionArn: &arn})
	var none *connections.ResourceNotFoundException
	if errors.As(err, &none) {
		return "", nil
	}
	if err != nil {
		return "", reason(err)
	}
	return string(answer.Connection.ConnectionStatus), nil
}

// Unconfirmed lists the topic's subscriptions. An unconfirmed one has no ARN.
func (a AWS) Unconfirmed(ctx context.Context, topic string) ([]string, error) {
	var waiting []string
	err := a.subscriptions(ctx, topic, func(arn, endpoint string) {
		if arn == "PendingConfirmation" {
			waiting = append(waiting, endpoint)
		}
	})
	return waiting, err
}

// Subscribed lists the ARNs of those that count. One that was ended stays in the list for a
// while, as Deleted.
func (a AWS) Subscribed(ctx context.Context, topic string) ([]string, error) {
	var counts []string
	err := a.subscriptions(ctx, topic, func(arn, _ string) {
		if arn != "PendingConfirmation" && arn != "Deleted" {
			counts = append(counts, arn)
		}
	})
	return counts, err
}

func (a AWS) subscriptions(ctx context.Context, topic string, each func(arn, endpoint string)) error {
	pages := sns.NewListSubscriptionsByTopicPaginator(sns.NewFromConfig(a.Config),
		&sns.ListSubscriptionsByTopicInput{TopicArn: &topic})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return reason(err)
		}
		for _, s := range page.Subscriptions {
			each(aws.ToString(s.SubscriptionArn), aws.ToString(s.Endpoint))
		}
	}
	return nil
}
