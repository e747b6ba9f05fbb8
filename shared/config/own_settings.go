package config

import (
	"strings"
)

// ownSettings have no value for all services.
var ownSettings = []setting{
	{
		Key: Key{
			Name:    "image",
			Default: "what the command's bootstrap step pushed",
			Rule:    "the digest that a *new* function starts with; releases own it afterwards",
			Example: "sha256:" + strings.Repeat("0", 64),
			Schema:  Pattern(digestPattern),
		},
		layers: inCompute,
		alone:  true,
		read: func(r *Reader, s *Service) {
			s.Image = r.Match("image", "", digestPattern, DigestRule)
		},
	},
	{
		Key: Key{
			Name:    "variables",
			Default: "none",
			Rule: "the function's environment variables, as in `slipway-compute:variables`. The image has them in Test too, " +
				"if there are at most 3000 characters of them and none is a secret",
			Example: `{"LOG_LEVEL": "info"}`,
			Schema:  Schema{"type": "object", "additionalProperties": Schema{"type": "string"}},
		},
		layers: inBoth,
		alone:  true,
		read: func(r *Reader, s *Service) {
			r.Object("variables", &s.Variables, `an object of variables, such as {"LOG_LEVEL": "info"}`)
		},
	},
	{
		Key:    httpKey,
		layers: inBoth,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.HTTP = r.http("http") },
	},
	{
		Key:    eventsKey,
		layers: inBoth,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.Events = r.events("events") },
	},
}
