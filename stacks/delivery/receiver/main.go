// Command receiver is the Lambda function behind the webhook's address. It starts
// the handler of package webhook in the Lambda runtime.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/aws/aws-lambda-go/lambda"

	"slipway/stacks/delivery/receiver/webhook"
)

// Tests replace start and exit, because both end the process.
var (
	start = lambda.Start
	exit  = os.Exit
)

func main() {
	handler, err := webhook.New(context.Background(), os.Getenv, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "start receiver:", err)
		exit(1)
		return
	}
	start(handler.Handle)
}
