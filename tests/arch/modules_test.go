package arch_test

import (
	"encoding/json"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// module is what go.mod says, in the form of `go mod edit -json`.
type module struct {
	Module  struct{ Path string }
	Go      string
	Require []struct {
		Path, Version string
	}
	Replace []struct {
		Old, New struct{ Path, Version string }
	}
}

// workspace is what go.work says.
type workspace struct {
	Go  string
	Use []struct{ DiskPath string }
}

// edit reads a go.mod or go.work file into into.
func edit(t *testing.T, kind, file string, into any) {
	t.Helper()
	text, err := exec.Command("go", kind, "edit", "-json", file).Output()
	require.NoError(t, err, file)
	require.NoError(t, json.Unmarshal(text, into), file)
}

// modules are the modules of the workspace by folder.
func modules(t *testing.T) (workspace, map[string]module) {
	t.Helper()
	var w workspace
	edit(t, "work", filepath.Join(root, "go.work"), &w)
	all := map[string]module{}
	for _, use := range w.Use {
		folder := path.Clean(use.DiskPath)
		var m module
		edit(t, "mod", filepath.Join(root, folder, "go.mod"), &m)
		all[folder] = m
	}
	return w, all
}

func TestTheWorkspaceHoldsEveryModule(t *testing.T) { // C2, C3
	t.Parallel()
	_, all := modules(t)
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() &&
			(d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return fs.SkipDir
		}
		if d.Name() == "go.mod" {
			folder, err := filepath.Rel(root, filepath.Dir(name))
			require.NoError(t, err)
			assert.Contains(t, all, filepath.ToSlash(folder), "go.work leaves it out")
		}
		return nil
	})
	require.NoError(t, err)
	for folder, m := range all {
		assert.Equal(t, "slipway/"+folder, m.Module.Path)
		assert.Contains(t, allowed, folder, "what may it import?")
	}
	assert.Len(t, all, len(allowed))
}

func TestModulesNameOneGo(t *testing.T) {
	t.Parallel()
	w, all := modules(t)
	for folder, m := range all {
		assert.Equal(t, w.Go, m.Go, folder)
	}
}

// Tools that run with workspaces off, Pulumi's Go language host among them,
// find the siblings by these lines.
func TestModulesFindTheirSiblingsWithoutTheWorkspace(t *testing.T) {
	t.Parallel()
	_, all := modules(t)
	for folder, m := range all {
		replaced := map[string]bool{}
		for _, r := range m.Replace {
			if sibling, ours := strings.CutPrefix(r.Old.Path, "slipway/"); ours {
				replaced[r.Old.Path] = true
				assert.True(t, strings.HasPrefix(r.New.Path, "../"), "%s: %s is not relative", folder, r.New.Path)
				assert.Equal(t, sibling, path.Join(folder, r.New.Path), "%s: replace of %s leads elsewhere", folder, r.Old.Path)
			}
		}
		for _, required := range siblings(all, folder, map[string]bool{}) {
			assert.True(t, replaced[required], "%s/go.mod has no replace for %s", folder, required)
		}
	}
}

// siblings are the modules of ours that a module requires, directly or not.
func siblings(all map[string]module, folder string, seen map[string]bool) []string {
	var found []string
	for _, r := range all[folder].Require {
		sibling, ours := strings.CutPrefix(r.Path, "slipway/")
		if !ours || seen[r.Path] {
			continue
		}
		seen[r.Path] = true
		found = append(append(found, r.Path), siblings(all, sibling, seen)...)
	}
	return found
}

// A version of its own would be compiled once more: in a layer that a stock
// pulumi runs, and in the function that the delivery layer builds. `go work sync`
// makes them agree.
func TestModulesAgreeOnTheVersionsOfWhatTheyShare(t *testing.T) {
	t.Parallel()
	_, all := modules(t)
	versions := map[string]map[string][]string{}
	for folder, m := range all {
		for _, r := range m.Require {
			if versions[r.Path] == nil {
				versions[r.Path] = map[string][]string{}
			}
			versions[r.Path][r.Version] = append(versions[r.Path][r.Version], folder)
		}
	}
	for dependency, by := range versions {
		assert.Len(t, by, 1, "%s: %v", dependency, by)
	}
	for _, dependency := range []string{
		"github.com/pulumi/pulumi/sdk/v3", "github.com/pulumi/pulumi-aws/sdk/v6", "github.com/stretchr/testify",
	} { // C1
		assert.Contains(t, versions, dependency)
	}
}
