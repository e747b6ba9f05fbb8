package stackfile

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Faults are the lines of the file that are not read as they are written, or not at
// all. project is the one whose settings it holds, name how a person calls the file.
func (f *File) Faults(project, name string) error {
	var faults []error
	for key, value := range entries(f.root) {
		switch key.Value {
		case "config":
			faults = append(faults, configured(project, name, value))
		case "encryptionsalt", "secretsprovider", "encryptedkey":
			if value.Kind != yaml.ScalarNode {
				faults = append(faults, fmt.Errorf("%s in %s, line %d, is no text", key.Value, name, key.Line))
			}
		default:
			faults = append(faults, fmt.Errorf("%s in %s, line %d, is read by nothing: %s",
				key.Value, name, key.Line, instead(project, key.Value)))
		}
	}
	return errors.Join(faults...)
}

// instead says where a key at the top of the file may belong.
func instead(project, key string) string {
	for _, known := range []string{"config", "encryptionsalt", "secretsprovider", "encryptedkey"} {
		if strings.EqualFold(key, known) {
			return "it is written " + known
		}
	}
	switch {
	case key == "environment":
		return "slipway knows no environments of Pulumi ESC; write the settings into the file"
	case !strings.Contains(key, ":"):
		key = project + ":" + key
	}
	return fmt.Sprintf("settings stand under config, as %s", key)
}

// configured checks the settings.
func configured(project, name string, settings *yaml.Node) error {
	if settings.Kind != yaml.MappingNode {
		if settings.ShortTag() == "!!null" {
			return nil
		}
		return fmt.Errorf("config in %s, line %d, is no object from key to value", name, settings.Line)
	}
	t := texts{file: name}
	var faults []error
	seen := map[string]*yaml.Node{}
	for key, value := range entries(settings) {
		full := key.Value
		if !strings.Contains(full, ":") {
			full = project + ":" + full
		}
		if earlier, twice := seen[full]; twice {
			faults = append(faults, fmt.Errorf("%s is set twice in %s, in line %d and line %d: keep one",
				full, name, earlier.Line, key.Line))
		}
		seen[full] = key
		if full == "slipway:account" {
			faults = append(faults, fmt.Errorf("%s in %s, line %d, is set by the command alone: take the line out; "+
				"slipway-foundation:account names the account", full, name, key.Line))
		}
		if value.Kind == yaml.ScalarNode && value.ShortTag() == "!!null" {
			faults = append(faults, fmt.Errorf(`%s in %s, line %d, has no value: write one, "" for an empty text, `+
				"or take the line out to have the default", full, name, key.Line))
			continue
		}
		t.check(full, value)
	}
	return errors.Join(slices.Concat(faults, t.faults)...)
}
