package named

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go"
)

// Clients of IAM, Systems Manager, ACM and above all EC2 would cost every first run up to a
// minute of compilation, for a call each. These are the two forms that their calls have.

const (
	patience  = 20 * time.Second
	mostBytes = 1 << 20
)

// asks calls a service that speaks JSON.
func (a AWS) asks(ctx context.Context, service, target string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("encode call of %s: %w", target, err)
	}
	answer, err := a.call(ctx, service, body, http.Header{
		"Content-Type": {"application/x-amz-json-1.1"},
		"X-Amz-Target": {target},
	})
	if err != nil {
		return err
	}
	return json.Unmarshal(answer, out)
}

// queries calls a service that takes forms and answers XML; out may be nil.
func (a AWS) queries(ctx context.Context, service, action string, form url.Values, out any) error {
	form.Set("Action", action)
	answer, err := a.call(ctx, service, []byte(form.Encode()), http.Header{
		"Content-Type": {"application/x-www-form-urlencoded; charset=utf-8"},
	})
	if err != nil || out == nil {
		return err
	}
	return xml.Unmarshal(answer, out)
}

// code is AWS's of an error, in either form.
var code = regexp.MustCompile(`<Code>([A-Za-z.]+)</Code>|"__type": *"(?:[^"#]*#)?([A-Za-z.]+)"`)

func (a AWS) call(ctx context.Context, service string, body []byte, headers http.Header) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	region, host := a.Config.Region, service+"."+a.Config.Region
	if service == "iam" {
		region, host = "us-east-1", service // it is the same everywhere
	}
	address := cmp.Or(aws.ToString(a.Config.BaseEndpoint), "https://"+host+".amazonaws.com")
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/", bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("call %s: %w", service, err)
	}
	request.Header = headers
	credentials, err := a.Config.Credentials.Retrieve(ctx)
	if err != nil {
		return nil, fmt.Errorf("sign the call of %s: %w", service, err)
	}
	sum := sha256.Sum256(body)
	if err := v4.NewSigner().SignHTTP(ctx, credentials, request, hex.EncodeToString(sum[:]), service, region,
		time.Now()); err != nil {
		return nil, fmt.Errorf("sign the call of %s: %w", service, err)
	}
	var client aws.HTTPClient = http.DefaultClient
	if a.Config.HTTPClient != nil {
		client = a.Config.HTTPClient
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("call %s: %w", service, err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(response.Body, mostBytes))
	if err != nil {
		return nil, fmt.Errorf("read the answer of %s: %w", service, err)
	}
	if response.StatusCode == http.StatusOK {
		return answer, nil
	}
	if found := code.FindSubmatch(answer); found != nil {
		return nil, &smithy.GenericAPIError{Code: string(found[1]) + string(found[2])}
	}
	if code := response.Header.Get("X-Amzn-Errortype"); code != "" {
		return nil, &smithy.GenericAPIError{Code: code}
	}
	return nil, fmt.Errorf("%s answers with status %d", service, response.StatusCode)
}
