package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// ErrNoSecretValue means that the secret has no value yet.
var ErrNoSecretValue = errors.New("ResourceNotFoundException: Secrets Manager can't find the specified secret value " +
	"for staging label: AWSCURRENT")

// SecretValue returns the current value of the secret with the ARN, or ErrNoSecretValue.
func (s *Store) SecretValue(account, arn string) (string, error) {
	v, err := s.SecretVersion(account, arn, "")
	return v.Value, err
}

// SecretVersion is a value of a secret, and when it was put.
type SecretVersion struct {
	Value   string
	Created time.Time
}

// The labels of a secret's versions that Secrets Manager sets by itself (AWS Secrets
// Manager User Guide, getting-started).
const (
	SecretCurrent  = "AWSCURRENT"
	SecretPrevious = "AWSPREVIOUS"
)

// SecretVersion returns the version with the label, the current one for "", or
// ErrNoSecretValue.
func (s *Store) SecretVersion(account, arn, label string) (v SecretVersion, err error) {
	file := s.secretFile(account, arn)
	if label == SecretPrevious {
		file = before(file)
	}
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return v, ErrNoSecretValue
	} else if err != nil {
		return v, fmt.Errorf("read secret %s: %w", arn, err)
	}
	about, err := os.Stat(file)
	if err != nil {
		return v, fmt.Errorf("read secret %s: %w", arn, err)
	}
	return SecretVersion{Value: string(b), Created: about.ModTime()}, nil
}

// PutSecretValue makes value the secret's current one, in a file for its owner alone. The
// one that was current is then the previous one.
func (s *Store) PutSecretValue(account, arn, value string) error {
	file := s.secretFile(account, arn)
	was, err := os.ReadFile(file)
	if err == nil {
		err = WriteFile(before(file), was)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("put secret %s: %w", arn, err)
	}
	if err := WriteFile(file, []byte(value)); err != nil {
		return fmt.Errorf("put secret %s: %w", arn, err)
	}
	return nil
}

// DeleteSecretValue removes the values, as deleting the secret does.
func (s *Store) DeleteSecretValue(account, arn string) error {
	file := s.secretFile(account, arn)
	for _, one := range []string{before(file), file} {
		if err := os.Remove(one); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (s *Store) secretFile(account, arn string) string {
	return filepath.Join(s.dir, account, "secret-values", FileName(arn))
}

// before is where the value is kept that was current before.
func before(file string) string { return file + ".previous" }
