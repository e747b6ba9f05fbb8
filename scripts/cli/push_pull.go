package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"slipway/scripts/environment"
	"slipway/scripts/localpipeline"
)

// checkPull rejects what is no pull request's.
func (o *pushOptions) checkPull() error {
	if o.pull == "" {
		return nil
	}
	if number, err := strconv.Atoi(o.pull); err != nil || number < 1 {
		return &environment.UsageError{
			Problem: fmt.Sprintf("PULL_REQUEST is %q: the number of a pull request, such as 1", o.pull),
		}
	}
	if f := o.change.Fault; f != "" && !slices.Contains(localpipeline.PullFaults, f) {
		return &environment.UsageError{Problem: fmt.Sprintf("FAULT is %q: a pull request is built and tested and no more, "+
			"one of %s", f, strings.Join(localpipeline.PullFaults, ", "))}
	}
	if o.change.Delivery != "" {
		return &environment.UsageError{
			Problem: "DELIVERY is one of the webhook's for pushes: GitHub tells CodeBuild of pull requests",
		}
	}
	return nil
}

// pulled has the pull request built and tested.
func (o *pushOptions) pulled(ctx context.Context, env localpipeline.Environment) error {
	number, err := strconv.Atoi(o.pull)
	if err != nil {
		return fmt.Errorf("read PULL_REQUEST: %w", err)
	}
	return env.PullRequest(ctx, number, o.change)
}
