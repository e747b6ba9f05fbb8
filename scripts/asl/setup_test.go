package asl_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// tasks are Tasks made of a function.
type tasks func(ctx context.Context, resource, role string, parameters any) (any, error)

func (f tasks) Call(ctx context.Context, resource, role string, parameters any) (any, error) {
	return f(ctx, resource, role, parameters)
}

// answer is a service that always returns the same result.
func answer(value any) tasks {
	return func(context.Context, string, string, any) (any, error) { return value, nil }
}

// always is a service that always fails with this error.
func always(err error) tasks {
	return func(context.Context, string, string, any) (any, error) { return nil, err }
}

// failing is a service that fails with these errors in turn and then succeeds.
func failing(errs ...error) tasks {
	return func(context.Context, string, string, any) (any, error) {
		if len(errs) == 0 {
			return "done", nil
		}
		err := errs[0]
		errs = errs[1:]
		return nil, err
	}
}

// machine is a definition whose states are given as JSON, starting at "A".
func machine(t *testing.T, states string) *asl.Machine {
	t.Helper()
	m, err := asl.Parse([]byte(`{"StartAt": "A", "States": ` + states + `}`))
	require.NoError(t, err)
	return m
}

// decode reads JSON.
func decode(t *testing.T, text string) any {
	t.Helper()
	var value any
	require.NoError(t, json.Unmarshal([]byte(text), &value))
	return value
}

// encode writes JSON, so that numbers of every type compare.
func encode(t *testing.T, value any) string {
	t.Helper()
	data, err := json.Marshal(value)
	require.NoError(t, err)
	return string(data)
}
