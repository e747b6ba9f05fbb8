package doctor

import (
	"fmt"

	"slipway/scripts/operate/hook"
)

// WebhookSecret looks whether the secret that GitHub signs with has a value.
func WebhookSecret(env string, s hook.Secret) []Finding {
	if s.Since == nil {
		return []Finding{{
			Mark: Fails,
			Says: "it has no value, so every push is rejected. The command gives it one; `make webhook ENV=" + env +
				"` then says how GitHub gets it",
			Mend: "make deploy LAYER=delivery ENV=" + env,
		}}
	}
	return Well("has a value since %s", s.Since.UTC().Format("2006-01-02 15:04 UTC"))
}

// Delivery looks how the last call of GitHub was answered; all has the latest first.
func Delivery(env string, all []hook.Delivery) []Finding {
	if len(all) == 0 {
		return Well("GitHub has not called in 30 days; `make webhook ENV=%s` says what it needs", env)
	}
	last := all[0]
	if last.Answer < 400 {
		return Well("the last call of GitHub, at %s, was answered with %d", last.Time.UTC().Format("2006-01-02 15:04 UTC"),
			last.Answer)
	}
	return []Finding{{
		Mark: Fails,
		Says: fmt.Sprintf("the last call of GitHub, at %s, was rejected with %d: %s. The command says what GitHub needs; "+
			"its Redeliver, or `make start ENV=%s`, brings the push to its pipeline",
			last.Time.UTC().Format("2006-01-02 15:04 UTC"), last.Answer, last.Outcome, env),
		Mend: "make webhook ENV=" + env,
	}}
}
