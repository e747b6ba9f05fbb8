package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrNoSecretValue means that the secret has no value yet.
var ErrNoSecretValue = errors.New("ResourceNotFoundException: Secrets Manager can't find the specified secret value " +
	"for staging label: AWSCURRENT")

// SecretValue returns the current value of the secret with the ARN, or ErrNoSecretValue.
func (s *Store) SecretValue(account, arn string) (string, error) {
	b, err := os.ReadFile(s.secretFile(account, arn))
	if errors.Is(err, fs.ErrNotExist) {
		return "", ErrNoSecretValue
	} else if err != nil {
		return "", fmt.Errorf("read secret %s: %w", arn, err)
	}
	return string(b), nil
}

// PutSecretValue makes value the secret's current one, in a file for its owner alone.
func (s *Store) PutSecretValue(account, arn, value string) error {
	if err := WriteFile(s.secretFile(account, arn), []byte(value)); err != nil {
		return fmt.Errorf("put secret %s: %w", arn, err)
	}
	return nil
}

// DeleteSecretValue removes the value, as deleting the secret does.
func (s *Store) DeleteSecretValue(account, arn string) error {
	err := os.Remove(s.secretFile(account, arn))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (s *Store) secretFile(account, arn string) string {
	return filepath.Join(s.dir, account, "secret-values", FileName(arn))
}
