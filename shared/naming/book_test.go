package naming_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

func TestABookNamesManyResources(t *testing.T) {
	t.Parallel()
	b := naming.NewBook(suffix(t, "dev"))
	assert.Equal(t, naming.Name("topic-deployments-dev"), b.Name(naming.Topic, naming.Of(naming.Deployments)))
	assert.Equal(t, naming.Name("bus-github-dev"), b.Name(naming.Bus, naming.Of(naming.GitHub)))
	assert.NoError(t, b.Err())
}

func TestABookTellsEveryFaultAtOnce(t *testing.T) {
	t.Parallel()
	b := naming.NewBook(suffix(t, "an-over-long-suffix1"))
	assert.Empty(t, b.Name(naming.Connection, naming.Of(naming.GitHub)))
	assert.Equal(t, naming.Name("bus-github-an-over-long-suffix1"), b.Name(naming.Bus, naming.Of(naming.GitHub)))
	assert.Empty(t, b.Name(naming.Bucket, naming.In(naming.Cache, "1")))
	require.EqualError(t, b.Err(), `CodeStar connection name "connection-github-an-over-long-suffix1": has 38 characters, `+
		`AWS accepts 1 to 32 (CodeConnections API, CreateConnection)`+"\n"+`AWS account id "1": 12 digits`)
	var fault *naming.Fault
	assert.True(t, errors.As(b.Err(), &fault))
}
