package environment

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"
)

// Runs is the folder of what the environment's runs leave behind: with the state if that
// is kept in a folder, else in the user's cache, by where it is kept. It is no part of the
// state, and nothing but history to a person.
func (e *Environment) Runs() string {
	folder := Folder(e.BackendURL)
	switch cache := e.cache(); {
	case folder == "" && cache != "":
		sum := sha256.Sum256([]byte(e.BackendURL))
		return filepath.Join(cache, "slipway", "runs", hex.EncodeToString(sum[:4]), e.Name)
	case folder == "" || strings.HasPrefix(folder, e.own()+string(filepath.Separator)):
		return e.own("runs", e.Name)
	}
	return filepath.Join(folder, ".slipway", "runs", e.Name)
}

// cache is where a user's programs keep what they can do without, "" without a home.
func (e *Environment) cache() string {
	if cache := e.getenv("XDG_CACHE_HOME"); cache != "" {
		return cache
	}
	if home := e.getenv("HOME"); home != "" {
		return filepath.Join(home, ".cache")
	}
	return ""
}
