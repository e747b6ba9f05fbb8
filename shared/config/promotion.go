package config

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"slipway/shared/contract"
	"slipway/shared/naming"
)

// Beside is a Source that can read the configuration of a layer in another environment,
// of which it tells whether there is a stack file.
type Beside interface {
	Beside(layer, stack string) (source Source, there bool, err error)
}

// Neighbour is another environment: one whose images this one promotes, or one that
// promotes the images of this one.
type Neighbour struct {
	Environment string // the name of its stacks
	Elsewhere   bool   // it is in another account
	Common
}

// Origin reads the name of an environment that images are promoted from; nil for none.
func (r *Reader) Origin(key string, c Common) *Neighbour {
	name := r.Text(key, "")
	if name == "" {
		return nil
	}
	if name == r.source.Stack() {
		r.Reject(key, name, "another environment than this one; leave it out to build from the branch")
		return nil
	}
	origin := r.neighbour(key, name, c)
	if origin != nil {
		r.checkOrigin(key, origin, c)
		r.checkCircle(key, name)
	}
	return origin
}

// mostLater are the targets that a rule may have (EventBridge quotas).
const mostLater = 5

// Later reads the names of environments in other accounts that may promote the images of
// this one: both sides must agree.
func (r *Reader) Later(key string, c Common) []*Neighbour {
	names := []string{}
	r.Object(key, &names, `a list of environments, such as ["prod"]`)
	if len(names) > mostLater {
		r.Reject(key, strings.Join(names, ", "), fmt.Sprintf("at most %d environments", mostLater))
	}
	var later []*Neighbour
	for _, name := range names {
		n := r.neighbour(key, name, c)
		switch {
		case n == nil:
		case n.Account == "" || n.Account == c.Account:
			r.Reject(key, name, "an environment whose slipway-foundation:account is another one than this one's: "+
				"in the same account promoteFrom is enough")
		default:
			later = append(later, n)
		}
	}
	return later
}

// neighbour reads another environment. What its resources are called follows from its
// settings, so nothing of it need be deployed for this.
func (r *Reader) neighbour(key, name string, c Common) *Neighbour {
	if _, err := naming.NewSuffix(name); r.refused(key, name, err) {
		return nil
	}
	source, there, err := r.beside(contract.FoundationLayer, name)
	if err != nil {
		r.Fail(err)
		return nil
	}
	if !there {
		r.Reject(key, name, fmt.Sprintf("an environment of this checkout; there is no stacks/%s/Pulumi.%s.yaml",
			contract.FoundationLayer, name))
		return nil
	}
	foundation := NewReader(contract.Project(contract.FoundationLayer), source)
	n := &Neighbour{Environment: name, Common: foundation.Common()}
	if err := foundation.Err(); err != nil {
		r.Fail(fmt.Errorf("%s is %q, whose settings are wrong: %w", FullKey(r.project, key), name, err))
		return nil
	}
	if c.Simulated {
		n.Account = cmp.Or(n.Account, contract.SimulatedAccount)
	}
	n.Elsewhere = n.Account != "" && c.Account != "" && n.Account != c.Account
	return n
}

// beside reads nothing if r reads from a source that does not know other environments.
func (r *Reader) beside(layer, stack string) (Source, bool, error) {
	from, ok := r.source.(Beside)
	if !ok {
		return nil, false, nil
	}
	return from.Beside(layer, stack)
}

// checkOrigin rejects an environment whose images cannot serve here.
func (r *Reader) checkOrigin(key string, from *Neighbour, c Common) {
	var missing []string
	for _, s := range c.Services {
		if !from.Has(s.String()) {
			missing = append(missing, s.String())
		}
	}
	if len(missing) > 0 {
		r.Reject(key, from.Environment, fmt.Sprintf("an environment with all services of this one; it lacks %s: "+
			"`make add-service ENV=%s SERVICE=%s` adds one", strings.Join(missing, ", "), from.Environment, missing[0]))
	}
	if from.Region != c.Region {
		r.Reject(key, from.Environment, fmt.Sprintf("an environment in the same region: it is in %s, this one is in %s",
			from.Region, c.Region))
	}
	if from.Elsewhere {
		r.checkAdmitted(key, from)
	}
}

// checkAdmitted rejects an environment of another account that does not let this one
// promote its images.
func (r *Reader) checkAdmitted(key string, from *Neighbour) {
	source, _, err := r.beside(r.layer(), from.Environment)
	if err != nil {
		r.Fail(err)
		return
	}
	var admitted []string
	text, _ := source.Get("promoteTo")
	_ = json.Unmarshal([]byte(text), &admitted) // what is no list admits nobody
	if !slices.Contains(admitted, r.source.Stack()) {
		r.Reject(key, from.Environment, fmt.Sprintf("an environment that lets this one in, for it is in account %s: add %s "+
			"to %s in stacks/%s/Pulumi.%s.yaml and deploy it", from.Account, r.source.Stack(),
			FullKey(r.project, "promoteTo"), r.layer(), from.Environment))
	}
}

// checkCircle rejects environments that promote from one another: none would ever have an
// image to begin with.
func (r *Reader) checkCircle(key, name string) {
	way := []string{r.source.Stack(), name}
	for {
		source, _, err := r.beside(r.layer(), way[len(way)-1])
		if err != nil {
			r.Fail(err)
			return
		}
		next, set := source.Get(key)
		if !set {
			return
		}
		circle := slices.Contains(way, next)
		way = append(way, next)
		if circle {
			r.Reject(key, name, fmt.Sprintf("no circle, as %s is: one of them has to build from its branch, without %s",
				strings.Join(way, " from "), FullKey(r.project, key)))
			return
		}
	}
}
