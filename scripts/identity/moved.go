package identity

import (
	"cmp"
	"fmt"
	"strings"

	"slipway/shared/contract"
)

// Wanted is what the settings say of where an environment is to be.
type Wanted struct {
	Suffix     string
	Region     string
	Target     string // the services' own account, "" for none
	TargetRole string // path and name of the role that reaches it
	RolePath   string // of slipway's roles
}

// MovedError is a deployed environment whose settings make it another one. Pulumi
// would delete what is deployed and make it anew, or leave it behind.
type MovedError struct {
	Env     string
	changes []change
}

// change is a setting that differs from what is deployed.
type change struct {
	what, key     string
	deployed, now string
	layers        []string
}

// IAM moves no role: one at another path is another role, of the same name.
const pathOfRoles = "path of the roles"

func differing(what, key, now string) change {
	return change{
		what: what,
		key:  key,
		now:  now,
	}
}

// Moved compares the settings with what is deployed.
func Moved(env string, recorded []Recorded, w Wanted) error {
	changes := []change{
		differing("suffix", "slipway-foundation:environmentSuffix", w.Suffix),
		differing("AWS region", "aws:region", w.Region),
		differing("account of the functions", "slipway-foundation:targetAccount", w.Target),
		differing("role in that account", "slipway-foundation:targetRole", w.TargetRole),
		differing(pathOfRoles, "slipway-foundation:rolePath", w.RolePath),
	}
	for _, r := range recorded {
		if !r.Held {
			continue
		}
		changes[0].compare(r, cmp.Or(r.Suffix, w.Suffix))
		changes[1].compare(r, cmp.Or(r.Region, w.Region))
		if r.Layer == contract.FoundationLayer {
			continue // it names the functions' account in policies alone
		}
		changes[2].compare(r, r.Target)
		if role := r.role(); role != "" && r.Target == w.Target {
			changes[3].compare(r, role)
		}
		changes[4].compare(r, cmp.Or(r.RolePath, w.RolePath))
	}
	e := &MovedError{Env: env}
	for _, c := range changes {
		if len(c.layers) > 0 {
			e.changes = append(e.changes, c)
		}
	}
	if len(e.changes) == 0 {
		return nil
	}
	return e
}

func (c *change) compare(r Recorded, deployed string) {
	if deployed != c.now {
		c.deployed = deployed
		c.layers = append(c.layers, r.Layer)
	}
}

// role is the path and name of the role that reaches the services' account.
func (r Recorded) role() string {
	_, role, _ := strings.Cut(r.TargetRole, ":role/")
	return role
}

// Error names what differs and what can be done.
func (e *MovedError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is deployed, and its settings make it another environment, so nothing was changed:\n", e.Env)
	for _, c := range e.changes {
		fmt.Fprintf(&b, "  %s: %s in what is deployed (%s), %s in the settings (%s)\n",
			c.what, cmp.Or(c.deployed, "none"), strings.Join(c.layers, ", "), cmp.Or(c.now, "none"), c.key)
	}
	b.WriteString("To keep what is deployed, put the settings back, in stacks/foundation:\n")
	all, move := false, "make the roles anew, and all that uses them"
	for _, command := range e.PutBack() {
		fmt.Fprintf(&b, "  %s\n", command)
	}
	for _, c := range e.changes {
		all = all || c.key == "aws:region" || c.what == "suffix"
		if c.what != pathOfRoles {
			move = "move the functions"
		}
	}
	if all {
		fmt.Fprintf(&b, "To have both, choose another ENV. To have the other one alone, destroy what is deployed, with all "+
			"that it holds: `make destroy-all ENV=%s`, then `make deploy-all ENV=%s`", e.Env, e.Env)
		return b.String()
	}
	fmt.Fprintf(&b, "To %s, which ends the functions' traffic until they are deployed again: "+
		"`make destroy LAYER=delivery ENV=%s`, `make destroy LAYER=compute ENV=%s`, then `make deploy-all ENV=%s`",
		move, e.Env, e.Env, e.Env)
	return b.String()
}

// PutBack are the commands, for the folder of foundation, that make the settings what is
// deployed again.
func (e *MovedError) PutBack() []string {
	var commands []string
	for _, c := range e.changes {
		commands = append(commands, c.back(e.Env))
	}
	return commands
}

// back is the command that makes the setting what it was.
func (c change) back(env string) string {
	if c.deployed == "" {
		return fmt.Sprintf("pulumi config rm %s --stack %s", c.key, env)
	}
	return fmt.Sprintf("pulumi config set %s %s --stack %s", c.key, c.deployed, env)
}
