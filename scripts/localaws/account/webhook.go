package account

import (
	"net/url"
	"strings"
)

// Receiver is the function that a webhook's address leads to.
type Receiver struct {
	Name        string
	Environment struct{ Variables map[string]string }
}

type route struct{ ApiID, RouteKey, Target string }

type integration struct{ ApiID, IntegrationURI string }

// Receiver follows a webhook's address through the API's route and integration
// to the function behind it.
func (v View) Receiver(account, address string) (Receiver, error) {
	at, err := url.Parse(address)
	if err != nil {
		return Receiver{}, err
	}
	api, _, _ := strings.Cut(at.Host, ".")
	key := "POST " + at.Path
	routes, err := list(v, account, "aws:apigatewayv2/route:Route",
		func(r route) bool { return r.ApiID == api && r.RouteKey == key })
	if err != nil {
		return Receiver{}, err
	}
	if len(routes) == 0 {
		return Receiver{}, &MissingError{
			What:    "route",
			Name:    key,
			NamedBy: "the webhook's address " + address,
		}
	}
	id := strings.TrimPrefix(routes[0].Target, "integrations/")
	behind, found, err := get[integration](v, account, "aws:apigatewayv2/integration:Integration", api+"/"+id)
	if err != nil {
		return Receiver{}, err
	}
	if !found {
		return Receiver{}, &MissingError{
			What:    "integration",
			Name:    id,
			NamedBy: "route " + key,
		}
	}
	name := LastOf(strings.TrimSuffix(behind.IntegrationURI, "/invocations"))
	receiver, found, err := get[Receiver](v, account, "aws:lambda/function:Function", name)
	if err == nil && !found {
		err = &MissingError{
			What:    "function",
			Name:    name,
			NamedBy: "integration " + id,
		}
	}
	return receiver, err
}
