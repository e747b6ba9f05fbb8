// Command placeholder is what a service's function runs before its first
// release: it speaks the Lambda runtime interface and answers every call with
// "not deployed yet". It is the only program in its image, so it must stay static
// and without anything beyond the standard library.
//
// Source of the protocol: AWS Lambda Developer Guide, "Using the Lambda runtime
// API for custom runtimes".
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

func main() {
	if err := serve(context.Background(), os.Getenv("AWS_LAMBDA_RUNTIME_API"), answer()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// answer is a response that API Gateway and function URLs pass on as it is, and
// that anyone else can read.
func answer() []byte {
	body, err := json.Marshal(map[string]string{"message": "not deployed yet"})
	if err != nil {
		panic(err) // a map of strings always encodes
	}
	response, err := json.Marshal(map[string]any{
		"statusCode": http.StatusServiceUnavailable,
		"headers":    map[string]string{"content-type": "application/json"},
		"body":       string(body),
	})
	if err != nil {
		panic(err)
	}
	return response
}

// serve answers one invocation after the other until the runtime API is gone.
func serve(ctx context.Context, api string, response []byte) error {
	// The next invocation may be hours away, so the client has no timeout.
	client := &http.Client{}
	base := "http://" + api + "/2018-06-01/runtime/invocation/"
	for {
		id, err := next(ctx, client, base+"next")
		if err != nil {
			return err
		}
		if err := reply(ctx, client, base+id+"/response", response); err != nil {
			return err
		}
	}
}

func next(ctx context.Context, client *http.Client, url string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", fmt.Errorf("ask for invocation: %w", err)
	}
	r, err := client.Do(request)
	if err != nil {
		return "", fmt.Errorf("ask for invocation: %w", err)
	}
	defer func() { _ = r.Body.Close() }()
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return "", fmt.Errorf("read invocation: %w", err)
	}
	id := r.Header.Get("Lambda-Runtime-Aws-Request-Id")
	if r.StatusCode != http.StatusOK || id == "" {
		return "", fmt.Errorf("ask for invocation: status %s, request id %q", r.Status, id)
	}
	return id, nil
}

func reply(ctx context.Context, client *http.Client, url string, response []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(response))
	if err != nil {
		return fmt.Errorf("answer invocation: %w", err)
	}
	r, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("answer invocation: %w", err)
	}
	defer func() { _ = r.Body.Close() }()
	if r.StatusCode/100 != 2 {
		return fmt.Errorf("answer invocation: status %s", r.Status)
	}
	return nil
}
