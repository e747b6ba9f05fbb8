// Package security holds the ledger of security rules: every rule, asked of
// every deployed resource that it is about, in each kind of environment. A rule
// is a small function over a resource and its neighbours; what is not done, and
// why, stands in one file. It holds no code that anything uses.
package security
