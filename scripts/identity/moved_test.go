package identity_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/identity"
)

// in is a layer that is deployed in the environment dev.
func in(layer string, change func(*identity.Recorded)) identity.Recorded {
	r := identity.Recorded{
		Layer:  layer,
		Held:   true,
		Region: "us-east-1",
		Suffix: "dev",
	}
	if change != nil {
		change(&r)
	}
	return r
}

func TestMoved(t *testing.T) {
	t.Parallel()
	wanted := identity.Wanted{
		Suffix:     "dev",
		Region:     "us-east-1",
		TargetRole: "Deploy",
		RolePath:   "/",
	}
	apart := func(r *identity.Recorded) {
		r.Target, r.TargetRole = "444455556666", "arn:aws:iam::444455556666:role/Deploy"
	}
	one := []identity.Recorded{in("foundation", nil), in("compute", nil), in("delivery", nil)}
	rooted := []identity.Recorded{in("foundation", nil), in("compute", func(r *identity.Recorded) { r.RolePath = "/" })}
	two := []identity.Recorded{in("foundation", nil), in("compute", apart), in("delivery", apart)}
	for name, c := range map[string]struct {
		recorded []identity.Recorded
		change   func(*identity.Wanted)
		want     []string // parts of the error; nil for the same environment
	}{
		"nothing":        {one, func(*identity.Wanted) {}, nil},
		"nothing of two": {two, func(w *identity.Wanted) { w.Target = "444455556666" }, nil},
		"before anything is in": {[]identity.Recorded{{Layer: "compute", Region: "us-east-1"}},
			func(w *identity.Wanted) { w.Region = "x" }, nil},
		"the function's account, by foundation alone": {
			one[:1], func(w *identity.Wanted) { w.Target = "444455556666" }, nil},
		"what an old state does not tell": {
			[]identity.Recorded{{Layer: "foundation", Held: true}}, func(*identity.Wanted) {}, nil},
		"the region": {one, func(w *identity.Wanted) { w.Region = "eu-west-1" }, []string{
			"  AWS region: us-east-1 in what is deployed (foundation, compute, delivery), eu-west-1 in the settings " +
				"(aws:region)\n",
			"  pulumi config set aws:region us-east-1 --stack dev\n", "`make destroy-all ENV=dev`, then"}},
		"the suffix": {one, func(w *identity.Wanted) { w.Suffix = "test" }, []string{
			"  suffix: dev in what is deployed (foundation, compute, delivery), test in the settings " +
				"(slipway-foundation:environmentSuffix)\n",
			"  pulumi config set slipway-foundation:environmentSuffix dev --stack dev\n"}},
		"an account that comes": {one, func(w *identity.Wanted) { w.Target = "444455556666" }, []string{
			"  account of the functions: none in what is deployed (compute, delivery), 444455556666 in the settings",
			"  pulumi config rm slipway-foundation:targetAccount --stack dev\n",
			"`make destroy LAYER=delivery ENV=dev`, `make destroy LAYER=compute ENV=dev`, then `make deploy-all ENV=dev`"}},
		"an account that goes": {two, func(*identity.Wanted) {}, []string{
			"444455556666 in what is deployed (compute, delivery), none in the settings",
			"  pulumi config set slipway-foundation:targetAccount 444455556666 --stack dev\n"}},
		"the role": {two, func(w *identity.Wanted) { w.Target, w.TargetRole = "444455556666", "path/Other" }, []string{
			"  role in that account: Deploy in what is deployed (compute, delivery), path/Other in the settings",
			"  pulumi config set slipway-foundation:targetRole Deploy --stack dev\n"}},
		"the path of the roles": {rooted, func(w *identity.Wanted) { w.RolePath = "/shop/" }, []string{
			"  path of the roles: / in what is deployed (compute), /shop/ in the settings (slipway-foundation:rolePath)\n",
			"  pulumi config set slipway-foundation:rolePath / --stack dev\n",
			"To make the roles anew, and all that uses them, which ends the functions' traffic until they are " +
				"deployed again: "}},
		"the path and the account": {
			rooted, func(w *identity.Wanted) { w.RolePath, w.Target = "/shop/", "444455556666" }, []string{
				"To move the functions, which ends the functions' traffic"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := wanted
			c.change(&w)
			err := identity.Moved("dev", c.recorded, w)
			if c.want == nil {
				require.NoError(t, err)
				return
			}
			for _, part := range c.want {
				assert.ErrorContains(t, err, part)
			}
		})
	}
}
