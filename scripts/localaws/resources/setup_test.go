package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

// m is short for a resource's properties.
type m = map[string]any

// list is short for a list of values.
type list = []any

// change is an update that the simulated AWS must reject.
type change struct {
	says    string
	make    func(c awstest.Client) awstest.Resource
	changes m
	want    string // a part of the message
}

// rejectUpdates makes each case's resource in a simulated AWS of its own and changes it.
func rejectUpdates(t *testing.T, cases []change) {
	t.Helper()
	for _, r := range cases {
		t.Run(r.says, func(t *testing.T) {
			t.Parallel()
			c := awstest.NewClient(t)
			e := r.make(c)
			_, err := c.Update(e, awstest.With(e.In, r.changes))
			assert.Contains(t, awstest.Message(err), r.want)
			now, there := c.Read(e)
			require.True(t, there)
			assert.Equal(t, e.Out, now.Out, "a rejected update changes nothing")
		})
	}
}
