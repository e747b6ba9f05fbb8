// Package requirements reads the values that were asked for back from the state of
// a deployed environment, whoever wrote them there: not one is read from the source.
package requirements
