package config

// httpSchema is the schema of http.
func httpSchema() Schema {
	object := func(required []string, properties Schema) Schema {
		return Schema{
			"type":                 "object",
			"properties":           properties,
			"required":             required,
			"additionalProperties": false,
		}
	}
	domain := []string{"name", "certificate"}
	authorizer := []string{"issuer", "audience"}
	return Schema{"anyOf": []Schema{Flag(), object([]string{}, Schema{
		"type":  Choice(EntryAPI, EntryURL),
		"rate":  Whole(1, 10000),
		"burst": Whole(1, 5000),
		"cors": object([]string{"origins"}, Schema{
			"origins":       List(Pattern(originPattern)),
			"methods":       List(Pattern(methodPattern)),
			"headers":       List(Pattern(headerPattern)),
			"exposeHeaders": List(Pattern(headerPattern)),
			"credentials":   Flag(),
			"maxAge":        Whole(0, 86400),
		}),
		"domain": object(domain, Schema{
			"name":        Pattern(domainPattern),
			"certificate": Pattern(certificatePattern),
		}),
		"authorizer": object(authorizer, Schema{
			"issuer":   Pattern(issuerPattern),
			"audience": List(Pattern(audiencePattern)),
			"scopes":   List(Pattern(audiencePattern)),
		}),
	})}}
}
