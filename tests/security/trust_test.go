package security_test

import (
	"strings"
)

func wild(value string) bool { return strings.ContainsAny(value, "*?") }

// anywhere reports whether an ARN leaves service or account open. ARNs of buckets have
// no account.
func anywhere(arn string) bool {
	parts := strings.SplitN(arn, ":", 6)
	return len(parts) < 6 || wild(parts[2]) || wild(parts[4]) || parts[4] == "" && parts[2] != "s3" || parts[5] == "*"
}

// guarded returns what is wrong with the principals of an allowing statement:
// everybody, a service that may act for other accounts than the environment's, or an
// account without its exact roles. The policy's own account is fine: the policies of
// its roles decide.
func guarded(env *environment, s statement) string {
	for _, principal := range s.Principal["AWS"] {
		if principal != "arn:aws:iam::"+env.account+":root" {
			return trusting(env, s)
		}
	}
	if len(s.Principal) == 1 && len(s.Principal["AWS"]) > 0 {
		return ""
	}
	return trusting(env, s)
}

// trusting is guarded for the trust of a role. There the role's own account must be
// limited to exact roles as well, because it means every principal of the account.
func trusting(env *environment, s statement) string {
	if s.Principal.anyone() || len(s.Principal) == 0 {
		return "lets anyone in"
	}
	if len(s.Principal["Service"]) > 0 {
		accounts := s.accounts()
		for _, source := range s.sources() {
			if account := strings.Split(source, ":")[4]; account != "" {
				accounts = append(accounts, account)
			}
		}
		if fault := env.strangers(accounts); fault != "" {
			return "a service acts for " + fault
		}
	}
	for _, principal := range s.Principal["AWS"] {
		roles := s.roles()
		if strings.Contains(principal, ":role/") && !wild(principal) {
			roles = append(roles, principal)
		}
		var accounts words
		for _, role := range roles {
			accounts = append(accounts, strings.Split(role+":::::", ":")[4])
		}
		if fault := env.strangers(accounts); fault != "" {
			return "lets in " + fault
		}
	}
	return ""
}

// strangers are the accounts that have no part in the environment; naming none
// is anyone.
func (env *environment) strangers(accounts words) string {
	for _, account := range accounts {
		if account != env.account && account != env.target {
			return "account " + account
		}
	}
	return unless(len(accounts) > 0, "anyone")
}
