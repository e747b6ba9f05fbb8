// Package call calls a service over HTTPS, where AWS is real.
package call

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"slipway/scripts/localaws/httpapi"
)

// Service is where a service is called.
type Service struct {
	Address *url.URL
	Client  *http.Client
	// Signer has the credentials that a function URL is called with; nil for an API.
	Signer *aws.Config
	Now    func() time.Time
}

// Wait is a little longer than API Gateway waits for a function.
const Wait = 35 * time.Second

// mostBytes is more than Lambda answers.
const mostBytes = 10 << 20

// UnknownHostError says that a domain name leads nowhere yet.
type UnknownHostError struct{ Host string }

// Error says what is missing.
func (e *UnknownHostError) Error() string { return "nothing is known of " + e.Host }

// Do makes the request.
func (s Service) Do(ctx context.Context, c httpapi.Call) (httpapi.Answer, error) {
	to := *s.Address
	to.Path, to.RawQuery = c.Path, c.Query
	request, err := http.NewRequestWithContext(ctx, c.Method, to.String(), strings.NewReader(c.Body))
	if err != nil {
		return httpapi.Answer{}, fmt.Errorf("call %s: %w", to.String(), err)
	}
	for name, value := range c.Headers {
		request.Header.Set(name, value)
	}
	if s.Signer != nil {
		if err := s.sign(ctx, request, c.Body); err != nil {
			return httpapi.Answer{}, err
		}
	}
	response, err := s.Client.Do(request)
	var unknown *net.DNSError
	if errors.As(err, &unknown) {
		return httpapi.Answer{}, &UnknownHostError{s.Address.Host}
	}
	if err != nil {
		return httpapi.Answer{}, fmt.Errorf("call the service: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	return read(response)
}

// sign signs the request as IAM wants it (Lambda Developer Guide, urls-auth).
func (s Service) sign(ctx context.Context, request *http.Request, body string) error {
	credentials, err := s.Signer.Credentials.Retrieve(ctx)
	if err != nil {
		return fmt.Errorf("sign the call: %w", err)
	}
	sum := sha256.Sum256([]byte(body))
	return v4.NewSigner().SignHTTP(ctx, credentials, request, hex.EncodeToString(sum[:]),
		"lambda", s.Signer.Region, s.Now())
}

func read(response *http.Response) (httpapi.Answer, error) {
	body, err := io.ReadAll(io.LimitReader(response.Body, mostBytes))
	if err != nil {
		return httpapi.Answer{}, fmt.Errorf("read the answer: %w", err)
	}
	a := httpapi.Answer{
		Status:  response.StatusCode,
		Headers: map[string]string{},
		Body:    body,
	}
	for name, values := range response.Header {
		if name == "Set-Cookie" {
			a.Cookies = values
			continue
		}
		a.Headers[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	return a, nil
}
