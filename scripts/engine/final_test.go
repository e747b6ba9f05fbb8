package engine_test

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/engine"
	"slipway/scripts/langhost"
	"slipway/shared/contract"
)

// early exports an output that is known before its resource is there.
func early(ctx *pulumi.Context) error {
	contract.Export(ctx, &contract.Compute{AccountID: pulumi.String("111122223333").ToStringOutput()})
	return thing(ctx, "slow", nil)
}

func TestOutputsAreReadBeforeTheLastResourceIsThere(t *testing.T) {
	t.Parallel()
	p := &provider{holding: make(chan string), release: make(chan struct{})}
	f := newFixture(t, "early", p, nil)
	host := langhost.NewHost(map[string]langhost.Layer{
		"early": {Program: early},
		"late": {Program: func(ctx *pulumi.Context) error {
			ref, err := pulumi.NewStackReference(ctx, "organization/early/dev", nil)
			if err != nil {
				return err
			}
			ctx.Export("read", ref.GetStringOutput(pulumi.String("accountId")))
			return nil
		}},
	})
	open := func(dir string) *engine.Stack {
		return f.open(t, engine.Project{
			Dir:     dir,
			Runtime: host.Runtime,
			Expect:  host.Expect,
		})
	}
	lateDir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(lateDir, "Pulumi.yaml"), []byte("name: late\nruntime: go\n"), 0o600))
	first, second := open(f.dir), open(lateDir)

	final, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		_, err := first.Up(t.Context(), func(e engine.Event) {
			if e.Kind == engine.Final {
				close(final)
			}
		})
		ended <- err
	}()
	<-p.holding
	<-final
	exported := map[string]any{"accountId": "111122223333", "contractVersion": contract.Version}
	outputs, err := first.Outputs(t.Context())
	require.NoError(t, err)
	assert.Equal(t, exported, outputs)
	_, err = second.Up(t.Context(), ignore)
	require.NoError(t, err)
	read, err := second.Outputs(t.Context())
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"read": "111122223333"}, read)

	close(p.release)
	require.NoError(t, <-ended)
	outputs, err = first.Outputs(t.Context())
	require.NoError(t, err)
	assert.Equal(t, exported, outputs, "as they are in the state now")
}

// One process may deploy stacks of one name, of two checkouts.
func TestOutputsAreThoseOfTheStacksOwnUpdate(t *testing.T) {
	t.Parallel()
	var expected, over sync.WaitGroup
	expected.Add(2)
	host := langhost.NewHost(map[string]langhost.Layer{"early": {Program: func(ctx *pulumi.Context) error {
		expected.Done()
		expected.Wait()
		contract.Export(ctx, &contract.Compute{AccountID: pulumi.String(ctx.RootDirectory()).ToStringOutput()})
		return thing(ctx, "slow", nil)
	}}})
	for range 2 {
		p := &provider{holding: make(chan string), release: make(chan struct{})}
		f := newFixture(t, "early", p, nil)
		s := f.open(t, engine.Project{
			Dir:     f.dir,
			Runtime: host.Runtime,
			Expect:  host.Expect,
		})
		final := make(chan struct{})
		over.Go(func() {
			_, err := s.Up(t.Context(), func(e engine.Event) {
				if e.Kind == engine.Final {
					close(final)
				}
			})
			assert.NoError(t, err)
		})
		over.Go(func() {
			defer close(p.release)
			<-p.holding
			select {
			case <-final:
				outputs, err := s.Outputs(t.Context())
				assert.NoError(t, err)
				assert.Equal(t, f.dir, outputs["accountId"])
			case <-time.After(10 * time.Second):
				assert.Fail(t, "the outputs were told to somebody else")
			}
		})
	}
	over.Wait()
}

func TestOutputsOfAnUpdateThatFailsAreThoseInTheState(t *testing.T) {
	t.Parallel()
	p := &provider{refuse: map[string]string{"slow": "AccessDenied"}}
	f := newFixture(t, "early", p, nil)
	s := f.heard(t, early)
	_, err := s.Up(t.Context(), ignore)
	assert.ErrorContains(t, err, "AccessDenied")
	outputs, err := s.Outputs(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "111122223333", outputs["accountId"], "Pulumi keeps what was new")
}

func TestAProgramThatEndsWithoutOutputsAnnouncesNone(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "early", nil, nil)
	s := f.heard(t, func(*pulumi.Context) error { return errors.New("no such service") })
	_, err := s.Up(t.Context(), func(e engine.Event) { assert.NotEqual(t, engine.Final, e.Kind) })
	assert.ErrorContains(t, err, "no such service")
}

func TestARuntimeThatCannotTellIsAnError(t *testing.T) {
	t.Parallel()
	f := newFixture(t, "early", nil, nil)
	host := langhost.NewHost(map[string]langhost.Layer{"early": {Program: early}})
	s := f.open(t, engine.Project{
		Dir:     f.dir,
		Runtime: host.Runtime,
		Expect: func(string, string) (func() (map[string]string, error), error) {
			return nil, errors.New("connection refused")
		},
	})
	_, err := s.Up(t.Context(), ignore)
	assert.EqualError(t, err, "expect outputs of early/dev: connection refused")
}
