// Package engine runs Pulumi's engine in this process: the same engine, state
// files, locks and history as the pulumi command, without the command.
//
// It is the only package that knows github.com/pulumi/pulumi/pkg, whose API may
// change with any release; everything else sees the few types declared here.
// What a layer is, in which order layers go and what a person reads belongs
// elsewhere.
package engine

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
)

// Options say where state lives and how it is locked up.
type Options struct {
	// BackendURL is where state lives: file://, s3://, gs://, azblob:// or the
	// https:// address of Pulumi Cloud.
	BackendURL string
	// Passphrases returns the passphrases to try on an environment's secrets, in
	// order. It is called at most once, and only for a stack that a passphrase protects.
	Passphrases func() ([]string, error)
	// PhraseSource names where they are read from.
	PhraseSource string
	// Salt protects stacks whose file has none. With it nothing is written to
	// stack files; without it a new salt is made and written there.
	Salt string
	// Key is what the passphrase and Salt give, nil if nobody knows: to derive it takes a
	// sixth of a second.
	Key []byte
	// Attach maps a provider's package to the port of a provider that is already
	// running on this machine, used instead of a plugin.
	Attach map[string]int
	// Adopt takes what is there already into the state as it is. nil makes everything.
	Adopt *Adoption
	// Warn receives what the backend has to say, a line at a time.
	Warn func(line string)
	// Terminate, when closed, stops operations at once without waiting for the
	// provider. Cancelling an operation's context stops it gently.
	Terminate <-chan struct{}
}

// Engine opens stacks on one backend.
type Engine struct {
	options Options
	sink    diag.Sink
	keys    *keyring

	opening sync.Once
	place   *place
	failed  error
	saves   *saves
	finals  finals
}

// New returns an engine; nothing is opened yet.
func New(o Options) *Engine {
	if o.Warn == nil {
		o.Warn = func(string) {}
	}
	if o.Passphrases == nil {
		o.Passphrases = func() ([]string, error) { return nil, errNoPassphrase }
	}
	return &Engine{
		options: o,
		sink: diag.DefaultSink(io.Discard, &lineWriter{emit: o.Warn}, diag.FormatOptions{
			Color: colors.Never,
		}),
		keys: &keyring{
			ask:   sync.OnceValues(o.Passphrases),
			from:  o.PhraseSource,
			known: derived(o.Salt, o.Key),
		},
		saves: newSaves(o.Warn),
	}
}

// open opens where state lives, once.
func (e *Engine) open(ctx context.Context) (*place, error) {
	e.opening.Do(func() {
		e.place, e.failed = openPlace(context.WithoutCancel(ctx), e.options.BackendURL, e.saves.heard)
	})
	if e.failed != nil {
		return nil, fmt.Errorf("open state at %s: %w", Redact(e.options.BackendURL), e.failed)
	}
	return e.place, nil
}

// lineWriter hands each complete line to emit.
type lineWriter struct {
	mu   sync.Mutex
	rest string
	emit func(string)
}

func (w *lineWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	lines := strings.Split(w.rest+string(p), "\n")
	w.rest = lines[len(lines)-1]
	for _, line := range lines[:len(lines)-1] {
		w.emit(line)
	}
	return len(p), nil
}

// Opens tells whether a passphrase fits the salt.
func (e *Engine) Opens(salt string) error {
	_, err := e.keys.open(salt)
	return err
}
