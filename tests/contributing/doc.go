// Package contributing performs the worked examples of CONTRIBUTING.md on a copy of
// the checkout, so that what a newcomer types works.
package contributing
