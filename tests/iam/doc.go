// Package iam holds the deployed access to account: which rights there are (a
// golden matrix, so that a widened right shows in review), that no document says
// more than it must (the lint), and that every call the deployed parts make is
// allowed while no right is left over that no call needs.
//
// Everything is read back from the state that the command leaves, in one account
// and in two, with the webhook and with the connection as trigger.
package iam
