package cli

import (
	"fmt"

	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// simulatedAccount is the account that a simulated environment is in: the one that its
// settings name, as in AWS. What is wrong with them is said by the layers' own checks.
func (s *session) simulatedAccount() string {
	source, err := config.ReadEarlier(s.folder(contract.FoundationLayer), contract.FoundationLayer, s.env.Name)
	if err != nil {
		return contract.SimulatedAccount
	}
	if id, _ := source.Get("account"); naming.IsAccount(id) {
		return id
	}
	return contract.SimulatedAccount
}

// sameSimulated rejects settings that name another account than the one that the
// environment is in: what is there would be forgotten.
func (s *session) sameSimulated() error {
	wanted := s.simulatedAccount()
	for _, r := range s.identities {
		if r.Account != "" && r.Account != wanted {
			return fmt.Errorf("%s is in the simulated account %s, and slipway-foundation:account names %s: put the setting "+
				"back, or leave it out for %s; an environment that is to be in another account is destroyed first, with "+
				"`make destroy-all ENV=%s`", s.env.Name, r.Account, wanted, contract.SimulatedAccount, s.env.Name)
		}
	}
	return nil
}
