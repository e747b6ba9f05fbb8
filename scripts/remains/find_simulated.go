package remains

import (
	"errors"
	"slices"

	"slipway/scripts/localaws"
)

// Find is the key of the resource that a program asks for, "" if it is not there. Nothing
// is found that could not be found in AWS.
func (s Simulated) Find(typ string, inputs map[string]any) (string, error) {
	var faults []error
	for _, account := range []string{s.Account, s.Target} {
		here := Place{Account: account, Region: s.Region}
		all, err := s.Store.List(account, typ)
		faults = append(faults, err)
		for _, r := range all {
			if s.same(here, r, inputs) {
				return r.Key, nil
			}
		}
	}
	return "", errors.Join(faults...)
}

// same reports whether the inputs are those of the resource.
func (s Simulated) same(here Place, r localaws.Resource, inputs map[string]any) bool {
	if r.Type == keyType {
		of, found, err := s.Store.Get(here.Account, "aws:kms/alias:Alias", "alias/"+s.KeyAlias)
		return err == nil && found && of.Outputs["targetKeyId"] == r.ID
	}
	if properties, looked := known[r.Type]; looked {
		return !slices.ContainsFunc(properties, func(p string) bool { return inputs[p] == nil || r.Inputs[p] != inputs[p] })
	}
	id := here.ImportID(r.Type, inputs)
	return id != "" && id == here.ImportID(r.Type, r.Inputs)
}
