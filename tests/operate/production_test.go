package operate_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/tests/harness"
)

const tooling = "000000000000"

// site is a deployed environment whose simulated account can be read.
type site struct {
	*harness.Env
	env     string
	store   *localaws.Store
	account string // of the functions
}

// build deploys an environment with settings of all layers and of single ones.
func build(t *testing.T, env, account string, common []string, own map[string][]string) *site {
	t.Helper()
	h := harness.DeployOnce(t, env, common, own)
	return &site{
		Env:     h,
		env:     env,
		store:   localaws.Open(h.Account),
		account: account,
	}
}

// run runs a command on the environment.
func (s *site) run(t *testing.T, words ...string) harness.Result {
	t.Helper()
	return s.Run(t, append(words, "--env", s.env)...)
}

// production is what a release changes.
type production struct {
	Alias, Latest, Live string // the alias's version, the image of $LATEST, the image of the alias's version
	Split               bool   // the alias has weights
	Versions            int
}

func (s *site) production(t *testing.T, service string) production {
	t.Helper()
	function := "lambda-" + service + "-" + s.env
	get := func(token, key string) map[string]any {
		r, found, err := s.store.Get(s.account, token, key)
		require.NoError(t, err)
		require.True(t, found, "%s %s", token, key)
		return r.Outputs
	}
	alias := get("aws:lambda/alias:Alias", "arn:aws:lambda:us-east-1:"+s.account+":function:"+function+":live")
	version, _ := alias["functionVersion"].(string)
	latest, _ := get("aws:lambda/function:Function", function)["imageUri"].(string)
	live, _ := get(localaws.FunctionVersionType, function+"/"+version)["imageUri"].(string)
	all, err := s.store.List(s.account, localaws.FunctionVersionType)
	require.NoError(t, err)
	count := 0
	for _, r := range all {
		if r.Outputs["functionName"] == function {
			count++
		}
	}
	_, split := alias["routingConfig"]
	return production{
		Alias:    version,
		Latest:   digest(latest),
		Live:     digest(live),
		Split:    split,
		Versions: count,
	}
}

func digest(uri string) string { return uri[strings.Index(uri, "@")+1:] }

// tags are those of the service's images, by digest.
func (s *site) tags(t *testing.T, service string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	files, err := filepath.Glob(filepath.Join(s.store.Dir(), "registry", tooling, "ecr-"+service+"-"+s.env, "*.json"))
	require.NoError(t, err)
	for _, file := range files {
		var image struct {
			Digest string
			Tags   []string
		}
		decode(t, file, &image)
		found[image.Digest] = image.Tags
	}
	return found
}
