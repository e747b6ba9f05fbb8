package engine_test

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
)

// The key of a salt that everybody knows is not derived, and opens what the passphrase does.
func TestAKeyThatIsKnown(t *testing.T) {
	t.Parallel()
	p := &provider{}
	f := newFixture(t, "known", p, nil)
	program := func(ctx *pulumi.Context) error {
		return thing(ctx, "kept", pulumi.Map{"word": pulumi.ToSecret(pulumi.String("hush"))})
	}
	_, err := f.stack(t, program).Up(t.Context(), ignore)
	require.NoError(t, err)
	key, err := hex.DecodeString("f1062bddf16313055062753dfaed59c97864f7042d964f323f24043bfa71d47e")
	require.NoError(t, err)
	g := newFixture(t, "known", p, func(o *engine.Options) {
		o.BackendURL, o.Key = "file://"+f.state, key
		o.Passphrases = func() ([]string, error) { return nil, errors.New("nobody is asked") }
	})
	again, err := g.stack(t, program).Up(t.Context(), ignore)
	require.NoError(t, err)
	assert.Equal(t, 2, again.Changes.Unchanged)
	require.NoError(t, g.Opens(emptySalt))
	require.ErrorContains(t, g.Opens(emptySalt+"x"), "nobody is asked")
}

// A stack file that lost its salt gets another. Secrets that did not change are then
// encrypted with that one as well: a state has one salt.
func TestAnotherSalt(t *testing.T) {
	t.Parallel()
	p := &provider{}
	f := newFixture(t, "salted", p, nil)
	program := func(size int) pulumi.RunFunc {
		return func(ctx *pulumi.Context) error {
			err := thing(ctx, "kept", pulumi.Map{"word": pulumi.ToSecret(pulumi.String("hush"))})
			if err != nil {
				return err
			}
			return thing(ctx, "changed", pulumi.Map{"size": pulumi.Int(size)})
		}
	}
	_, err := f.stack(t, program(1)).Up(t.Context(), ignore)
	require.NoError(t, err)

	salt := []byte("12345678")
	proof, err := config.NewSymmetricCrypterFromPassphrase("", salt).EncryptValue(t.Context(), "pulumi")
	require.NoError(t, err)
	g := newFixture(t, "salted", p, func(o *engine.Options) {
		o.BackendURL = "file://" + f.state
		o.Salt = "v1:" + base64.StdEncoding.EncodeToString(salt) + ":" + proof
	})
	_, err = g.stack(t, program(2)).Up(t.Context(), ignore)
	require.NoError(t, err)
	for range 2 {
		again, err := g.stack(t, program(2)).Up(t.Context(), ignore)
		require.NoError(t, err, "every secret can be read")
		assert.Equal(t, 3, again.Changes.Unchanged)
	}
	_, err = g.stack(t, program(2)).Destroy(t.Context(), ignore)
	require.NoError(t, err)
}
