// Package release_test executes the release machine against
// a model of the services behind them: every path, a fault at every task, and
// tens of thousands of random sequences of faults. Whatever happens, production
// ends on one version, $LATEST holds what is live, and the history says why.
package release_test
