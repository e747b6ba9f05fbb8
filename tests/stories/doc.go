// Package stories tells what a person does with the command and what they see,
// one readable script a story, on the real engine and the simulated AWS. Each
// script runs in a checkout of its own: the real sources, with its own stack
// files and its own state.
package stories
