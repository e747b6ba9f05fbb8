package environment

import (
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"

	"slipway/scripts/stackfile"
)

// simulatedSalt protects simulated environments whose files have no salt: it
// is opened by the empty passphrase, for there is nothing to protect. One fixed
// salt spares every layer its own derivation of the key.
const simulatedSalt = "v1:OJQ5k1KdyT8=:v1:pcikre9Yivnu3suj:feMh6Wzwea5JXO1oslGzlRRppHcqeg=="

// simulatedKey is what the empty passphrase and this salt give after the million rounds of
// SHA-256 that Pulumi asks for: it is no secret, and those rounds are as long as a layer.
var simulatedKey, _ = hex.DecodeString("f1062bddf16313055062753dfaed59c97864f7042d964f323f24043bfa71d47e")

// Secrets is what the environment's stack files say about their protection.
type Secrets struct {
	Salt string
	Key  []byte // that the passphrase and the salt give, nil if it is to be derived
	// Named says that every layer's file names a secretsprovider other than the passphrase.
	Named bool
	// Missing are the files that need the salt written to them.
	Missing []string
}

// phrased tells whether a secretsprovider is the passphrase.
func phrased(provider string) bool {
	return provider == "" || provider == "default" || provider == "passphrase"
}

// Secrets reads the stack files. Layers share one salt, because deriving a key
// takes a noticeable fraction of a second.
func (e *Environment) Secrets() (Secrets, error) {
	if e.Simulated {
		return Secrets{Salt: simulatedSalt, Key: simulatedKey}, nil
	}
	s := Secrets{Named: true}
	for _, file := range e.StackFiles() {
		stack, err := stackfile.Read(file)
		if err != nil {
			return Secrets{}, err
		}
		provider, salt := stack.Get("secretsprovider"), stack.Get("encryptionsalt")
		if !phrased(provider) {
			continue
		}
		s.Named = false
		if salt == "" {
			s.Missing = append(s.Missing, file)
		} else if s.Salt == "" {
			s.Salt = salt
		}
	}
	return s, nil
}

// Salts are the salts of the stack files that a passphrase has to open, by file.
func (e *Environment) Salts() (map[string]string, error) {
	salts := map[string]string{}
	for _, file := range e.StackFiles() {
		stack, err := stackfile.Read(file)
		if err != nil {
			return nil, err
		}
		if salt := stack.Get("encryptionsalt"); salt != "" && phrased(stack.Get("secretsprovider")) {
			salts[file] = salt
		}
	}
	return salts, nil
}

// Hosted tells whether the backend keeps secrets with keys of its own.
func (e *Environment) Hosted() bool {
	return strings.HasPrefix(e.BackendURL, "https://") || strings.HasPrefix(e.BackendURL, "http://")
}

// KeepSalt writes the salt to stack files, as `pulumi stack init` does; the rest of a
// file stays as it is.
func KeepSalt(files []string, salt string) error {
	for _, file := range files {
		if err := stackfile.Set(file, "encryptionsalt", salt); err != nil {
			return fmt.Errorf("keep encryptionsalt: %w", err)
		}
	}
	return nil
}

// Relative shortens a path for talk.
func (e *Environment) Relative(path string) string {
	if short, err := filepath.Rel(e.root, path); err == nil {
		return short
	}
	return path
}
