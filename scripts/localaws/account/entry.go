package account

import (
	"fmt"
	"strings"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/policy"
)

// API is a deployed HTTP API, as a call of it needs it.
type API struct {
	ID, ExecutionArn  string
	CorsConfiguration *CORS
	Routes            []Route
	Integrations      map[string]string // by id, the ARN of a function or alias
	Authorizers       map[string]Authorizer
	Stage             APIStage
}

// CORS is which pages may call an API.
type CORS struct {
	AllowOrigins, AllowMethods, AllowHeaders, ExposeHeaders []string

	AllowCredentials bool
	MaxAge           int
}

// Route is a route of an API.
type Route struct {
	APIID, RouteKey, Target, AuthorizationType, AuthorizerID string

	AuthorizationScopes []string
}

// Authorizer is who issues the tokens of a route.
type Authorizer struct {
	APIID            string
	JwtConfiguration struct {
		Issuer    string
		Audiences []string
	}
}

// APIStage is the stage of an API without a name in the address.
type APIStage struct {
	APIID, Name          string
	DefaultRouteSettings struct {
		ThrottlingRateLimit  float64
		ThrottlingBurstLimit int
	}
}

type mapping struct{ APIID, DomainName, Stage string }

// API reads the HTTP API at a host: its own name, or a domain name that leads to it.
func (v View) API(account, host string) (API, error) {
	id, _, _ := strings.Cut(host, ".execute-api.")
	mapped, err := list(v, account, "aws:apigatewayv2/apiMapping:ApiMapping",
		func(m mapping) bool { return m.DomainName == host })
	if err != nil {
		return API{}, err
	}
	if len(mapped) > 0 {
		id = mapped[0].APIID
	}
	api, found, err := get[API](v, account, "aws:apigatewayv2/api:Api", id)
	if err == nil && !found {
		err = &MissingError{
			What:    "HTTP API",
			Name:    id,
			NamedBy: "the address " + host,
		}
	}
	if err != nil {
		return API{}, err
	}
	api.ID, api.Integrations, api.Authorizers = id, map[string]string{}, map[string]Authorizer{}
	return api, v.parts(account, &api)
}

func (v View) parts(account string, api *API) error {
	stages, err := list(v, account, "aws:apigatewayv2/stage:Stage",
		func(s APIStage) bool { return s.APIID == api.ID && s.Name == "$default" })
	if err != nil {
		return err
	}
	if len(stages) == 0 {
		return &MissingError{
			What:    "stage",
			Name:    "$default",
			NamedBy: "HTTP API " + api.ID,
		}
	}
	api.Stage = stages[0]
	if api.Routes, err = list(v, account, "aws:apigatewayv2/route:Route",
		func(r Route) bool { return r.APIID == api.ID }); err != nil {
		return err
	}
	for _, r := range api.Routes {
		id := strings.TrimPrefix(r.Target, "integrations/")
		behind, _, err := get[integration](v, account, "aws:apigatewayv2/integration:Integration", api.ID+"/"+id)
		if err != nil {
			return err
		}
		_, function, _ := strings.Cut(behind.IntegrationURI, "/functions/")
		api.Integrations[id] = strings.TrimSuffix(function, "/invocations")
		by, found, err := get[Authorizer](v, account, "aws:apigatewayv2/authorizer:Authorizer", api.ID+"/"+r.AuthorizerID)
		if err != nil {
			return err
		}
		if found {
			api.Authorizers[r.AuthorizerID] = by
		}
	}
	return nil
}

type permission struct{ Function, Qualifier, Action, Principal, SourceArn, SourceAccount string }

// Invokable tells whether the policy of the function, or of the alias that the ARN names,
// lets a service call it for a source.
func (v View) Invokable(arn, service, source string) (bool, error) {
	parts := strings.Split(arn, ":") // arn:aws:lambda:region:account:function:name:alias
	if len(parts) < 8 {
		parts = append(parts, "")
	}
	granted, err := list(v, OwnerOf(arn), "aws:lambda/permission:Permission", func(p permission) bool {
		return LastOf(p.Function) == parts[6] && p.Qualifier == parts[7] && p.Principal == service &&
			p.Action == "lambda:InvokeFunction" && (p.SourceArn == "" || policy.Like(p.SourceArn, source)) &&
			(p.SourceAccount == "" || p.SourceAccount == OwnerOf(source))
	})
	return len(granted) > 0, err
}

// Runnable is a version of a function with the settings that it keeps.
type Runnable struct {
	Version
	Registry, Repository string // the account of the repository, and its name
	Variables            map[string]string
	Timeout              int // seconds
	Reserved             int // calls at once, -1 for what the account has
}

// Runnable reads a version of a function.
func (v View) Runnable(function Function, version string) (Runnable, error) {
	host, repository, _ := strings.Cut(function.Repository(), "/")
	r := Runnable{
		Registry:   strings.Split(host, ".")[0],
		Repository: repository,
		Timeout:    3,
	}
	concurrency, _, err := get[struct{ ReservedConcurrentExecutions int }](v, OwnerOf(function.Arn),
		"aws:lambda/function:Function", function.Name)
	if err != nil {
		return r, err
	}
	r.Reserved = concurrency.ReservedConcurrentExecutions
	var found bool
	key := function.Name + "/" + version
	if r.Version, found, err = get[Version](v, OwnerOf(function.Arn), localaws.FunctionVersionType, key); err != nil {
		return r, err
	}
	if !found {
		return r, &MissingError{
			What:    "version",
			Name:    version + " of " + function.Name,
			NamedBy: "its alias",
		}
	}
	settings := r.Settings
	if settings == nil {
		if settings, err = v.Settings(OwnerOf(function.Arn), function.Name, "its version"); err != nil {
			return r, err
		}
	}
	if seconds, is := settings["timeout"].(float64); is {
		r.Timeout = int(seconds)
	}
	environment, _ := settings["environment"].(map[string]any)
	variables, _ := environment["variables"].(map[string]any)
	r.Variables = map[string]string{}
	for name, value := range variables {
		r.Variables[name] = fmt.Sprint(value)
	}
	return r, nil
}
