package plan

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"slipway/scripts/engine"
)

// name is the file of a saved plan, in the folder that a person names.
const name = "plan.json"

// format changes when what is saved does.
const format = 1

// Saved is a plan that can be deployed.
type Saved struct {
	Format int    `json:"format"`
	Origin Origin `json:"origin"`
	Plan   Plan   `json:"plan"`
	// Steps are the engine's own plans, by layer.
	Steps map[string]engine.Plan `json:"steps"`
}

// Save writes the plan into the folder, which is made if it is not there.
func (s Saved) Save(folder string) error {
	s.Format = format
	content, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the plan: %w", err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("save the plan: %w", err)
	}
	whole := filepath.Join(folder, name)
	part := whole + ".part"
	if err := os.WriteFile(part, content, 0o600); err != nil {
		return fmt.Errorf("save the plan: %w", err)
	}
	if err := os.Rename(part, whole); err != nil {
		return fmt.Errorf("save the plan: %w", err)
	}
	return nil
}

// Load reads a plan that was saved in the folder.
func Load(folder string) (s Saved, err error) {
	content, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return s, fmt.Errorf("read the plan: %w", err)
	}
	if err := json.Unmarshal(content, &s); err != nil {
		return s, fmt.Errorf("read the plan %s: %w", filepath.Join(folder, name), err)
	}
	if s.Format != format {
		return s, fmt.Errorf("the plan in %s has the format %d, and this slipway reads %d", folder, s.Format, format)
	}
	return s, nil
}

// FileDigest tells the plan that is saved in the folder from others.
func FileDigest(folder string) (string, error) {
	content, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return "", fmt.Errorf("read the plan: %w", err)
	}
	return Digest(content), nil
}

// MovedError is a plan that does not fit what is there any more.
type MovedError struct {
	Folder  string
	Moved   []string
	Command string // that makes a new plan
}

// Error says all that has moved.
func (e *MovedError) Error() string {
	return fmt.Sprintf("the plan in %s was made from what is there no longer, so nothing was changed:\n- %s\n"+
		"Make and read a new one with `%s`", e.Folder, strings.Join(e.Moved, "\n- "), e.Command)
}
