package config

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

// HTTP is how a service is called over HTTPS.
type HTTP struct {
	URL        bool // by a function URL and IAM's signature, and not by an HTTP API
	Rate       int  // calls that the API lets in each second
	Burst      int  // calls that it lets in at once
	CORS       *CORS
	Domain     *Domain
	Authorizer *Authorizer
}

// CORS says which pages of other sites may call.
type CORS struct {
	Origins, Methods, Headers, ExposeHeaders []string

	Credentials   bool
	MaxAgeSeconds int // how long a browser keeps the answer
}

// Domain is a name of one's own for the API.
type Domain struct{ Name, Certificate string }

// Authorizer says whose tokens let a call in.
type Authorizer struct {
	Issuer           string
	Audience, Scopes []string
}

// Entries are the values of type.
const (
	EntryAPI = "api"
	EntryURL = "url"
)

var (
	// An origin has a scheme, and no path (Fetch standard; API Gateway rejects others).
	originPattern = regexp.MustCompile(`^(\*|https?://[A-Za-z0-9.*-]+(:[0-9]{1,5})?)$`)
	methodPattern = regexp.MustCompile(`^(\*|GET|HEAD|POST|PUT|PATCH|DELETE)$`)
	headerPattern = regexp.MustCompile(`^(\*|[A-Za-z0-9!#$%&'^_|~.+-]{1,128})$`)
	domainPattern = regexp.MustCompile(`^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$`)
	// API Gateway fetches the keys of an issuer below this address.
	issuerPattern      = regexp.MustCompile(`^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$`)
	audiencePattern    = regexp.MustCompile(`^[!-~]{1,256}$`)
	certificatePattern = regexp.MustCompile(`^arn:aws:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]{36}$`)
)

// httpKey documents the setting.
var httpKey = Key{
	Name:    "http",
	Default: "`false`: nothing calls the function",
	Rule: "`true` for an HTTP API that sends every path to the alias `live`, " +
		"so that releases shift its traffic too; or an " +
		"object of what is not as it is by default. `type`: `api`, or `url` for a function URL, which takes calls that are " +
		"signed with IAM alone and has no more than `cors`. `rate` (100) and `burst` (200): the calls that are let in each " +
		"second, and at once, 1 to 10000 and 1 to 5000. `cors`: `origins`, `methods`, `headers`, `exposeHeaders`, " +
		"`credentials`, `maxAge` in seconds. `domain`: `name` and `certificate`, the ARN of one in ACM in the functions' " +
		"account and region; you point the name at the address among the outputs. `authorizer`: `issuer` and `audience` " +
		"(and `scopes`) of the JWTs without which a call is rejected. An API waits 30 seconds for the function. " +
		"A change is live at once",
	Example: `{"rate": 50, "cors": {"origins": ["https://shop.example.com"], "methods": ["GET"]}}`,
	Schema:  httpSchema(),
}

// http reads how a service is called, nil if it is not.
func (r *Reader) http(key string) *HTTP {
	h := &HTTP{Rate: 100, Burst: 200}
	switch r.Text(key, "false") {
	case "false":
		return nil
	case "true":
		return h
	}
	var given map[string]any
	r.Object(key, &given, "true, false or an object such as "+httpKey.Example)
	of := r.part(key, "an entry", given, "type", "rate", "burst", "cors", "domain", "authorizer")
	h.URL = of.OneOf("type", EntryAPI, EntryURL) == EntryURL
	if h.URL {
		for _, name := range []string{"rate", "burst", "domain", "authorizer"} {
			if value, set := given[name]; set {
				of.Reject(name, compact(value), "not for a function URL; leave it out, or take the type api")
			}
		}
	}
	h.Rate = of.Int("rate", h.Rate, 1, 10000)
	h.Burst = of.Int("burst", h.Burst, 1, 5000)
	h.CORS, h.Domain, h.Authorizer = of.cors("cors"), of.domain("domain"), of.authorizer("authorizer")
	return h
}

func (r *Reader) cors(key string) *CORS {
	var given map[string]any
	r.Object(key, &given, `an object such as {"origins": ["https://shop.example.com"]}`)
	if given == nil {
		return nil
	}
	of := r.part(key, "cors", given, "origins", "methods", "headers", "exposeHeaders", "credentials", "maxAge")
	const header = "the name of a header, or *"
	c := &CORS{
		Origins:       of.texts("origins", originPattern, "a scheme and a host, such as https://shop.example.com, or *"),
		Methods:       of.texts("methods", methodPattern, "GET, HEAD, POST, PUT, PATCH, DELETE or *"),
		Headers:       of.texts("headers", headerPattern, header),
		ExposeHeaders: of.texts("exposeHeaders", headerPattern, header),
		Credentials:   of.Bool("credentials", false),
		MaxAgeSeconds: of.Int("maxAge", 0, 0, 86400),
	}
	if len(c.Origins) == 0 {
		of.Reject("origins", "[]", "at least one, or no browser may call")
	}
	if c.Credentials && slices.Contains(c.Origins, "*") {
		of.Reject("origins", "*", "origins by name, because credentials is true: no browser sends them to any site that asks")
	}
	return c
}

func (r *Reader) domain(key string) *Domain {
	var given map[string]any
	r.Object(key, &given, `an object of name and certificate`)
	if given == nil {
		return nil
	}
	of := r.part(key, "domain", given, "name", "certificate")
	return &Domain{
		Name: of.Match("name", "", domainPattern, "a domain name in lower case, such as api.example.com"),
		Certificate: of.Match("certificate", "", certificatePattern,
			"the ARN of a certificate in ACM, such as arn:aws:acm:us-east-1:111122223333:certificate/…"),
	}
}

func (r *Reader) authorizer(key string) *Authorizer {
	var given map[string]any
	r.Object(key, &given, `an object of issuer and audience`)
	if given == nil {
		return nil
	}
	of := r.part(key, "authorizer", given, "issuer", "audience", "scopes")
	a := &Authorizer{
		Issuer: of.Match("issuer", "", issuerPattern,
			"the address of who issues the tokens, such as https://login.example.com/, as it stands in their iss"),
		Audience: of.texts("audience", audiencePattern, "what stands in a token's aud, without spaces"),
		Scopes:   of.texts("scopes", audiencePattern, "a scope, without spaces"),
	}
	if len(a.Audience) == 0 {
		of.Reject("audience", "[]", "at least one: without it a token for anything else would do")
	}
	return a
}

// certified rejects a certificate that API Gateway would not find.
func (r *Reader) certified(c Common, h *HTTP) {
	if h == nil || h.Domain == nil {
		return
	}
	certificate, err := arn.Parse(h.Domain.Certificate)
	if err != nil {
		return // said before
	}
	const key = "http.domain.certificate"
	if certificate.Region != c.Region {
		r.Reject(key, h.Domain.Certificate, fmt.Sprintf("a certificate of %s, the environment's region", c.Region))
	}
	if account := cmp.Or(c.Target.Account, c.Account); account != "" && certificate.AccountID != account {
		r.Reject(key, h.Domain.Certificate, "a certificate of the account "+account+", which the functions are in")
	}
}
