package environment

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"slipway/scripts/stackfile"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// CheckFiles rejects stack files of which something is not read as it is written, or
// not at all, and files that are meant to be stack files and are not.
func (e *Environment) CheckFiles() error {
	var faults []error
	var first *stackfile.File
	for i, layer := range contract.LayerNames() {
		path := e.StackFiles()[i]
		project, err := stackfile.Read(filepath.Join(filepath.Dir(path), "Pulumi.yaml"))
		if err != nil {
			return err
		}
		for _, key := range []string{"config", "stackConfigDir"} {
			if project.Has(key) {
				faults = append(faults, fmt.Errorf("%s in %s is read by Pulumi alone: settings stand in %s, under config",
					key, e.Relative(project.Path), e.Relative(path)))
			}
		}
		file, err := stackfile.Read(path)
		if err != nil {
			return err
		}
		if first == nil {
			first = file
		}
		faults = append(faults, e.sameProvider(first, file))
		faults = append(faults, file.Faults(contract.Project(layer), e.Relative(path)), e.misnamed(path))
	}
	return errors.Join(faults...)
}

// sameProvider rejects layers whose secrets are encrypted in different ways: who can
// open one of them could not open the other.
func (e *Environment) sameProvider(first, other *stackfile.File) error {
	const key = "secretsprovider"
	a, b := first.Get(key), other.Get(key)
	if a == b || phrased(a) && phrased(b) {
		return nil
	}
	return fmt.Errorf("%s is %q in %s and %q in %s: make it the same in each layer", key,
		cmp.Or(a, "passphrase"), e.Relative(first.Path), cmp.Or(b, "passphrase"), e.Relative(other.Path))
}

// misnamed finds files beside the stack file at path that nothing reads, although they
// are called nearly as it is.
func (e *Environment) misnamed(path string) error {
	right := filepath.Base(path)
	beside, err := os.ReadDir(filepath.Dir(path))
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("list stack files: %w", err)
	}
	var faults []error
	for _, file := range beside {
		name := file.Name()
		stem := strings.TrimSuffix(name, filepath.Ext(name))
		switch {
		case name == right:
		case strings.EqualFold(stem, strings.TrimSuffix(right, ".yaml")) && isText(name), e.strays(path, name):
			faults = append(faults, fmt.Errorf("%s is read by nothing: a stack file of %s is called %s; rename it, or "+
				"take it away", e.Relative(filepath.Join(filepath.Dir(path), name)), e.Name, right))
		}
	}
	return errors.Join(faults...)
}

func isText(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".yaml", ".yml", ".json":
		return true
	}
	return false
}

// strays tells whether name is a file for an environment of which the layers have no
// other, in the place of the file at path: Pulumi.prd.yaml where prod has none.
func (e *Environment) strays(path, name string) bool {
	other, is := strings.CutPrefix(name, "Pulumi.")
	other, yaml := strings.CutSuffix(other, ".yaml")
	if !is || !yaml || exists(path) || config.Nearest(e.Name, []string{other}) == "" {
		return false
	}
	configured := false
	for _, file := range e.StackFiles() {
		folder := filepath.Dir(file)
		if folder != filepath.Dir(path) && exists(filepath.Join(folder, name)) {
			return false
		}
		configured = configured || exists(file)
	}
	return configured
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
