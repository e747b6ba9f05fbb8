package localaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
)

func TestATrailTellsOfCallsThatRulesCanHear(t *testing.T) {
	t.Parallel()
	names := func(calls []localaws.APICall) []string {
		var all []string
		for _, c := range calls {
			all = append(all, c.Source+" "+c.Name)
		}
		return all
	}
	for name, c := range map[string]struct {
		trail, rule bool
		want        []string
	}{
		"with a trail and a rule": {true, true, []string{
			"lambda UpdateFunctionConfiguration20150331v2", "lambda PublishVersion20150331",
		}},
		"without a trail": {rule: true},
		"without a rule":  {trail: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			settings := map[string]string{}
			if c.trail {
				settings[localaws.TrailVariable] = "1"
			}
			server := awstest.Start(t, t.TempDir(), awstest.Settings(settings))
			aws := awstest.Connect(t, server, nil)
			zip := awstest.With(aws.Zip("lambda-a"), m{"publish": true})
			function, err := aws.Create(awstest.Function, "f", zip)
			require.NoError(t, err)
			if c.rule {
				_, err = aws.Create("aws:cloudwatch/eventRule:EventRule", "r", m{
					"name":         "rule-change-a",
					"eventPattern": `{"source": ["aws.lambda"]}`,
				})
				require.NoError(t, err)
			}
			_, err = aws.Update(function, awstest.With(zip, m{"memorySize": 256.0}))
			require.NoError(t, err)
			got := server.Trailed()
			assert.Equal(t, c.want, names(got))
			if len(got) > 0 {
				assert.Equal(t, "2", got[1].Answered["version"])
			}
			assert.Empty(t, server.Trailed(), "each call is told of once")
		})
	}
}
