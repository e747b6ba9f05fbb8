// Package scaffold writes the first stack files of an environment, and puts services into
// those that are there. What it writes has passed the checks of the layers' own programs.
package scaffold

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	pulumi "github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"

	"slipway/scripts/environment"
	"slipway/scripts/langhost"
	"slipway/scripts/stackfile"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// Checkout is where stack files are, with what checks them.
type Checkout struct {
	Root   string
	Lookup func(string) (string, bool)
	Load   func(langhost.Configuration) (langhost.Settings, error)
}

// Files are the stack files of an environment as they would be, by layer.
type Files map[string]*stackfile.File

// Read reads the stack files of an environment; those that are not there are empty.
func (c Checkout) Read(env string) (Files, error) {
	files := Files{}
	for _, layer := range contract.LayerNames() {
		file, err := stackfile.Read(c.path(layer, env))
		if err != nil {
			return nil, err
		}
		files[layer] = file
	}
	return files, nil
}

func (c Checkout) path(layer, env string) string {
	return filepath.Join(c.Root, "stacks", layer, "Pulumi."+env+".yaml")
}

// There are the files that exist, by their place in the checkout.
func (c Checkout) There(files Files) []string {
	var there []string
	for _, layer := range contract.LayerNames() {
		if _, err := os.Stat(files[layer].Path); err == nil {
			there = append(there, c.relative(files[layer].Path))
		}
	}
	return there
}

func (c Checkout) relative(path string) string {
	if short, err := filepath.Rel(c.Root, path); err == nil {
		return short
	}
	return path
}

// Faults are what the checks of the settings reject if the files become those of env, a
// line each. real says that example values are rejected too. Nothing in the checkout is
// changed: the files are checked in a copy.
func (c Checkout) Faults(env string, files Files, real bool) ([]string, error) {
	root, err := os.MkdirTemp("", "slipway-draft-*")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the draft: %w", err)
	}
	defer func() { _ = os.RemoveAll(root) }()
	if err := c.copy(root, files); err != nil {
		return nil, fmt.Errorf("copy stack files: %w", err)
	}
	resolved, err := environment.Resolve(env, root, c.Lookup)
	if err != nil {
		return nil, err
	}
	if err := resolved.CheckFiles(); err != nil {
		return lines(err, root), nil
	}
	var faults []string
	for _, layer := range contract.LayerNames() {
		found, err := c.check(root, layer, env, real)
		if err != nil {
			return nil, err
		}
		for _, fault := range lines(found, root) {
			if !slices.Contains(faults, fault) { // what layers share has its faults in each
				faults = append(faults, fault)
			}
		}
	}
	return faults, nil
}

// lines are the lines of an error, of files in the checkout.
func lines(err error, root string) []string {
	if err == nil {
		return nil
	}
	return strings.Split(strings.ReplaceAll(err.Error(), root+string(filepath.Separator), ""), "\n")
}

// copy makes a checkout of the projects and the stack files of all environments.
func (c Checkout) copy(root string, files Files) error {
	for layer, file := range files {
		folder := filepath.Join(root, "stacks", layer)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		from := filepath.Dir(file.Path)
		beside, err := os.ReadDir(from)
		if err != nil {
			return err
		}
		for _, entry := range beside {
			if name := entry.Name(); strings.HasPrefix(name, "Pulumi.") && name != filepath.Base(file.Path) {
				err = errors.Join(err, os.Symlink(filepath.Join(from, name), filepath.Join(folder, name)))
			}
		}
		text := filepath.Join(folder, filepath.Base(file.Path))
		if err := errors.Join(err, os.WriteFile(text, file.Text(), 0o600)); err != nil {
			return err
		}
	}
	return nil
}

// check reads the settings of a layer as its program would; found are their faults. What
// is encrypted counts as some text, for only who deploys can decrypt it.
func (c Checkout) check(root, layer, env string, real bool) (found, err error) {
	folder := filepath.Join(root, "stacks", layer)
	name := contract.Project(layer)
	project := &workspace.Project{Name: tokens.PackageName(name)}
	stack, err := workspace.LoadProjectStack(nil, project, filepath.Join(folder, "Pulumi."+env+".yaml"))
	if err != nil {
		return err, nil
	}
	configuration := langhost.Configuration{
		Project: name,
		Env:     env,
		Folder:  folder,
		Values:  map[string]string{},
	}
	if !real {
		configuration.Values[config.Simulated] = "true"
	}
	for key, value := range stack.Config {
		configuration.Values[key.String()], err = value.Value(pulumi.NewBlindingDecrypter())
		if err != nil {
			return fmt.Errorf("read %s: %w", key, err), nil
		}
		if value.Secure() {
			configuration.Secrets = append(configuration.Secrets, key.String())
		}
	}
	settings, found := c.Load(configuration)
	if found == nil && real && settings.Examples != "" {
		found = errors.New(settings.Examples)
	}
	return found, nil
}
