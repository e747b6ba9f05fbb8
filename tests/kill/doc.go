// Package kill ends the command in the middle of its work, in every way that a machine
// or a person does, and then does what the command says, word for word. Nothing may be
// there twice, left over or lost, and there is always a next step.
//
// It holds only tests. They start the command as a process, because signals, pipes and
// limits are a process's.
package kill
