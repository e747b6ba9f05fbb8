package machine

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestADefinitionThatCannotBeRenderedMakesNoMachine(t *testing.T) {
	t.Parallel()
	made, err := New(nil, "release-api", nil, errors.New("placeholder ${x} has no value"),
		Args{Name: "sfn-release-api-dev"}, nil)
	assert.Nil(t, made)
	assert.EqualError(t, err, "render definition of sfn-release-api-dev: placeholder ${x} has no value")
}
