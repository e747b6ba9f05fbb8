// Package terminal holds what an operator sees against golden files, captured from runs of
// the command: at a terminal of 80 and of 40 columns, at one that cannot move its cursor,
// and in a pipe, where a day's work is typed as well; and the examples of docs/operations.md
// and the counts of docs/costs.md against runs. `go test ./tests/terminal -update` writes
// all of them anew.
package terminal
