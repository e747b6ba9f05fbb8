package mistakes_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/tests/harness"
)

const (
	functionType   = "aws:lambda/function:Function"
	repositoryType = "aws:ecr/repository:Repository"
	tableType      = "aws:dynamodb/table:Table"
	groupType      = "aws:cloudwatch/logGroup:LogGroup"
)

// byHand is a site whose account holds a function, its repository, its log group and the
// history table, all under slipway's names, and nothing that slipway made.
func byHand(t *testing.T) *site {
	t.Helper()
	s := deployed(t)
	var made []localaws.Resource
	all, err := s.store.All(tooling)
	require.NoError(t, err)
	for _, r := range all {
		switch {
		case r.Type == repositoryType, r.Type == tableType, r.Type == groupType && r.ID == "/aws/lambda/lambda-api-local",
			strings.HasPrefix(r.Type, "aws:lambda/function") && strings.Contains(r.Key, "lambda-api-local"):
			made = append(made, r)
		}
	}
	s.Must(t, "destroy-all", "--env", env)
	for _, r := range made {
		r.URN = ""
		require.NoError(t, s.store.Put(r))
	}
	return s
}

// edit changes what AWS holds, past every state, and returns what it was.
func (s *site) edit(t *testing.T, typ, id string, values map[string]any) localaws.Resource {
	t.Helper()
	was, found, err := s.store.Get(tooling, typ, id)
	require.NoError(t, err)
	require.True(t, found, id)
	is := was
	is.Inputs, is.Outputs = maps.Clone(was.Inputs), maps.Clone(was.Outputs)
	for key, value := range values {
		is.Inputs[key], is.Outputs[key] = value, value
	}
	require.NoError(t, s.store.Put(is))
	return was
}

// C5: what stands under the names of an environment that was never deployed.
func TestAdoption(t *testing.T) {
	t.Parallel()
	s := byHand(t)
	before := s.ids(t)
	says := s.rejects(t, "deploy-all")
	assert.Contains(t, says, "AWS holds table-deployments-local, ecr-api-local, which no state knows")
	assert.Contains(t, says, "`make deploy-all ENV=local ADOPT=1` takes what is there into the state as it is")

	// What could not stay as it is, is left alone, and all of it is told.
	aes := []any{map[string]any{"encryptionType": "AES256", "kmsKey": ""}}
	whole := s.edit(t, repositoryType, "ecr-api-local", map[string]any{"encryptionConfigurations": aes})
	keyed := s.edit(t, tableType, "table-deployments-local", map[string]any{"hashKey": "id"})
	image := s.edit(t, functionType, "lambda-api-local", map[string]any{"packageType": "Zip"})
	says = s.rejects(t, "deploy-all", "--adopt")
	assert.Contains(t, says, "nothing was changed: what is there cannot be taken over as it is; docs/adoption.md")
	for _, want := range []string{
		"ecr-api-local has another encryptionConfigurations than slipway gives it",
		"table-deployments-local has another hashKey than slipway gives it",
		"lambda-api-local has another packageType than slipway gives it",
	} {
		assert.Contains(t, says, want)
	}
	for _, r := range []localaws.Resource{whole, keyed, image} {
		require.NoError(t, s.store.Put(r))
	}
	versioned := s.edit(t, functionType, "lambda-api-local", map[string]any{"version": "$LATEST"})
	assert.Contains(t, s.rejects(t, "deploy-all", "--adopt"),
		"`aws lambda publish-version --function-name lambda-api-local` makes one")
	require.NoError(t, s.store.Put(versioned))

	// The rest is listed with what differs, and a question changes nothing.
	s.edit(t, functionType, "lambda-api-local", map[string]any{"memorySize": 512.0})
	s.Set("YES", "")
	assert.Contains(t, s.rejects(t, "deploy-all", "--adopt"), "not confirmed: Take what is there (")
	assert.Equal(t, before, s.ids(t))

	// It is taken as it is, and changed by the next deployment.
	s.Set("YES", "1")
	r := s.Must(t, "deploy-all", "--env", env, "--adopt")
	for _, want := range []string{
		"foundation  there: table-deployments-local, a table, with its rows\n",
		"foundation  there: ecr-api-local, a repository, with its images\n",
		"compute     there: lambda-api-local, a function; its memorySize will be changed by the deployment after this one\n",
		"compute     there: 1 of what belongs to these, such as roles and log groups\n",
	} {
		assert.Contains(t, r.Err, want)
	}
	memory := func() any {
		function, _, err := s.store.Get(tooling, functionType, "lambda-api-local")
		require.NoError(t, err)
		return function.Outputs["memorySize"]
	}
	assert.EqualValues(t, 512, memory())
	assert.Subset(t, s.ids(t), before)
	s.Must(t, "deploy-all", "--env", env)
	assert.EqualValues(t, 1024, memory())
	s.settled(t, s.ids(t))
}

// C5: functions, and what callers reach them by, in an account of their own. What AWS
// gives an id of its own, such as an API, is taken and not made a second time.
func TestAdoptionInTwoAccounts(t *testing.T) {
	t.Parallel()
	s := at(harness.DeployOnce(t, env, []string{`slipway-LAYER:targetAccount: "` + target + `"`}, map[string][]string{
		"foundation": {`slipway-foundation:services: {api: {vpc: {subnetIds: [subnet-0123456789abcdef0, ` +
			`subnet-0123456789abcdef1], securityGroupIds: [sg-0123456789abcdef0]}, ` +
			`http: {cors: {origins: ["https://shop.example.com"]}, ` +
			`authorizer: {issuer: "https://login.example.com", audience: ["shop"]}, ` +
			`domain: {name: api.example.com, certificate: "arn:aws:acm:us-east-1:` + target +
			`:certificate/12345678-1234-1234-1234-123456789012"}}}}`},
	}))
	before := s.ids(t)
	apis, err := s.store.List(target, "aws:apigatewayv2/api:Api")
	require.NoError(t, err)
	require.Len(t, apis, 1, "of the service")
	s.lose(t, true, "foundation", "compute", "delivery")
	s.Must(t, "deploy-all", "--env", env, "--adopt")
	s.Must(t, "deploy-all", "--env", env)
	assert.Equal(t, before, s.ids(t), "nothing twice, nothing lost")
	assert.Contains(t, s.Must(t, "destroy-all", "--env", env).Err,
		"AWS gives the network interfaces of lambda-api-local back within 20 minutes as a rule, within 40 at times")
}
