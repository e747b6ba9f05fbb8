// Package requests reads calls of AWS as they are sent over HTTP, and says which action IAM
// would check for each, and on which resource. It decides nothing.
package requests

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// Request is a call, as far as IAM could tell it from another.
type Request struct {
	By      string            `json:"by"`      // the program that calls: Terraform for the provider
	Service string            `json:"service"` // the name that the call is signed for
	Account string            `json:"account,omitempty"`
	Region  string            `json:"region"`
	Method  string            `json:"method"`
	Path    string            `json:"path"`
	Query   string            `json:"query,omitempty"`
	Call    string            `json:"call,omitempty"`   // operation, if the request names it
	Params  map[string]string `json:"params,omitempty"` // texts of the outermost object of the body
	Roles   []string          `json:"roles,omitempty"`  // ARNs of roles that the call hands over
}

// scope is what a signature is limited to: key, date, region, service.
var scope = regexp.MustCompile(`Credential=([^/]+)/\d+/([^/]+)/([^/]+)/aws4_request`)

// handedOver is a role that AWS is to act as. One in a definition, which is a text in a
// text, is not handed over.
var handedOver = regexp.MustCompile(
	`"(?:[rR]ole|[rR]oleArn|serviceRole|serviceRoleArn)":\s*"(arn:aws:iam::\d{12}:role/[^"\\]+)"`,
)

// Read reads a request. It has no service if it is not signed.
func Read(r *http.Request, body []byte) Request {
	q := Request{
		By:     by(r.Header.Get("User-Agent")),
		Method: r.Method,
		Path:   r.URL.Path,
		Query:  r.URL.RawQuery,
		Params: map[string]string{},
	}
	if found := scope.FindStringSubmatch(r.Header.Get("Authorization")); found != nil {
		q.Region, q.Service = found[2], found[3]
		// The emulator's keys of an assumed role are its own; all others are the caller's.
		if key := found[1]; strings.HasPrefix(key, "ASIA") || strings.HasPrefix(key, "LSIA") {
			q.Account = key
		}
	}
	_, q.Call, _ = strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if form, err := url.ParseQuery(string(body)); err == nil && form.Get("Action") != "" {
		q.Call = form.Get("Action")
		for key := range form {
			q.param(key, form.Get(key))
		}
		return q
	}
	for _, found := range handedOver.FindAllSubmatch(body, -1) {
		q.Roles = append(q.Roles, string(found[1]))
	}
	var object map[string]any
	if json.Unmarshal(body, &object) != nil {
		return q
	}
	for key, value := range object {
		if named, ok := value.(map[string]any); ok && named["name"] != nil {
			q.param(key+".name", fmt.Sprint(named["name"]))
		}
		text, ok := value.(string)
		if !ok {
			encoded, _ := json.Marshal(value)
			text = string(encoded)
		}
		q.param(key, text)
	}
	return q
}

// by tells programs apart by what they say of themselves.
func by(agent string) string {
	for _, name := range []string{"Boto3", "app/" + TestsApp, "Terraform"} {
		if strings.Contains(agent, name) {
			return name
		}
	}
	return "command"
}

// TestsApp is what the clients of tests call themselves, whose calls nobody needs.
const TestsApp = "slipway-tests"

// longest keeps policies, definitions and layers out of the list.
const longest = 400

func (q *Request) param(key, value string) {
	if len(value) <= longest {
		q.Params[key] = value
	} else {
		q.Params[key] = ""
	}
}
