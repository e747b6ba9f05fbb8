package config_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

// api reads the settings of a service api, as the delivery layer does.
func api(settings string) (config.Service, error) {
	_, each, err := perService("delivery", values{}, `{"api": `+settings+`}`)
	return each["api"], err
}

func TestSourceSettings(t *testing.T) { // R14
	t.Parallel()
	t.Run("say where a service is and what its image is built of", func(t *testing.T) {
		t.Parallel()
		got, err := api(`{"path": "services/api", "paths": ["packages/@acme/shared/", "package-lock.json"],
			"context": "services", "dockerfile": "docker/api.Dockerfile", "target": "production",
			"buildArgs": {"VERSION": "2"}, "buildSecrets": {"pip": "shop/pip-secret"}}`)
		require.NoError(t, err)
		assert.Equal(t, "services/api/", got.Path)
		assert.Equal(t, []string{"packages/@acme/shared/", "package-lock.json"}, got.Paths)
		assert.Equal(t, config.Docker{
			Context: "services/",
			File:    "docker/api.Dockerfile",
			Target:  "production",
			Args:    map[string]string{"VERSION": "2"},
			Secrets: map[string]string{"pip": "shop/pip-secret"},
		}, got.Docker)
	})
	for _, root := range []string{".", "./"} {
		t.Run("have the whole repository for a context by "+root, func(t *testing.T) {
			t.Parallel()
			got, err := api(`{"context": "` + root + `"}`)
			require.NoError(t, err)
			assert.Equal(t, ".", got.Docker.Context)
		})
	}
}

func TestPathsOutsideOfTheRepository(t *testing.T) {
	t.Parallel()
	for path, fault := range map[string]string{
		"":                       "it has no name",
		"/api":                   "it may not begin with a slash",
		"../api":                 `no part of it may be ".."`,
		"services/../../api":     `no part of it may be ".."`,
		"./api":                  `no part of it may be "."`,
		"services//api":          "it may not have two slashes together",
		"api/**":                 `it may not have '*'`,
		"(web)":                  `it may not have '('`,
		"my api":                 `it may not have ' '`,
		"$(id)":                  `it may not have '$'`,
		"a;id":                   `it may not have ';'`,
		"a`id`":                  "it may not have '`'",
		`services\api`:           `it may not have '\\'`,
		"größe":                  `it may not have 'ö'`,
		strings.Repeat("a", 251): "it may not have more than 250 characters",
	} {
		t.Run(path+" are rejected", func(t *testing.T) {
			t.Parallel()
			text, err := json.Marshal(path)
			require.NoError(t, err)
			for setting, c := range map[string]struct{ value, rule string }{
				"path":       {string(text), "a folder of the repository, written from its root: "},
				"context":    {string(text), "a folder of the repository, written from its root: "},
				"dockerfile": {string(text), "a file of the repository, written from its root: "},
				"paths":      {"[" + string(text) + "]", "a folder or a file of the repository, written from its root: "},
			} {
				_, err := api(`{"` + setting + `": ` + c.value + `}`)
				require.EqualError(t, err, "slipway-foundation:services.api."+setting+" is "+strconv.Quote(path)+": "+c.rule+fault)
			}
		})
	}
	t.Run("the root is the default of a path", func(t *testing.T) {
		t.Parallel()
		_, err := api(`{"path": "./"}`)
		require.EqualError(t, err, `slipway-foundation:services.api.path is "./": a folder of the repository, written `+
			"from its root: leave it out for the root")
	})
}

func TestDockerSettingsThatCannotBe(t *testing.T) {
	t.Parallel()
	const layer = "slipway-foundation:services.api."
	names := `the name of a secret of Secrets Manager, never its value: 1 to 128 letters, digits and /_+=.@-`
	many := `{"buildSecrets": {`
	for i := range 11 {
		many += `"s` + strings.Repeat("x", i) + `": "shop/one",`
	}
	for name, c := range map[string]struct{ settings, fault string }{
		"paths that are no list": {`{"paths": "packages/"}`,
			layer + `paths is "packages/": a list of folders and files, such as ["packages/shared/", "package-lock.json"]`},
		"a path named twice": {`{"paths": ["packages/", "packages"]}`, layer + `paths is "packages": named twice`},
		"more paths than a trigger takes": {`{"paths": ["a", "b", "c", "d"]}`,
			layer + `paths is "a, b, c, d": more than a pipeline's trigger takes, which is 7 names and 1200 characters; ` +
				"one without a slash at the end counts twice"},
		"a stage that is none": {`{"target": "a b"}`, layer + `target is "a b": the name of a stage in the Dockerfile: ` +
			"letters, digits and _.-, beginning with a letter"},
		"arguments that are no object": {`{"buildArgs": ["A=1"]}`,
			layer + `buildArgs is "[\"A=1\"]": an object of build arguments, such as {"VERSION": "2"}`},
		"an argument with a dash": {`{"buildArgs": {"A-B": "1"}}`,
			layer + `buildArgs is "A-B": the name of an argument: letters, digits and _, not beginning with a digit`},
		"an argument of two lines": {`{"buildArgs": {"A": "1\n2"}}`, layer + `buildArgs.A is "1\n2": one line`},
		"arguments that are too long": {`{"buildArgs": {"A": "` + strings.Repeat("&", 250) + `"}}`,
			layer + `buildArgs is "1508 characters": at most 1500, names and values together, as JSON`},
		"secrets that are no object": {`{"buildSecrets": ["shop/pip"]}`,
			layer +
				`buildSecrets is "[\"shop/pip\"]": an object from id to the name of a secret, such as {"pip": "shop/pip-conf"}`},
		"an id with a comma": {`{"buildSecrets": {"a,src=/etc/passwd": "shop/pip"}}`,
			layer + `buildSecrets is "a,src=/etc/passwd": the id of a secret in the Dockerfile: letters, digits and _.-`},
		"the id of npm's settings": {`{"buildSecrets": {"npmrc": "shop/npm"}}`,
			layer + `buildSecrets is "npmrc": an id that is taken: npm's settings are mounted under it`},
		"a secret that is an argument": {`{"buildArgs": {"TOKEN": "1"}, "buildSecrets": {"TOKEN": "shop/token"}}`,
			layer + `buildSecrets is "TOKEN": a build argument too; keep one of the two`},
		"an ARN": {`{"buildSecrets": {"pip": "arn:aws:secretsmanager:us-east-1:111122223333:secret:pip-AbCdEf"}}`,
			layer + `buildSecrets.pip is "arn:aws:secretsmanager:us-east-1:111122223333:secret:pip-AbCdEf": ` +
				"the name of a secret of Secrets Manager, not its ARN"},
		"a value, which it does not print": {`{"buildSecrets": {"pip": "hunter2!"}}`,
			layer + `buildSecrets.pip is "not shown": ` + names},
		"more secrets than ten": {strings.TrimSuffix(many, ",") + `}}`, layer + `buildSecrets is "11 secrets": at most 10`},
	} {
		t.Run("reject "+name, func(t *testing.T) {
			t.Parallel()
			_, err := api(c.settings)
			require.EqualError(t, err, c.fault)
		})
	}
}
