package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	backendsecrets "github.com/pulumi/pulumi/pkg/v3/backend/secrets"
	"github.com/pulumi/pulumi/pkg/v3/secrets"
	"github.com/pulumi/pulumi/pkg/v3/secrets/passphrase"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
)

var errNoPassphrase = errors.New("no passphrase given")

// ErrPassphrase says that no passphrase given fits what protects the secrets.
var ErrPassphrase = errors.New("the passphrase does not fit the encryptionsalt")

// keyring opens secrets managers. It stands in for the standard provider, which
// would prompt on the terminal by itself.
type keyring struct {
	ask  func() ([]string, error)
	from string // where the passphrases are read from
	// known is the manager of the salt whose key is known, nil if none is.
	known *manager
}

// OfType opens the secrets manager a state was written with.
func (k *keyring) OfType(ctx context.Context, kind string, state json.RawMessage) (secrets.Manager, error) {
	if kind != passphrase.Type {
		return backendsecrets.DefaultProvider.OfType(ctx, kind, state)
	}
	var s struct {
		Salt string `json:"salt"`
	}
	if err := json.Unmarshal(state, &s); err != nil {
		return nil, fmt.Errorf("read secrets state: %w", err)
	}
	return k.open(s.Salt)
}

// open tries every passphrase on the salt.
func (k *keyring) open(salt string) (secrets.Manager, error) {
	if k.known != nil && k.known.Salt == salt {
		return k.known, nil
	}
	phrases, err := k.ask()
	if err != nil {
		return nil, err
	}
	for _, phrase := range phrases {
		m, err := passphrase.GetPassphraseSecretsManager(phrase, salt)
		if err == nil {
			return m, nil
		}
		if !errors.Is(err, passphrase.ErrIncorrectPassphrase) {
			return nil, fmt.Errorf("read encryptionsalt: %w", err)
		}
	}
	return nil, fmt.Errorf("%w: it was read from %s; set the one that this environment was made with",
		ErrPassphrase, k.from)
}

// manager is a passphrase's secrets manager with a key that need not be derived.
type manager struct {
	Salt    string `json:"salt"`
	crypter config.Crypter
}

// derived is the manager of the salt with its key, nil without one.
func derived(salt string, key []byte) *manager {
	if key == nil {
		return nil
	}
	c := config.NewSymmetricCrypter(key)
	return &manager{salt, config.NewCiphertextToPlaintextCachedCrypter(c, c)}
}

// Type makes the states those of the passphrase.
func (m *manager) Type() string { return passphrase.Type }

// State is what the passphrase's manager says of itself.
func (m *manager) State() json.RawMessage {
	state, _ := json.Marshal(m) // it is a text
	return state
}

// Encrypter encrypts.
func (m *manager) Encrypter() config.Encrypter { return m.crypter }

// Decrypter decrypts.
func (m *manager) Decrypter() config.Decrypter { return m.crypter }

// NewSalt makes the salt of a new environment, which the passphrase opens.
func NewSalt(phrase string) (string, error) {
	salt, _, err := passphrase.NewPassphraseSecretsManager(phrase)
	if err != nil {
		return "", fmt.Errorf("make encryptionsalt: %w", err)
	}
	return salt, nil
}
