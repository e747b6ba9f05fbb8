// Command placeholder is what a service's function runs before its first
// release: it speaks the Lambda runtime interface and answers every call with
// "not deployed yet". Of a batch of messages or records it says that each has failed, so
// that they come back: any other answer would delete them. It is the only program in its
// image, so it must stay static and without anything beyond the standard library.
//
// Sources: AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes",
// services-sqs-errorhandling and services-ddb-batchfailurereporting.
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
	if err := serve(context.Background(), os.Getenv("AWS_LAMBDA_RUNTIME_API")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// answer is a response to an event: the batch that it brought, or what API Gateway and
// function URLs pass on as it is, and anyone else can read.
func answer(event []byte) []byte {
	if failed := batch(event); failed != nil {
		return encode(map[string]any{"batchItemFailures": failed})
	}
	return encode(map[string]any{
		"statusCode": http.StatusServiceUnavailable,
		"headers":    map[string]string{"content-type": "application/json"},
		"body":       string(encode(map[string]any{"message": "not deployed yet"})),
	})
}

// batch names each message of a queue and record of a stream.
func batch(event []byte) (failed []map[string]string) {
	var of struct {
		Records []struct {
			MessageID string                          `json:"messageId"`
			Change    struct{ SequenceNumber string } `json:"dynamodb"`
		}
	}
	_ = json.Unmarshal(event, &of) // what is no batch has no records
	for _, record := range of.Records {
		if id := record.MessageID + record.Change.SequenceNumber; id != "" {
			failed = append(failed, map[string]string{"itemIdentifier": id})
		}
	}
	return failed
}

func encode(value map[string]any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // texts and numbers always encode
	}
	return text
}

// serve answers one invocation after the other until the runtime API is gone.
func serve(ctx context.Context, api string) error {
	// The next invocation may be hours away, so the client has no timeout.
	client := &http.Client{}
	base := "http://" + api + "/2018-06-01/runtime/invocation/"
	for {
		id, event, err := next(ctx, client, base+"next")
		if err != nil {
			return err
		}
		if err := reply(ctx, client, base+id+"/response", answer(event)); err != nil {
			return err
		}
	}
}

func next(ctx context.Context, client *http.Client, url string) (id string, event []byte, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", nil, fmt.Errorf("ask for invocation: %w", err)
	}
	r, err := client.Do(request)
	if err != nil {
		return "", nil, fmt.Errorf("ask for invocation: %w", err)
	}
	defer func() { _ = r.Body.Close() }()
	if event, err = io.ReadAll(r.Body); err != nil {
		return "", nil, fmt.Errorf("read invocation: %w", err)
	}
	id = r.Header.Get("Lambda-Runtime-Aws-Request-Id")
	if r.StatusCode != http.StatusOK || id == "" {
		return "", nil, fmt.Errorf("ask for invocation: status %s, request id %q", r.Status, id)
	}
	return id, event, nil
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
