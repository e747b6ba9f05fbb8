package registry

import (
	"context"
	"net"
	"net/http"
)

// Transport returns a round tripper that reaches the registry at addr under
// the ECR host names, so that a repository's URL can be used as it is. Any
// other host is reached as usual. Use it with plain HTTP (name.Insecure).
func Transport(addr string) http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	dial := t.DialContext
	t.DialContext = func(ctx context.Context, network, asked string) (net.Conn, error) {
		if ecrHost.MatchString(asked) {
			asked = addr
		}
		return dial(ctx, network, asked)
	}
	t.Proxy = nil // loopback needs none
	return plainHTTP{t}
}

// plainHTTP sends requests for ECR hosts without TLS, whatever scheme was asked for.
type plainHTTP struct{ next http.RoundTripper }

func (p plainHTTP) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme == "https" && ecrHost.MatchString(req.URL.Host) {
		req = req.Clone(req.Context())
		req.URL.Scheme = "http"
	}
	return p.next.RoundTrip(req)
}
