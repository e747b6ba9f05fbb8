package doctor

import (
	"fmt"

	"slipway/scripts/drift"
)

// most is how many differences are named.
const most = 3

// Drift looks whether the accounts are as the state has them.
func Drift(env string, compared int, all []drift.Difference) []Finding {
	if len(all) == 0 {
		return Well("%s as the state has them", count(compared, "resource"))
	}
	says := fmt.Sprintf("%d of %d resources are not as the state has them", len(all), compared)
	for i, d := range all {
		if i == most {
			says += fmt.Sprintf("; and %d more, which `make drift ENV=%s` names", len(all)-most, env)
			break
		}
		says += fmt.Sprintf("; %s: %s %s", d.Layer, d.Change, d)
	}
	return []Finding{{
		Mark: Warns,
		Says: says + ". The command records that, and `make deploy-all ENV=" + env + "` after it makes it as it was",
		Mend: "make refresh-all ENV=" + env,
	}}
}
