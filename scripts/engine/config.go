package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/backend/diy"
	"github.com/pulumi/pulumi/pkg/v3/secrets"
	"github.com/pulumi/pulumi/pkg/v3/secrets/cloud"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"

	"slipway/scripts/stackfile"
)

// Set adds a value to the stack's configuration for this process only: it
// is never written to the stack's file. The key carries its namespace.
func (s *Stack) Set(key string, value any) error {
	if text, is := value.(string); is {
		s.extra[key] = config.NewValue(text)
		return nil
	}
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encode %s: %w", key, err)
	}
	s.extra[key] = config.NewObjectValue(string(text))
	return nil
}

// Config returns the stack's configuration as its program sees it: keys with
// their namespace, lists and objects as JSON.
func (s *Stack) Config(ctx context.Context) (map[string]string, error) {
	var manager secrets.Manager
	if s.file.Config.HasSecureValue() {
		var err error
		if manager, err = s.secrets(ctx); err != nil {
			return nil, err
		}
	}
	values := map[string]string{}
	for key, value := range s.file.Config {
		text, err := value.Value(decrypter(manager))
		if err != nil {
			return nil, fmt.Errorf("read %s of %s: %w", key, s.path(), err)
		}
		values[key.String()] = text
	}
	for key, value := range s.extra {
		text, err := value.Value(config.NopDecrypter)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", key, err)
		}
		values[key] = text
	}
	return values, nil
}

// Secrets are the keys of the stack's file with a secret in their value.
func (s *Stack) Secrets() []string {
	var keys []string
	for key, value := range s.file.Config {
		if value.Secure() {
			keys = append(keys, key.String())
		}
	}
	slices.Sort(keys)
	return keys
}

func decrypter(m secrets.Manager) config.Decrypter {
	if m == nil {
		return config.NopDecrypter
	}
	return m.Decrypter()
}

// configuration is what an operation gets: the file's values and the extras.
func (s *Stack) configuration(ctx context.Context, m secrets.Manager) (backend.StackConfiguration, error) {
	values := config.Map{}
	for key, value := range s.file.Config {
		values[key] = value
	}
	for text, value := range s.extra {
		key, err := config.ParseKey(text)
		if err != nil {
			return backend.StackConfiguration{}, fmt.Errorf("parse configuration key: %w", err)
		}
		values[key] = value
	}
	c := backend.StackConfiguration{Config: values, Decrypter: m.Decrypter()}
	err := workspace.ValidateStackConfigAndApplyProjectConfig(
		ctx, s.env, s.project, c.Environment, c.Config, m.Encrypter(), m.Decrypter())
	if err != nil {
		return c, fmt.Errorf("read configuration of %s: %w", s, err)
	}
	return c, nil
}

// secrets opens what protects the stack's secrets: a cloud key when the file
// names one, else the passphrase; Pulumi Cloud has keys of its own.
func (s *Stack) secrets(ctx context.Context) (secrets.Manager, error) {
	switch provider := s.file.SecretsProvider; {
	case provider != "" && provider != "default" && provider != "passphrase":
		return s.cloudSecrets(provider)
	case s.file.EncryptionSalt != "":
		return s.engine.keys.open(s.file.EncryptionSalt)
	}
	if _, ok := s.backend.(diy.Backend); !ok && s.file.SecretsProvider != "passphrase" {
		stack, err := s.get(ctx)
		if err != nil {
			return nil, err
		}
		return stack.DefaultSecretManager(ctx, s.file)
	}
	if s.engine.options.Salt == "" {
		return nil, fmt.Errorf("%s has no encryptionsalt and names no secretsprovider", s.path())
	}
	return s.engine.keys.open(s.engine.options.Salt)
}

// cloudSecrets opens the key, and makes the environment's data key at first
// use; that one has to be kept in the file, as the pulumi command keeps it.
func (s *Stack) cloudSecrets(provider string) (secrets.Manager, error) {
	had := s.file.EncryptedKey
	m, err := cloud.NewCloudSecretsManager(s.file, provider, false)
	if err != nil {
		return nil, fmt.Errorf("open secretsprovider %s: %w", Redact(provider), err)
	}
	if s.file.EncryptedKey != had {
		if err := stackfile.Set(s.path(), "encryptedkey", s.file.EncryptedKey); err != nil {
			return nil, fmt.Errorf("keep data key: %w", err)
		}
	}
	return m, nil
}
