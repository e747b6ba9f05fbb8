// Package named looks up what settings name and stacks of others hold: secrets, parameters,
// policies, sources of events, networks, certificates. AWS refuses some of it in the middle of
// a deployment when it is not there, and some never: the function then fails at its first call.
//
// It asks only for what the state does not show to be in use already, all at once, and collects
// all faults. What may not be read is said and stops nothing. No value is ever asked for.
package named

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Kind is what a thing is, as the command names it to a person.
type Kind = string

// The kinds of things.
const (
	Secret      Kind = "secret"
	Parameter   Kind = "parameter"
	Policy      Kind = "policy"
	Queue       Kind = "queue"
	Topic       Kind = "topic"
	Bus         Kind = "bus"
	Stream      Kind = "stream"
	Certificate Kind = "certificate"
	Subnet      Kind = "subnet"
	Group       Kind = "security group"
	// Output is of another stack; what it is used for does not matter.
	Output Kind = "output"
)

// Thing is something that a setting of a service names.
type Thing struct {
	Kind     Kind
	Name     string // or ARN, or id; it may hold outputs of other stacks until Resolve has put them in
	Setting  string // the key that says so
	Function string
	Timeout  int // of the function, in seconds
}

// State is how a thing is.
type State struct {
	There bool
	// Unfit says why it cannot be used though it is there, and what mends it; "" if it can.
	Unfit   string
	Visible int    // of a queue, how long a message is hidden, in seconds; unknown if nobody knows
	Network string // of a subnet or security group, its VPC; "" if nobody knows
	Err     error  // why it could not be looked at
}

// unknown is how long a queue hides messages of which nobody knows.
const unknown = -1

// Account answers for the functions' account.
type Account interface {
	// Look returns the states of things of a kind, by their names.
	Look(ctx context.Context, kind Kind, names []string) map[string]State
}

// Wanted is what the settings name.
type Wanted struct {
	Env, Region, Account string
	Home                 string // the account that sources of events have to be of; "" for any
	Things               []Thing
	Faults               []string // that are known before AWS is asked
	Unread               []string
}

// Found is the result of a look.
type Found struct {
	Notes  []string // sentences
	Unread []string // what may not be looked at
}

// AbsentError is all that settings name and that is not there, or cannot be used.
type AbsentError struct {
	Env    string
	Faults []string
}

// Error lists the faults, a line each.
func (e *AbsentError) Error() string {
	return fmt.Sprintf("the settings of %s name what is not there or cannot be used, so nothing was changed:\n- %s",
		e.Env, strings.Join(e.Faults, "\n- "))
}

// Check asks the account. The error is an *AbsentError.
func (w Wanted) Check(ctx context.Context, a Account) (Found, error) {
	things := merged(w.Things)
	states := look(ctx, a, things)
	found := Found{Unread: slices.Clone(w.Unread)}
	faults := slices.Clone(w.Faults)
	for _, t := range things {
		state := states[t.Kind][t.Name]
		switch {
		case state.Err != nil:
			reason, _, _ := strings.Cut(state.Err.Error(), "\n")
			found.Unread = append(found.Unread, fmt.Sprintf("%s %s (%s)", t.Kind, t.Name, reason))
		case !state.There:
			faults = append(faults, fmt.Sprintf("%s is not in account %s and %s: %s", t, w.Account, w.Region, w.absent(t)))
		case state.Unfit != "":
			faults = append(faults, fmt.Sprintf("%s %s", t, state.Unfit))
		case t.Kind != Queue || state.Visible == unknown:
		case state.Visible < t.Timeout:
			faults = append(faults, w.hidden(t, state, "and Lambda takes events of no such queue"))
		case state.Visible < hiding*t.Timeout:
			found.Notes = append(found.Notes, w.hidden(t, state, "so messages may come again while they are worked on")+".")
		}
	}
	faults = append(faults, networks(w.Things, states)...)
	if len(faults) == 0 {
		return found, nil
	}
	return found, &AbsentError{w.Env, faults}
}

// String names the thing and the settings that do.
func (t Thing) String() string { return fmt.Sprintf("%s %s (%s)", t.Kind, t.Name, t.Setting) }

// merged has each thing once, with all settings that name it and the longest time-out.
func merged(all []Thing) []Thing {
	var once []Thing
	for _, t := range all {
		i := slices.IndexFunc(once, func(o Thing) bool { return o.Kind == t.Kind && o.Name == t.Name })
		if i < 0 {
			once = append(once, t)
			continue
		}
		once[i].Timeout = max(once[i].Timeout, t.Timeout)
		if !slices.Contains(strings.Split(once[i].Setting, ", "), t.Setting) {
			once[i].Setting += ", " + t.Setting
		}
	}
	return once
}

// look asks for all kinds at once.
func look(ctx context.Context, a Account, things []Thing) map[Kind]map[string]State {
	names := map[Kind][]string{}
	for _, t := range things {
		names[t.Kind] = append(names[t.Kind], t.Name)
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	states := map[Kind]map[string]State{}
	for _, kind := range slices.Sorted(maps.Keys(names)) {
		all.Go(func() {
			seen := a.Look(ctx, kind, names[kind])
			mu.Lock()
			defer mu.Unlock()
			states[kind] = seen
		})
	}
	all.Wait()
	return states
}

// networks finds functions whose subnets and security groups are not of one VPC.
func networks(things []Thing, states map[Kind]map[string]State) []string {
	parts, vpcs := map[string][]string{}, map[string]map[string]bool{}
	settings := map[string]string{}
	for _, t := range things {
		vpc := states[t.Kind][t.Name].Network
		if vpc == "" {
			continue
		}
		if vpcs[t.Function] == nil {
			vpcs[t.Function] = map[string]bool{}
		}
		vpcs[t.Function][vpc] = true
		settings[t.Function] = t.Setting[:strings.LastIndex(t.Setting, ".")]
		parts[t.Function] = append(parts[t.Function], t.Name+" of "+vpc)
	}
	var faults []string
	for _, function := range slices.Sorted(maps.Keys(vpcs)) {
		if len(vpcs[function]) > 1 {
			faults = append(faults, fmt.Sprintf("the network of %s (%s) is of several VPCs, and a function is in one: %s. "+
				"Correct the setting", function, settings[function], strings.Join(parts[function], ", ")))
		}
	}
	return faults
}
