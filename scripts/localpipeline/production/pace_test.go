package production

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAConfigurationsNameSaysHowTrafficShifts(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Pace{
		"CodeDeployDefault.LambdaCanary10Percent5Minutes":      {Share: 0.1, Takes: 5 * time.Minute},
		"CodeDeployDefault.LambdaCanary10Percent30Minutes":     {Share: 0.1, Takes: 30 * time.Minute},
		"CodeDeployDefault.LambdaLinear10PercentEvery1Minute":  {Share: 0.1, Takes: 9 * time.Minute},
		"CodeDeployDefault.LambdaLinear25PercentEvery2Minutes": {Share: 0.25, Takes: 6 * time.Minute},
		"CodeDeployDefault.LambdaAllAtOnce":                    {Share: 1},
	} {
		got, err := paceOf(name)
		require.NoError(t, err, name)
		assert.Equal(t, want, got, name)
	}
	_, err := paceOf("our-own")
	assert.EqualError(t, err, "deployment configuration our-own is not known to the simulated AWS")
}
