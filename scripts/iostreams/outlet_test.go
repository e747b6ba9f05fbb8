package iostreams_test

import (
	"errors"
	"fmt"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/iostreams"
)

// torn is a stream that fails.
type torn struct{ err error }

func (s torn) Write([]byte) (int, error) { return 0, s.err }

func TestOutlet(t *testing.T) {
	t.Parallel()
	for _, err := range []error{syscall.EPIPE, fmt.Errorf("write /dev/tty: %w", syscall.EIO)} {
		gone := 0
		o := &iostreams.Outlet{To: torn{err}, Gone: func() { gone++ }}
		for range 3 {
			n, err := o.Write([]byte("words"))
			assert.NoError(t, err)
			assert.Equal(t, 5, n)
		}
		assert.Equal(t, 1, gone, "%v is told once", err)
	}
	full := &iostreams.Outlet{To: torn{syscall.ENOSPC}, Gone: func() { t.Error("a full disk is nobody's leaving") }}
	_, err := full.Write([]byte("words"))
	assert.True(t, errors.Is(err, syscall.ENOSPC))
}
