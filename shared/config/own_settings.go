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
			Rule:    "the function's environment variables, as in `slipway-compute:variables`",
			Example: `{"LOG_LEVEL": "info"}`,
			Schema:  Schema{"type": "object", "additionalProperties": Schema{"type": "string"}},
		},
		layers: inCompute,
		alone:  true,
		read: func(r *Reader, s *Service) {
			r.Object("variables", &s.Variables, `an object of variables, such as {"LOG_LEVEL": "info"}`)
		},
	},
	{
		Key: Key{
			Name:    "path",
			Default: "every push counts",
			Rule: "the folder of the repository whose changes start the pipeline; " +
				"no leading slash, no wildcards",
			Example: "services/api/",
			Schema:  Schema{"type": "string", "maxLength": longestFolder},
		},
		layers: inDelivery,
		alone:  true,
		read: func(r *Reader, s *Service) {
			text, ok := r.Text("path", ""), false
			if s.Path, ok = Folder(text); !ok {
				r.Reject("path", text, FolderRule)
			}
		},
	},
}
