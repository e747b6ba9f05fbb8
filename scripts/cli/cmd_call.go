package cli

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/layers"
	"slipway/scripts/localaws/httpapi"
)

type callOptions struct {
	*app
	serviceTarget
	at, method, body, token, headers string
}

func newCall(a *app) *cobra.Command {
	o := &callOptions{app: a}
	cmd := &cobra.Command{
		Use:   "call",
		Short: "Call a service over HTTPS, and print what it answers",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.at, "at", a.getenv("AT"), "path and query; default /")
	flags.StringVar(&o.method, "method", a.getenv("METHOD"), "method; default GET, or POST with a body")
	flags.StringVar(&o.body, "body", a.getenv("BODY"), "body of the request")
	flags.StringVar(&o.headers, "headers", a.getenv("HEADERS"),
		"headers, as in \"origin: https://a.example; accept: text/html\"")
	o.token = a.getenv("TOKEN") // not among the flags, which other people on the machine see
	return cmd
}

func (o *callOptions) run(ctx context.Context) error {
	call, err := o.call()
	if err != nil {
		return err
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		service, err := chooseService(s.outputs, s.env.Name, o.service)
		if err != nil {
			return err
		}
		functions, err := s.functions(ctx)
		if err != nil {
			return err
		}
		function := functions[service]
		if function.Address == "" {
			return &layers.Hint{
				Problem: fmt.Sprintf("%s is not called over HTTPS: set http: true among its settings, then deploy", service),
				Command: "make deploy-all ENV=" + s.env.Name,
			}
		}
		address, err := url.Parse(function.Address)
		if err != nil {
			return fmt.Errorf("read the address %s: %w", function.Address, err)
		}
		var answer httpapi.Answer
		switch isURL := function.APIID == ""; {
		case s.aws != nil:
			answer, err = s.callSimulated(ctx, function, address.Host, call)
		default:
			answer, err = s.callReal(ctx, address, isURL, call)
		}
		if err != nil {
			return err
		}
		o.print(answer)
		return nil
	})
}

// call is what was asked for.
func (o *callOptions) call() (httpapi.Call, error) {
	path, query, _ := strings.Cut(o.at, "?")
	if path == "" {
		path = "/"
	}
	if !strings.HasPrefix(path, "/") {
		return httpapi.Call{}, &environment.UsageError{Problem: fmt.Sprintf("AT is %q: a path, such as /health", o.at)}
	}
	c := httpapi.Call{
		Method:  strings.ToUpper(o.method),
		Path:    path,
		Query:   query,
		Headers: map[string]string{"user-agent": "slipway"},
		Body:    o.body,
	}
	if c.Method == "" {
		c.Method = http.MethodGet
		if o.body != "" {
			c.Method = http.MethodPost
		}
	}
	if o.body != "" {
		c.Headers["content-type"] = "application/json"
	}
	for _, header := range strings.Split(o.headers, ";") {
		if strings.TrimSpace(header) == "" {
			continue
		}
		name, value, is := strings.Cut(header, ":")
		if !is {
			return c, &environment.UsageError{
				Problem: fmt.Sprintf("HEADERS has %q: a name, a colon and a value, with ; between two", header),
			}
		}
		c.Headers[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
	}
	if o.token != "" {
		c.Headers["authorization"] = "Bearer " + o.token
	}
	return c, nil
}

// printed are the headers that say something of the service or the API.
func printed(name string) bool {
	return slices.Contains([]string{"content-type", "location", "retry-after", "www-authenticate"},
		name) || strings.HasPrefix(name, "access-control-") || strings.HasPrefix(name, "x-amz") ||
		strings.HasPrefix(name, "apigw-")
}

// print prints status and headers for the person, and the body as data.
func (o *callOptions) print(a httpapi.Answer) {
	o.Console.Line("%d %s", a.Status, http.StatusText(a.Status))
	for _, name := range slices.Sorted(maps.Keys(a.Headers)) {
		if printed(name) {
			o.Console.Line("%s: %s", name, a.Headers[name])
		}
	}
	for _, cookie := range a.Cookies {
		o.Console.Line("set-cookie: %s", cookie)
	}
	if len(a.Body) > 0 {
		o.Console.Print("%s", strings.TrimSuffix(string(a.Body), "\n"))
	}
}
