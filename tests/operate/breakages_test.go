package operate_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// breakage is one thing that goes wrong. The next one begins when it is mended, so each
// finds the faults of the one before if its way out mends nothing.
type breakage struct {
	name    string
	happens func(*testing.T, *ward)
	check   string   // that names it
	also    []string // others that name it, from their side
	says    string
	mend    string // what is typed
	// person is what is done that no command does, or that the text says to do after it.
	person func(*testing.T, *ward)
}

const (
	connections   = "aws:codestarconnections/connection:Connection"
	subscriptions = "aws:sns/topicSubscription:TopicSubscription"
)

// breakages are all of them, the dearest last.
func breakages() []breakage {
	return append(append(append(brokenStates(), brokenSettings()...), brokenAccounts()...), brokenServices()...)
}

// setting breaks a key of a stack file, and puts the file back.
func setting(layer, key, value string) (breaks, mends func(*testing.T, *ward)) {
	var was []byte
	return func(t *testing.T, w *ward) {
			var err error
			was, err = os.ReadFile(w.file(layer))
			require.NoError(t, err)
			w.set(t, layer, key, value)
		}, func(t *testing.T, w *ward) {
			require.NoError(t, os.WriteFile(w.file(layer), was, 0o600))
		}
}
