// Package stories tests the command as a person uses it: what they type and what they
// see. Each story is one readable script, on the real engine and the simulated AWS, in
// a checkout of its own with its own stack files and state.
package stories
