package config

// sourceSettings are about where a service is in the repository, and what its image is
// built of. None has a value for all services.
var sourceSettings = []setting{
	{
		Key: Key{
			Name:    "path",
			Default: "the root, and every push counts",
			Rule: "the service's folder in the repository; its changes start the pipeline, and it is the default of " +
				"`context` and `dockerfile`. Written from the root, as all paths are: no leading slash, no `..`, no wildcards",
			Example: "services/api/",
			Schema:  Schema{"type": "string", "maxLength": longestPath},
		},
		layers: inDelivery,
		alone:  true,
		read: func(r *Reader, s *Service) {
			text, fault := r.Text("path", ""), ""
			if s.Path, fault = Folder(text); fault != "" {
				r.Reject("path", text, fault)
			}
		},
	},
	{
		Key: Key{
			Name:    "paths",
			Default: "`path` alone",
			Rule: "folders and files that the service is built of, beside `path`: their changes start the pipeline too. " +
				"A name without a slash at the end is a file or a folder, and counts for two of the seven that there may be",
			Example: `["packages/shared/", "package-lock.json"]`,
			Schema:  List(Schema{"type": "string", "maxLength": longestPath}),
		},
		layers: inDelivery,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.Paths = r.paths("paths") },
	},
	{
		Key: Key{
			Name:    "context",
			Default: "the service's folder",
			Rule:    "the folder that Docker is given to build from; `.` is the whole repository",
			Example: ".",
			Schema:  Schema{"type": "string", "maxLength": longestPath},
		},
		layers: inDelivery,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.Docker.Context = r.context("context") },
	},
	{
		Key: Key{
			Name:    "dockerfile",
			Default: "`Dockerfile` in the service's folder",
			Rule:    "the file that the image is built by",
			Example: "docker/api.Dockerfile",
			Schema:  Schema{"type": "string", "maxLength": longestPath},
		},
		layers: inDelivery,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.Docker.File = r.dockerfile("dockerfile") },
	},
	{
		Key: Key{
			Name:    "target",
			Default: "the last stage",
			Rule:    "the stage of the Dockerfile that becomes the image",
			Example: "production",
			Schema:  Pattern(targetPattern),
		},
		layers: inDelivery,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.Docker.Target = r.Match("target", "", targetPattern, targetRule) },
	},
	{
		Key: Key{
			Name:    "buildArgs",
			Default: "none",
			Rule: "values of the Dockerfile's `ARG`s, one line each. They are in the image's history: never a secret, which " +
				"`buildSecrets` is for",
			Example: `{"VERSION": "2"}`,
			Schema:  Schema{"type": "object", "additionalProperties": Schema{"type": "string"}},
		},
		layers: inDelivery,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.Docker.Args = r.buildArgs("buildArgs") },
	},
	{
		Key: Key{
			Name:    "buildSecrets",
			Default: "none",
			Rule: "by the id that the Dockerfile mounts it under (`RUN --mount=type=secret,id=ID`), the name of a secret of " +
				"Secrets Manager in the pipeline's account and region, under the key that AWS manages; at most 10. " +
				"Each is in a file while the image is built, and in no layer, argument or log",
			Example: `{"pip": "shop/pip-conf"}`,
			Schema:  Schema{"type": "object", "additionalProperties": Pattern(secretNamePattern), "maxProperties": mostSecrets},
		},
		layers: inDelivery,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.Docker.Secrets = r.buildSecrets("buildSecrets", s.Docker.Args) },
	},
}
