package environment

import (
	"fmt"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"

	"slipway/shared/contract"
)

// resolveBackend finds where state lives. PULUMI_BACKEND_URL always wins. A
// simulated environment keeps its state beside its simulated account. A real environment follows
// backend.url of the projects; without one, state is kept on this machine only
// after a person has agreed, and once it is there that answer stands.
func (e *Environment) resolveBackend() error {
	e.LocalState = FileAddress(e.own("state"))
	if given := e.getenv("PULUMI_BACKEND_URL"); given != "" {
		var err error
		e.BackendURL, err = e.place("PULUMI_BACKEND_URL", given)
		return err
	}
	if e.Simulated {
		e.BackendURL = FileAddress(e.own("rehearsal", "state"))
		return nil
	}
	given, err := e.projectBackend()
	if err != nil {
		return err
	}
	if given == "" && e.keptHere() {
		given = e.LocalState
	}
	e.BackendURL, err = e.place("backend.url", given)
	return err
}

// projectBackend reads backend.url of the three projects, which must agree:
// a layer cannot read the outputs of one whose state is elsewhere.
func (e *Environment) projectBackend() (string, error) {
	var found, where string
	for i, layer := range contract.LayerNames() {
		file := filepath.Join(e.root, "stacks", layer, "Pulumi.yaml")
		var project struct {
			Backend struct {
				URL string `yaml:"url"`
			} `yaml:"backend"`
		}
		if err := readYAML(file, &project); err != nil {
			return "", err
		}
		if i > 0 && project.Backend.URL != found {
			return "",
				&UsageError{fmt.Sprintf("backend.url differs between %s and %s: the layers read each other's state", where, file)}
		}
		found, where = project.Backend.URL, file
	}
	return found, nil
}

// keptHere tells whether this machine already holds state of the environment.
func (e *Environment) keptHere() bool {
	for _, layer := range contract.LayerNames() {
		file := e.own("state", ".pulumi", "stacks", "slipway-"+layer, e.Name+".json")
		if _, err := os.Stat(file); err == nil {
			return true
		}
	}
	return false
}

// Question is what to ask before state is kept on this machine.
func (e *Environment) Question() string {
	return fmt.Sprintf("Keep the state of %s in %s, on this machine only? "+
		"(PULUMI_BACKEND_URL, or backend.url in each stacks/*/Pulumi.yaml, names a place that others can reach.)",
		e.Name, e.own("state"))
}

// readYAML decodes a file into target; a file that is not there decodes to nothing.
func readYAML(file string, target any) error {
	content, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read configuration: %w", err)
	}
	if err := yaml.Unmarshal(content, target); err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	return nil
}
