package logs_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/logs"
)

var noon = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

// cloud is CloudWatch Logs with one group, whose answers have one thing a page.
type cloud struct {
	streams map[string]int64 // by name, when something was written last
	err     error
	asked   []*cloudwatchlogs.FilterLogEventsInput
	listed  []*cloudwatchlogs.DescribeLogStreamsInput
}

func (c *cloud) DescribeLogStreams(
	_ context.Context, in *cloudwatchlogs.DescribeLogStreamsInput, _ ...func(*cloudwatchlogs.Options),
) (*cloudwatchlogs.DescribeLogStreamsOutput, error) {
	asked := *in
	c.listed = append(c.listed, &asked)
	out := &cloudwatchlogs.DescribeLogStreamsOutput{}
	for _, name := range []string{"b2", "b3", "a1"} {
		if strings.HasPrefix(name, aws.ToString(in.LogStreamNamePrefix)) && aws.ToString(in.NextToken) < name {
			out.LogStreams = []types.LogStream{{
				LogStreamName:      &name,
				LastEventTimestamp: aws.Int64(c.streams[name]),
			}}
			out.NextToken = &name
			break
		}
	}
	return out, c.err
}

func (c *cloud) FilterLogEvents(
	_ context.Context, in *cloudwatchlogs.FilterLogEventsInput, _ ...func(*cloudwatchlogs.Options),
) (*cloudwatchlogs.FilterLogEventsOutput, error) {
	asked := *in
	c.asked = append(c.asked, &asked)
	page := aws.ToString(in.NextToken)
	out := &cloudwatchlogs.FilterLogEventsOutput{Events: []types.FilteredLogEvent{{
		EventId:       aws.String("id" + page),
		LogStreamName: aws.String("b3"),
		Message:       aws.String("line" + page),
		Timestamp:     aws.Int64(noon.UnixMilli()),
	}}}
	if page == "" {
		out.NextToken = aws.String("-2")
	}
	return out, c.err
}

func TestALogGroupIsReadToItsEnd(t *testing.T) {
	t.Parallel()
	c := &cloud{}
	groups := logs.AWS{API: c}
	log, err := logs.Group{Groups: groups, Name: "/aws/lambda/f"}.Read(t.Context(), noon.Add(-time.Hour))
	require.NoError(t, err)
	assert.Equal(t, "/aws/lambda/f", log.Of)
	assert.Equal(t, []string{"line", "line-2"}, texts(log.Lines))
	assert.True(t, noon.Equal(log.Lines[1].At))
	require.Len(t, c.asked, 2)
	assert.Equal(t, noon.Add(-time.Hour).UnixMilli(), *c.asked[0].StartTime)
	assert.Nil(t, c.asked[0].EndTime)
	assert.Nil(t, c.asked[0].FilterPattern)
	assert.Empty(t, c.asked[0].LogStreamNames)
	t.Run("or to the moment that is asked for, by a pattern", func(t *testing.T) {
		c := &cloud{}
		_, err := logs.Filter(t.Context(), c, logs.Query{
			Group:   "g",
			Pattern: "{ $.a = 1 }",
			To:      noon,
		})
		require.NoError(t, err)
		assert.Equal(t, noon.UnixMilli()-1, *c.asked[0].EndTime)
		assert.Equal(t, "{ $.a = 1 }", *c.asked[0].FilterPattern)
		assert.Nil(t, c.asked[0].StartTime)
	})
}

func TestTheLastBuildIsFound(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		begin, want string
	}{
		"by when it wrote":        {"", "b2"},
		"by the begin of its id":  {"b", "b3"},
		"or not, if none has one": {"c", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			api := &cloud{streams: map[string]int64{"b2": 5, "b3": 7, "a1": 1}}
			log, err := logs.Stream{
				Groups: logs.AWS{API: api},
				Name:   "/aws/codebuild/p",
				Begin:  c.begin,
			}.Read(t.Context(), time.Time{})
			require.NoError(t, err)
			if c.want == "" {
				assert.Empty(t, log)
				return
			}
			assert.Equal(t, "/aws/codebuild/p "+c.want, log.Of)
			assert.Equal(t, []string{c.want}, api.asked[0].LogStreamNames)
			if c.begin == "" {
				require.Len(t, api.listed, 1, "the latest alone is asked for")
				assert.Equal(t, types.OrderByLastEventTime, api.listed[0].OrderBy)
				assert.True(t, *api.listed[0].Descending)
				return
			}
			assert.Empty(t, api.listed[0].OrderBy, "CloudWatch Logs takes no order with the begin of a name")
		})
	}
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want string
	}{
		{&types.ResourceNotFoundException{},
			"there is no log group g: it is made by `make deploy-all`, after `make refresh-all`"},
		{errors.New("AccessDeniedException"), "read log group g: AccessDeniedException"},
	} {
		groups := logs.AWS{API: &cloud{err: c.err}}
		_, err := logs.Group{Groups: groups, Name: "g"}.Read(t.Context(), noon)
		assert.EqualError(t, err, c.want)
		_, err = logs.Stream{Groups: groups, Name: "g"}.Read(t.Context(), noon)
		assert.EqualError(t, err, c.want)
	}
}

// CloudWatch Logs takes few requests a second of a whole account.
func TestAThrottledRequestIsMadeAgain(t *testing.T) {
	t.Parallel()
	assert.Equal(t, 10, logs.NewAPI(aws.Config{}).Options().RetryMaxAttempts)
}
