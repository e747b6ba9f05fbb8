// Package mistakes holds tests of what a person does wrong once, at the wrong moment,
// and of what a machine leaves behind: each is rejected before anything is changed, with
// the way to do it right, or mended by one command.
package mistakes
