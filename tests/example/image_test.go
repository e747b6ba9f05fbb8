package example_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
)

// builtImage builds images as BuildKit would, as far as the Dockerfile of the service goes:
// what it runs, runs on this machine, with the mounts that the call of docker offers.
type builtImage struct {
	root    string // of the image
	context string
	secrets map[string]string // by id, the file on the host
	env     []string
	log     strings.Builder
}

// workdir is where the base image has the function's code.
const workdir = "/var/task"

// buildImage does what a call of `docker buildx build` asks for. A registry is one that npm
// asks by default.
func buildImage(t *testing.T, call faketools.Call, registry string) (*builtImage, error) {
	t.Helper()
	b := &builtImage{
		root:    t.TempDir(),
		context: call.Args[len(call.Args)-1],
		secrets: map[string]string{},
	}
	b.env = append(os.Environ(), "HOME="+b.path("/root"), "npm_config_cache="+b.path("/root/.npm"))
	if registry != "" {
		b.env = append(b.env, "npm_config_registry="+registry)
	}
	given := map[string]string{}
	for i, arg := range call.Args[:len(call.Args)-1] {
		name, value, _ := strings.Cut(call.Args[i+1], "=")
		switch arg {
		case "--build-arg":
			given[name] = value
		case "--secret": // id=ID,src=FILE
			id, source, _ := strings.Cut(value, ",src=")
			b.secrets[id] = source
		}
	}
	for _, folder := range []string{workdir, "/root"} {
		if err := os.MkdirAll(b.path(folder), 0o750); err != nil {
			return b, err
		}
	}
	file, err := os.ReadFile(call.Option("--file"))
	if err != nil {
		return b, err
	}
	lines := strings.Split(strings.ReplaceAll(string(file), "\\\n", ""), "\n")
	for _, line := range lines {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "", "#", "FROM", "CMD":
		case "ARG":
			name, value, _ := strings.Cut(rest, "=")
			if set, is := given[name]; is {
				value = set
			}
			b.env = append(b.env, name+"="+strings.Trim(value, `"`))
		case "COPY":
			err = b.copy(strings.Fields(rest))
		case "RUN":
			err = b.run(strings.Fields(rest))
		default:
			err = fmt.Errorf("this builder does not know %s", word)
		}
		if err != nil {
			return b, fmt.Errorf("%s: %w", line, err)
		}
	}
	return b, nil
}

// path is where a path of the image is on this machine.
func (b *builtImage) path(in string) string { return filepath.Join(b.root, in) }

// copy takes files of the context that its .dockerignore lets through.
func (b *builtImage) copy(words []string) error {
	ignored, err := os.ReadFile(filepath.Join(b.context, ".dockerignore"))
	if err != nil {
		return err
	}
	to := filepath.Join(b.path(workdir), words[len(words)-1])
	for _, source := range words[:len(words)-1] {
		if !slices.Contains(strings.Fields(string(ignored)), "!"+source) {
			return fmt.Errorf("%s is not in the context", source)
		}
		from := filepath.Join(b.context, source)
		if found, err := os.Stat(from); err == nil && found.IsDir() {
			err = os.CopyFS(to, os.DirFS(from))
			if err != nil {
				return err
			}
			continue
		}
		content, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, source), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// run runs a command with its mounts, of which nothing stays.
func (b *builtImage) run(words []string) error {
	var at []string
	for len(words) > 0 && strings.HasPrefix(words[0], "--mount=") {
		options := map[string]string{}
		for _, field := range strings.Split(strings.TrimPrefix(words[0], "--mount="), ",") {
			key, value, _ := strings.Cut(field, "=")
			options[key] = value
		}
		target, err := b.mount(options)
		if err != nil {
			return err
		}
		at, words = append(at, target), words[1:]
	}
	command := strings.Join(words, " ")
	for _, target := range at {
		command = strings.ReplaceAll(command, " "+target, " "+b.path(target))
	}
	shell := exec.Command("sh", "-c", command)
	shell.Dir, shell.Env, shell.Stdout, shell.Stderr = b.path(workdir), b.env, &b.log, &b.log
	err := shell.Run()
	for _, target := range at {
		if gone := os.RemoveAll(b.path(target)); gone != nil {
			return gone
		}
	}
	return err
}

// mount makes a mount and returns where it is. Without the secret there is no file.
func (b *builtImage) mount(options map[string]string) (string, error) {
	target := options["target"]
	switch options["type"] {
	case "secret":
		if target == "" {
			target = "/run/secrets/" + options["id"]
		}
		source := b.secrets[options["id"]]
		if source == "" {
			return target, nil
		}
		content, err := os.ReadFile(source)
		if err != nil {
			return "", err
		}
		if err := os.MkdirAll(filepath.Dir(b.path(target)), 0o750); err != nil {
			return "", err
		}
		return target, os.WriteFile(b.path(target), content, 0o600)
	case "bind":
		return target, os.CopyFS(b.path(target), os.DirFS(filepath.Join(b.context, options["source"])))
	case "cache":
		return target, nil
	}
	return "", fmt.Errorf("this builder does not know mounts of type %q", options["type"])
}

// holds lists the files of the image that are not of its packages, and fails if a secret
// is in one.
func (b *builtImage) holds(t *testing.T, secrets ...string) []string {
	t.Helper()
	files := map[string]bool{}
	require.NoError(t, filepath.WalkDir(b.root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		for _, secret := range secrets {
			assert.NotContains(t, string(content), secret, path)
		}
		name := strings.TrimPrefix(path, b.root)
		if !strings.Contains(name, "node_modules") {
			files[name] = true
		}
		return err
	}))
	return slices.Sorted(maps.Keys(files))
}
