package logs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// API is the part of the CloudWatch Logs API that is used here.
type API interface {
	cloudwatchlogs.DescribeLogStreamsAPIClient
	cloudwatchlogs.FilterLogEventsAPIClient
}

// attempts are those of a request that CloudWatch Logs throttles: it takes five to ten
// FilterLogEvents a second of a whole account (CloudWatch Logs User Guide, limits).
const attempts = 10

// NewAPI calls CloudWatch Logs with patience.
func NewAPI(config aws.Config) *cloudwatchlogs.Client {
	return cloudwatchlogs.NewFromConfig(config, func(o *cloudwatchlogs.Options) { o.RetryMaxAttempts = attempts })
}

// AWS are the log groups of a real account.
type AWS struct{ API API }

// Stream lists streams. CloudWatch Logs orders them by their last event, or takes the begin
// of their names, and not both (CloudWatch Logs API reference, DescribeLogStreams).
func (a AWS) Stream(ctx context.Context, group, begin string) (string, error) {
	in := &cloudwatchlogs.DescribeLogStreamsInput{LogGroupName: &group}
	if begin == "" {
		in.OrderBy, in.Descending, in.Limit = types.OrderByLastEventTime, aws.Bool(true), aws.Int32(1)
	} else {
		in.LogStreamNamePrefix = &begin
	}
	var name string
	var last int64
	for pages := cloudwatchlogs.NewDescribeLogStreamsPaginator(a.API, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return "", refused(group, err)
		}
		for _, s := range page.LogStreams {
			if at := aws.ToInt64(s.LastEventTimestamp); name == "" || at > last {
				name, last = aws.ToString(s.LogStreamName), at
			}
		}
		if begin == "" {
			break
		}
	}
	return name, nil
}

// Lines filters the events of the group.
func (a AWS) Lines(ctx context.Context, q Query) ([]Line, error) { return Filter(ctx, a.API, q) }

// Filter reads the events of a log group, all pages of them.
func Filter(ctx context.Context, api cloudwatchlogs.FilterLogEventsAPIClient, q Query) ([]Line, error) {
	in := &cloudwatchlogs.FilterLogEventsInput{LogGroupName: &q.Group}
	if q.Stream != "" {
		in.LogStreamNames = []string{q.Stream}
	}
	if q.Pattern != "" {
		in.FilterPattern = &q.Pattern
	}
	if !q.From.IsZero() {
		in.StartTime = aws.Int64(q.From.UnixMilli())
	}
	if !q.To.IsZero() {
		in.EndTime = aws.Int64(q.To.UnixMilli() - 1) // it is included
	}
	var all []Line
	for pages := cloudwatchlogs.NewFilterLogEventsPaginator(api, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, refused(q.Group, err)
		}
		for _, e := range page.Events {
			all = append(all, Line{
				At:   time.UnixMilli(aws.ToInt64(e.Timestamp)).UTC(),
				Text: aws.ToString(e.Message),
				From: aws.ToString(e.LogStreamName),
				ID:   aws.ToString(e.EventId),
			})
		}
	}
	return all, nil
}

// refused says that the group is not there, or whatever else AWS says.
func refused(group string, err error) error {
	var gone *types.ResourceNotFoundException
	if errors.As(err, &gone) {
		return fmt.Errorf("there is no log group %s: it is made by `make deploy-all`, after `make refresh-all`", group)
	}
	return fmt.Errorf("read log group %s: %w", group, err)
}
