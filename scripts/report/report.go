// Package report keeps what a run did: as JSON, which docs/report.schema.json describes,
// and as the engine's log, every step and word of it, in the order they came.
//
// Both lie in the folder of the environment's runs, named by when the run began; the
// newest twenty runs are kept. What is secret is written as [secret]: the engine says no
// more to anybody.
package report

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"slipway/scripts/engine"
	"slipway/scripts/plan"
)

// Report is what a run did. docs/report.schema.json is its schema.
type Report struct {
	Format      int       `json:"format"` // changes when the schema does
	Run         string    `json:"run"`
	Command     string    `json:"command"` // such as deploy-all
	Environment string    `json:"environment"`
	Simulated   bool      `json:"simulated"`
	Account     string    `json:"account,omitempty"`
	Version     string    `json:"version"`               // of slipway
	Commit      string    `json:"commit,omitempty"`      // of the checkout, if it is in a Git repository
	Uncommitted bool      `json:"uncommitted,omitempty"` // what ran was not that commit alone
	Began       time.Time `json:"began"`
	Seconds     float64   `json:"seconds"`
	Result      string    `json:"result"`          // done, failed, or stopped by a person
	Error       string    `json:"error,omitempty"` // in full
	Next        string    `json:"next,omitempty"`  // the command that goes on after a failure
	Plan        *Plan     `json:"plan,omitempty"`
	Layers      []Layer   `json:"layers"` // in the order in which they were taken
	// Stale are layers that have not taken what an earlier one changed.
	Stale []Stale `json:"stale"`
	// NotLive are settings of functions that wait for a release, by service.
	NotLive   map[string][]string `json:"notLive"`
	Losses    []plan.Loss         `json:"losses"`
	EngineLog string              `json:"engineLog,omitempty"` // its file
}

// Plan is the plan that the run saved or followed.
type Plan struct {
	Folder string `json:"folder"`
	Digest string `json:"digest"` // SHA-256 of its file
}

// Stale is a layer that has not taken what an earlier one changed.
type Stale struct {
	Layer   string   `json:"layer"`
	Outputs []string `json:"outputs"`
}

// Layer is what was done to one layer, or in a preview would be.
type Layer struct {
	Name      string         `json:"name"`
	Did       string         `json:"did"`    // deploy, preview, refresh, destroy, recover
	Result    string         `json:"result"` // done, failed, not started or not deployed
	Seconds   float64        `json:"seconds"`
	Created   int            `json:"created"`
	Updated   int            `json:"updated"`
	Replaced  int            `json:"replaced"`
	Deleted   int            `json:"deleted"`
	Unchanged int            `json:"unchanged"`
	Resources []Resource     `json:"resources"` // those that changed, or failed to
	Errors    []Fault        `json:"errors"`
	Outputs   map[string]any `json:"outputs"`
}

// Resource is one that changed.
type Resource struct {
	Change     string              `json:"change"` // create, update, replace or delete
	Type       string              `json:"type"`
	Name       string              `json:"name"`         // in the program
	ID         string              `json:"id,omitempty"` // in AWS, of one that was there
	Failed     bool                `json:"failed,omitempty"`
	Seconds    float64             `json:"seconds"`
	Properties []engine.Difference `json:"properties,omitempty"`
}

// Fault is an error of a resource, or of the program if it names none.
type Fault struct {
	Type    string `json:"type,omitempty"`
	Name    string `json:"name,omitempty"`
	Message string `json:"message"`
}

// Write writes the report into a file, whole or not at all.
func (r Report) Write(file string) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the report: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	part := file + ".part"
	if err := os.WriteFile(part, append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	if err := os.Rename(part, file); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}
