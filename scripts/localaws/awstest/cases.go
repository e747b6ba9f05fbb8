package awstest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc/status"
)

// Case is a call that the simulated AWS must reject, with the message it must give.
type Case struct {
	Says  string           // what the case shows, as a sentence
	Given func(c Client)   // creates what the call needs
	Token string           // the type to create
	In    m                // its inputs,
	Make  func(c Client) m // or a function that makes them
	Want  string           // the whole message
}

// Rejects creates each case's resource in a simulated AWS of its own and compares
// the message of the error.
func Rejects(t *testing.T, cases []Case) {
	t.Helper()
	for _, r := range cases {
		t.Run(r.Says, func(t *testing.T) {
			t.Parallel()
			c := NewClient(t)
			if r.Given != nil {
				r.Given(c)
			}
			in := r.In
			if r.Make != nil {
				in = r.Make(c)
			}
			_, err := c.Create(r.Token, "it", in)
			require.Error(t, err)
			assert.Equal(t, r.Want, Message(err))
		})
	}
}

// Message returns an error's text without gRPC's prefix; "" for nil.
func Message(err error) string {
	if err == nil {
		return ""
	}
	if s, ok := status.FromError(err); ok {
		return s.Message()
	}
	return err.Error()
}
