package engine

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestSaves(t *testing.T) {
	t.Parallel()
	full := errors.New("no space left on device")
	const file = ".pulumi/stacks/shop/dev.json"
	lives := func(do func(*saves)) (warned []string, reason string) {
		synctest.Test(t, func(t *testing.T) {
			s := newSaves(func(line string) { warned = append(warned, line) })
			do(s)
			reason = s.gaveUp()
			assert.Equal(t, reason != "", closed(s.lost))
		})
		return warned, reason
	}
	t.Run("gives up while the engine still tries to write the file", func(t *testing.T) {
		warned, reason := lives(func(s *saves) {
			for range 12 {
				s.heard(file, full)
				time.Sleep(3 * time.Second)
			}
		})
		assert.Equal(t, []string{
			"the state cannot be saved, which is tried again for 20s: no space left on device",
		}, warned)
		assert.Equal(t, "no space left on device", reason)
	})
	t.Run("goes on if there was room in between", func(t *testing.T) {
		warned, reason := lives(func(s *saves) {
			for range 12 {
				s.heard(file, full)
				time.Sleep(15 * time.Second)
				s.heard(file, nil)
			}
		})
		assert.Len(t, warned, 12)
		assert.Empty(t, reason)
	})
	t.Run("another file that can be written is no room for the state", func(t *testing.T) {
		_, reason := lives(func(s *saves) {
			for range 12 {
				s.heard(file, full)
				s.heard(".pulumi/locks/lock.json", nil)
				time.Sleep(3 * time.Second)
			}
		})
		assert.Equal(t, "no space left on device", reason)
	})
}
