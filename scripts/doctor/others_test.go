package doctor_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/doctor"
)

func TestOthers(t *testing.T) {
	t.Parallel()
	assert.Equal(t, doctor.Well("the settings name nothing of theirs"), doctor.Others(0, nil, nil))
	assert.Equal(t, doctor.Well("1 thing of theirs that the settings name can be used"), doctor.Others(1, nil, nil))
	assert.Equal(t, []doctor.Finding{
		{
			Mark: doctor.Fails,
			Says: "gone: `aws sns create-topic --name news`",
			Mend: "aws sns create-topic --name news",
		},
		{
			Mark: doctor.Warns,
			Says: "too short",
		},
	}, doctor.Others(2, []string{"gone: `aws sns create-topic --name news`"}, []string{"too short"}))
}
