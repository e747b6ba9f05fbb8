package naming

import "errors"

// Book names many resources of one environment and keeps every fault, so that
// a caller can list its names first and be told of all faults at once.
type Book struct {
	suffix Suffix
	faults []error
}

// NewBook names resources that end in suffix.
func NewBook(suffix Suffix) *Book { return &Book{suffix: suffix} }

// Name is Kind.Name; a fault is kept for Err and gives an empty name.
func (b *Book) Name(k Kind, p Purpose) Name {
	name, err := k.Name(p, b.suffix)
	if err != nil {
		b.faults = append(b.faults, err)
	}
	return name
}

// Err joins the faults of all names asked for so far, nil when there are none.
func (b *Book) Err() error { return errors.Join(b.faults...) }
