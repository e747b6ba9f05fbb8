package arch_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	longest  = 500 // lines that no file exceeds, tests included
	longTail = 300 // lines that nine files in ten keep to
	typical  = 120 // lines that half of the files keep to
)

func TestFilesStayShort(t *testing.T) {
	t.Parallel()
	var lengths []int
	for _, s := range sources(t) {
		assert.LessOrEqual(t, s.lines, longest, s.path)
		lengths = append(lengths, s.lines)
	}
	slices.Sort(lengths)
	assert.LessOrEqual(t, lengths[len(lengths)/2], typical, "half of the files")
	assert.LessOrEqual(t, lengths[len(lengths)*9/10], longTail, "nine files in ten")
}

// What spans layers is tested in the module tests, so its lines count.
func TestThereIsAtLeastAsMuchTestAsInfrastructure(t *testing.T) { // R20
	t.Parallel()
	code, tests := 0, 0
	for _, s := range sources(t) {
		switch infrastructure := s.within("stacks") || s.within("shared"); {
		case s.isTest() && (infrastructure || s.within("tests")):
			tests += s.lines
		case infrastructure:
			code += s.lines
		}
	}
	assert.GreaterOrEqual(t, tests, code, "lines")
}
