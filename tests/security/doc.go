// Package security holds the ledger of security rules. Each rule is checked on every
// deployed resource that it is about, in each kind of environment. A rule is a small
// function over a resource and the resources next to it. The exceptions and their
// reasons are in one file. The package holds only tests.
package security
