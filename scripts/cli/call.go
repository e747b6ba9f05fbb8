package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"slipway/scripts/layers"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/httpapi"
	"slipway/scripts/localaws/logs"
	"slipway/scripts/localaws/runtime"
	"slipway/scripts/operate/call"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// callReal makes the request. One of a function URL is signed with the credentials that
// commands run with, in the account of the functions.
func (o *operated) callReal(ctx context.Context, at *url.URL, signed bool, c httpapi.Call) (httpapi.Answer, error) {
	service := call.Service{
		Address: at,
		Client:  &http.Client{Timeout: call.Wait},
		Now:     o.Now,
	}
	if signed {
		own, err := o.awsConfig(ctx)
		if err != nil {
			return httpapi.Answer{}, err
		}
		there, _, err := o.targetConfig(ctx, own)
		if err != nil {
			return httpapi.Answer{}, err
		}
		service.Signer = &there
	}
	answer, err := service.Do(ctx, c)
	var unknown *call.UnknownHostError
	if errors.As(err, &unknown) {
		err = &layers.Hint{
			Problem: unknown.Error() + ": point a name of your own at the domainTarget of the service",
			Command: "make outputs ENV=" + o.env.Name,
		}
	}
	return answer, err
}

// callSimulated calls through the simulated API, or the function itself by its URL, for
// which the simulated caller has every right.
func (o *operated) callSimulated(
	ctx context.Context, function contract.FunctionOf[string], host string, c httpapi.Call,
) (httpapi.Answer, error) {
	view := account.View{Store: localaws.Open(o.env.AWSDir)}
	f := &simulatedFunction{
		operated: o,
		ctx:      ctx,
		view:     view,
	}
	g := &httpapi.Gateway{
		Host:     host,
		Function: f,
		Now:      o.Now,
	}
	if function.APIID == "" {
		g.API = httpapi.URL(function.AliasArn)
		f.open = true
	} else {
		var err error
		if g.API, err = view.API(account.OwnerOf(function.Arn), host); err != nil {
			return httpapi.Answer{}, err
		}
	}
	if len(g.API.Authorizers) > 0 && c.Headers["authorization"] != "" {
		o.Console.Line("The simulated API does not check the token's signature: the issuer's keys are elsewhere.")
	}
	return g.Serve(c)
}

// simulatedFunction runs the versions of functions of a simulated account.
type simulatedFunction struct {
	*operated
	ctx  context.Context
	view account.View
	open bool // a function URL, whose caller IAM has let in
}

// Invokable asks the policy of the alias.
func (f *simulatedFunction) Invokable(arn, source string) (bool, error) {
	if f.open {
		return true, nil
	}
	return f.view.Invokable(arn, "apigateway.amazonaws.com", source)
}

// Invoke calls the version that the alias gives this call to.
func (f *simulatedFunction) Invoke(arn string, event []byte) ([]byte, error) {
	owner, name := account.OwnerOf(arn), strings.Split(arn, ":")[6]
	function, err := f.view.Function(owner, name, "the API")
	if err != nil {
		return nil, err
	}
	alias, err := f.view.Alias(owner, name, naming.LiveAlias, "the API")
	if err != nil {
		return nil, err
	}
	number := share(alias, rand.Float64()) //nolint:gosec // as Lambda, by chance
	version, err := f.view.Runnable(function, number)
	if err != nil {
		return nil, err
	}
	if version.Reserved == 0 {
		return nil, &httpapi.Throttled{}
	}
	f.Console.Line("%s answers with version %s, %.19s", name, number, version.Digest())
	var written bytes.Buffer
	answer, err := runtime.Function{
		Images:       f.aws.Images(),
		Account:      version.Registry,
		Repository:   version.Repository,
		Digest:       version.Digest(),
		Name:         name,
		Version:      number,
		Architecture: version.Architecture(),
		Region:       strings.Split(arn, ":")[3],
		Variables:    version.Variables,
		Timeout:      time.Duration(version.Timeout) * time.Second,
		Packages:     filepath.Join(f.env.AWSDir, "packages"),
		Log:          io.MultiWriter(f.Console.Err, &written),
	}.Invoke(f.ctx, event)
	if err := f.keep(owner, name, number, written.String()); err != nil {
		return nil, err
	}
	var impossible *runtime.Impossible
	if errors.As(err, &impossible) {
		f.Console.Line("%s; the simulated Lambda answers in its place", impossible.Why)
		return []byte(`{"statusCode": 200, "headers": {"content-type": "application/json"},` +
			` "body": "{\"message\": \"simulated\"}"}`), nil
	}
	if err != nil {
		f.Console.Line("%v", err)
	}
	return answer, err
}

// keep puts what a version has written into the function's log group, in a stream that is
// named as Lambda names it.
func (f *simulatedFunction) keep(owner, name, version, written string) error {
	now := f.Now().UTC()
	var events []logs.Event
	for line := range strings.Lines(written) {
		events = append(events, logs.Event{
			At:      now,
			Stream:  now.Format("2006/01/02/") + "[" + version + "]simulated",
			Message: strings.TrimSuffix(line, "\n"),
		})
	}
	return logs.Append(f.view.Store, owner, string(naming.LambdaLogs)+name, events...)
}

// share is the version that gets a call, by its share of them.
func share(alias account.Alias, chance float64) string {
	weights := alias.RoutingConfig.AdditionalVersionWeights
	for _, version := range slices.Sorted(maps.Keys(weights)) {
		if chance < weights[version] {
			return version
		}
		chance -= weights[version]
	}
	return alias.FunctionVersion
}
