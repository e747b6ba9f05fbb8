package buildspec

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sort"

	"gopkg.in/yaml.v3"
)

// document is the part of the buildspec format that is understood here.
type document struct {
	Version string             `yaml:"version"`
	Env     environment        `yaml:"env"`
	Phases  map[string]phase   `yaml:"phases"`
	Reports map[string]reports `yaml:"reports"`
	Cache   caches             `yaml:"cache"`
}

type environment struct {
	Shell             string            `yaml:"shell"`
	Variables         map[string]string `yaml:"variables"`
	ExportedVariables []string          `yaml:"exported-variables"`
}

type phase struct {
	RuntimeVersions map[string]string `yaml:"runtime-versions"`
	OnFailure       string            `yaml:"on-failure"`
	Commands        []string          `yaml:"commands"`
	Finally         []string          `yaml:"finally"`
}

type reports struct {
	Files         []string `yaml:"files"`
	BaseDirectory string   `yaml:"base-directory"`
	FileFormat    string   `yaml:"file-format"`
}

type caches struct {
	Paths []string `yaml:"paths"`
}

// parse reads a buildspec and names everything in it that would not be run as
// CodeBuild runs it.
func parse(text []byte) (document, error) {
	var parsed document
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&parsed); err != nil {
		return document{}, fmt.Errorf("read buildspec: %w", err)
	}
	var faults []error
	if parsed.Version != "0.2" {
		faults = append(faults, fmt.Errorf("version is %q: only 0.2 is run here", parsed.Version))
	}
	if parsed.Env.Shell != "bash" {
		faults = append(faults, fmt.Errorf("env.shell is %q: only bash is run here", parsed.Env.Shell))
	}
	if len(parsed.Phases) == 0 {
		faults = append(faults, errors.New("there are no phases"))
	}
	for name, phase := range parsed.Phases {
		if !slices.Contains(phaseOrder, name) {
			faults = append(faults, fmt.Errorf("phase %q is not one of %v", name, phaseOrder))
		}
		if phase.OnFailure != "" && phase.OnFailure != "ABORT" {
			faults = append(faults, fmt.Errorf("phase %s: on-failure %q: only ABORT is run here", name, phase.OnFailure))
		}
		if len(phase.Commands) == 0 && name != "install" {
			faults = append(faults, fmt.Errorf("phase %s has no commands", name))
		}
	}
	if len(faults) > 0 {
		sort.Slice(faults, func(i, j int) bool { return faults[i].Error() < faults[j].Error() })
		return document{}, fmt.Errorf("read buildspec: %w", errors.Join(faults...))
	}
	return parsed, nil
}
