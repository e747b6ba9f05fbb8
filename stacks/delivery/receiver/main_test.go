package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/receiver/webhook"
)

// run calls main with environment variables. It returns the handler that main
// started and the status that it exited with.
func run(t *testing.T, environment map[string]string) (started any, status int) {
	t.Helper()
	for name, value := range environment {
		t.Setenv(name, value)
	}
	realStart, realExit := start, exit
	t.Cleanup(func() { start, exit = realStart, realExit })
	start = func(handler any) { started = handler }
	exit = func(code int) { status = code }
	main()
	return started, status
}

func TestMainHandsTheHandlerToTheLambdaRuntime(t *testing.T) {
	started, status := run(t, map[string]string{
		webhook.EnvBusName: "bus-push-dev", webhook.EnvSecretARN: "arn:aws:secretsmanager:us-east-1:000000000000:secret:x",
		"AWS_REGION": "us-east-1",
	})
	assert.NotNil(t, started)
	assert.Zero(t, status)
}

func TestMainEndsWithAnErrorWhenASettingIsMissing(t *testing.T) {
	started, status := run(t, map[string]string{webhook.EnvBusName: "", webhook.EnvSecretARN: ""})
	assert.Nil(t, started)
	assert.Equal(t, 1, status)
}
