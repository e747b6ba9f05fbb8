// Package callertest is an AWS endpoint for tests that knows who calls it: STS, with
// profiles and roles that may be assumed.
package callertest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"slipway/scripts/caller"
)

// AWS answers calls to STS. An access key id ends in the account that it is of.
type AWS struct {
	Account  string            // of the credentials without a profile; "" for none that work
	Profiles map[string]string // account of each profile
	Roles    map[string]string // external id that each role asks for, by ARN; "" for none
	// Other answers calls to other services than STS; nil refuses them.
	Other http.Handler

	mu    sync.Mutex
	calls []string
}

// Calls are the actions that STS was asked for, in order.
func (a *AWS) Calls() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]string(nil), a.calls...)
}

// Loader makes configurations whose calls come here.
func (a *AWS) Loader(t testing.TB) caller.Loader {
	t.Helper()
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	return func(_ context.Context, options ...func(*awsconfig.LoadOptions) error) (aws.Config, error) {
		var o awsconfig.LoadOptions
		for _, option := range options {
			if err := option(&o); err != nil {
				return aws.Config{}, err
			}
		}
		account := a.Account
		if o.SharedConfigProfile != "" {
			found, ok := a.Profiles[o.SharedConfigProfile]
			if !ok {
				return aws.Config{}, fmt.Errorf("no profile %s", o.SharedConfigProfile)
			}
			account = found
		}
		return aws.Config{
			Region:       o.Region,
			Credentials:  credentials.NewStaticCredentialsProvider("AKIA"+account, "secret", ""),
			BaseEndpoint: aws.String(server.URL),
			Retryer:      func() aws.Retryer { return aws.NopRetryer{} },
		}, nil
	}
}

var credential = regexp.MustCompile(`Credential=[A-Z]+([0-9]*)/[0-9]+/[a-z0-9-]+/([a-z0-9-]+)/`)

// ServeHTTP answers one call.
func (a *AWS) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	signed := credential.FindStringSubmatch(r.Header.Get("Authorization"))
	if signed == nil || signed[1] == "" {
		refuse(w, "InvalidClientTokenId", "The security token included in the request is invalid.")
		return
	}
	if signed[2] != "sts" {
		if a.Other == nil {
			http.Error(w, "not here", http.StatusNotImplemented)
			return
		}
		a.Other.ServeHTTP(w, r)
		return
	}
	action := r.FormValue("Action")
	a.mu.Lock()
	a.calls = append(a.calls, action)
	a.mu.Unlock()
	if action == "AssumeRole" {
		a.assume(w, r)
		return
	}
	_, _ = fmt.Fprintf(w, `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::%s:user/me</Arn>`+
		`<UserId>U</UserId><Account>%s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`, signed[1], signed[1])
}

func (a *AWS) assume(w http.ResponseWriter, r *http.Request) {
	arn := r.FormValue("RoleArn")
	id, known := a.Roles[arn]
	if !known || id != r.FormValue("ExternalId") {
		refuse(w, "AccessDenied", "not authorized to perform: sts:AssumeRole on resource: "+arn)
		return
	}
	_, _ = fmt.Fprintf(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA%s</AccessKeyId>`+
		`<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>`+
		`</Credentials></AssumeRoleResult></AssumeRoleResponse>`, strings.Split(arn, ":")[4])
}

func refuse(w http.ResponseWriter, code, message string) {
	w.WriteHeader(http.StatusForbidden)
	_, _ = fmt.Fprintf(w, `<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>`+
		`<RequestId>r</RequestId></ErrorResponse>`, code, message)
}
