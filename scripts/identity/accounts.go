package identity

import (
	"fmt"
	"strings"
)

// Accounts are those that have to be the same before anything is read or changed.
type Accounts struct {
	Env        string
	State      string // where the state is kept
	Caller     string // whose credentials the command runs with
	CallerARN  string
	Recorded   []Recorded
	Configured string // key account; "" for any
}

// AccountError is a caller, a state and a configuration of different accounts.
type AccountError struct {
	Accounts
	recorded string // the account of the first layer that differs
	layers   []string
}

// Check compares the three.
func (a Accounts) Check() error {
	byAccount, order := map[string][]string{}, []string{}
	for _, r := range a.Recorded {
		if r.Account == "" {
			continue
		}
		if byAccount[r.Account] == nil {
			order = append(order, r.Account)
		}
		byAccount[r.Account] = append(byAccount[r.Account], r.Layer)
	}
	e := &AccountError{Accounts: a}
	if len(order) > 0 {
		e.recorded = order[0]
	}
	for _, account := range order {
		if account != a.Caller {
			e.recorded = account
			break
		}
	}
	e.layers = byAccount[e.recorded]
	for _, account := range []string{e.recorded, a.Configured} {
		if account != "" && account != a.Caller {
			return e
		}
	}
	return nil
}

// Error names the three accounts and what mends it.
func (e *AccountError) Error() string {
	state := "none is recorded yet"
	if e.recorded != "" {
		state = fmt.Sprintf("%s, of %s in %s", e.recorded, strings.Join(e.layers, ", "), e.State)
	}
	configured := "none, slipway-foundation:account is not set"
	if e.Configured != "" {
		configured = e.Configured + ", slipway-foundation:account"
	}
	return fmt.Sprintf("%s is of another AWS account than the credentials, so nothing was read or changed:\n"+
		"  credentials  %s, %s\n  state        %s\n  configured   %s\n%s",
		e.Env, e.Caller, e.CallerARN, state, configured, e.way())
}

// way is what to do: the state is right, for it says what is deployed.
func (e *AccountError) way() string {
	set := "`pulumi config set slipway-foundation:account %s --stack %s` in stacks/foundation"
	switch {
	case e.recorded != "" && e.Configured != "" && e.recorded != e.Configured && e.recorded == e.Caller:
		return fmt.Sprintf("Run "+set+", or deploy to %s under another ENV.", e.recorded, e.Env, e.Configured)
	case e.recorded != "" && e.Configured != "" && e.recorded != e.Configured:
		return fmt.Sprintf("Run "+set+", and use credentials for %s: %s", e.recorded, e.Env, e.recorded, profiles(e.Env))
	case e.recorded == "":
		return fmt.Sprintf("Use credentials for %s: %s\nOr, if %s belongs into %s, run "+set+".",
			e.Configured, profiles(e.Env), e.Env, e.Caller, e.Caller, e.Env)
	}
	return fmt.Sprintf("Use credentials for %s: %s\nTo deploy to %s as well, choose another ENV.",
		e.recorded, profiles(e.Env), e.Caller)
}

func profiles(env string) string {
	return fmt.Sprintf(
		"set AWS_PROFILE, or run `pulumi config set aws:profile NAME --stack %s` in stacks/foundation.", env)
}
