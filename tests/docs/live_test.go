package docs_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What nobody can show here says how to look, what is seen if all is well, and what to do
// if it is not.
func TestLiveAccount(t *testing.T) {
	t.Parallel()
	number := 0
	for _, line := range strings.Split(page(t, "live-account.md"), "\n") {
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if _, err := strconv.Atoi(cells[0]); err != nil {
			continue
		}
		number++
		assert.Equal(t, strconv.Itoa(number), cells[0])
		assert.Len(t, cells, 5, "row %d", number)
		for _, cell := range cells {
			assert.NotEmpty(t, strings.TrimSpace(cell), "row %d", number)
		}
	}
	assert.GreaterOrEqual(t, number, 20, "the rows are found")
}
