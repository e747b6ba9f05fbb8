package realaws_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"slipway/tests/harness"
)

// deployed is an environment, and the account that it is in.
type deployed struct {
	*harness.Env
	env   string
	c     aws.Config
	mails *mailbox
}

func inAccount(t *testing.T, h *harness.Env, env string) *deployed {
	t.Helper()
	return &deployed{
		Env: h,
		env: env,
		c:   account(t),
	}
}

// nightServices have each a machine that runs beside the others'. Those whose alarm
// fires after the shift are watched for the one minute that this takes at least.
const nightServices = "{api: {bakeMinutes: 0}, cart: {bakeMinutes: 1}, stock: {bakeMinutes: 1}}"

func releasesThatGoWrong(t *testing.T) { // R6, R12
	d := inAccount(t, emulated(t, nil), "night")
	configure(t, d.Env, d.env, nightServices, false)
	d.Must(t, "deploy-all", "--env", d.env)
	d.mails = openMailbox(t, d.c, d.env)
	t.Run("each end is in production, in the history and in the mail", func(t *testing.T) {
		for service, happens := range map[string]func(*testing.T, *deployed){
			"api":   unlucky,
			"cart":  alarmInBake,
			"stock": notRestored,
		} {
			t.Run(service, func(t *testing.T) {
				t.Parallel()
				happens(t, d)
			})
		}
	})
	d.mails.remove(t)
	d.Must(t, "destroy-all", "--env", d.env, "--allow", d.env)
}
