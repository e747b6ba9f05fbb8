package naming

import (
	"errors"
	"fmt"
)

// table makes names one after the other and keeps who owns each, so that all
// faults of an environment are reported at once.
type table struct {
	suffix Suffix
	owner  Service // whom the next names belong to; the zero value is slipway itself
	owners map[Name]string
	faults []error
}

func newTable(suffix Suffix) *table { return &table{suffix: suffix, owners: map[Name]string{}} }

// name joins the kind, the purpose, the owner and the suffix. An empty purpose
// leaves the owner alone, as in lambda-api-dev. A fault is kept for err and gives an
// empty name.
func (t *table) name(kind Kind, purpose string) Name {
	middle := t.owner.String()
	if middle == "" || purpose == "" {
		middle += purpose
	} else {
		middle = purpose + "-" + middle
	}
	name, err := kind.name(middle, t.suffix)
	if err != nil {
		t.faults = append(t.faults, err)
		return ""
	}
	owner := fmt.Sprintf("slipway's own %q", purpose)
	if t.owner.String() != "" {
		owner = fmt.Sprintf("service %q", t.owner)
	}
	if other, taken := t.owners[name]; taken {
		t.faults = append(t.faults, &Fault{
			What:  kind.What,
			Value: string(name),
			Rule:  fmt.Sprintf("both %s and %s would have it; give the service another name", other, owner),
		})
	}
	t.owners[name] = owner
	return name
}

func (t *table) err() error { return errors.Join(t.faults...) }
