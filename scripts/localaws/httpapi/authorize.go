package httpapi

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"slipway/scripts/localaws/account"
)

// authorize reads the token of a call, if the route asks for one, and returns its claims,
// or the answer to a call without a valid one (API Gateway developer guide,
// http-api-jwt-authorizer). The signature is not checked: the issuer's keys are elsewhere.
func (g *Gateway) authorize(route account.Route, c Call) (map[string]any, *Answer) {
	if route.AuthorizationType != "JWT" {
		return nil, nil
	}
	refused := message(http.StatusUnauthorized, "Unauthorized")
	refused.Headers["www-authenticate"] = "Bearer"
	claims, ok := claimsOf(strings.TrimPrefix(c.Headers["authorization"], "Bearer "))
	by := g.API.Authorizers[route.AuthorizerID].JwtConfiguration
	if !ok || claims["iss"] != by.Issuer || !meant(claims, by.Audiences) || !g.valid(claims) {
		return nil, &refused
	}
	if len(route.AuthorizationScopes) > 0 && !scoped(claims, route.AuthorizationScopes) {
		refused = message(http.StatusForbidden, "Forbidden")
		return nil, &refused
	}
	return claims, nil
}

func claimsOf(token string) (map[string]any, bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, false
	}
	var header, claims map[string]any
	for i, into := range []*map[string]any{&header, &claims} {
		plain, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil || json.Unmarshal(plain, into) != nil {
			return nil, false
		}
	}
	algorithm, _ := header["alg"].(string)
	return claims, strings.HasPrefix(algorithm, "RS") // API Gateway takes no others
}

// meant tells whether the token is for one of the audiences: aud, or client_id without it.
func meant(claims map[string]any, audiences []string) bool {
	all := texts(claims["aud"])
	if len(all) == 0 {
		all = texts(claims["client_id"])
	}
	return slices.ContainsFunc(all, func(one string) bool { return slices.Contains(audiences, one) })
}

func (g *Gateway) valid(claims map[string]any) bool {
	now := float64(g.Now().Unix())
	expires, has := claims["exp"].(float64)
	begins, _ := claims["nbf"].(float64)
	issued, _ := claims["iat"].(float64)
	return has && now < expires && begins <= now && issued <= now
}

func scoped(claims map[string]any, wanted []string) bool {
	scopes := texts(claims["scope"])
	if len(scopes) == 0 {
		scopes = texts(claims["scp"])
	}
	var all []string
	for _, one := range scopes {
		all = append(all, strings.Fields(one)...)
	}
	return slices.ContainsFunc(wanted, func(one string) bool { return slices.Contains(all, one) })
}

// texts is a text, or a list of them.
func texts(value any) []string {
	switch value := value.(type) {
	case string:
		return []string{value}
	case []any:
		var all []string
		for _, one := range value {
			text, _ := one.(string)
			all = append(all, text)
		}
		return all
	}
	return nil
}
