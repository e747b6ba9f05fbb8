package localpipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"slipway/scripts/bootstrap"
	"slipway/scripts/buildspec/faketools"
	"slipway/shared/config"
)

// started is what a Dockerfile starts, in the form that Lambda's base images take.
var started = regexp.MustCompile(`(?im)^[ \t]*CMD[ \t]+(\[[^\n]*\])`)

// pushService pushes an image of what the Dockerfile copies from its context, with its
// command: enough to run a handler of an AWS base image. What commands would make is not
// in it.
func (b *buildTools) pushService(ctx context.Context, call faketools.Call) (string, error) {
	dockerfile, err := os.ReadFile(call.Option("--file"))
	if err != nil {
		return "", fmt.Errorf("read the Dockerfile: %w", err)
	}
	reference := call.Option("--tag")
	at := strings.LastIndex(reference, ":")
	if at < 0 {
		return "", fmt.Errorf("%q is no repository and tag", reference)
	}
	repository, tag := reference[:at], reference[at+1:]
	// Two commits of the same files are two images, as they are with Docker's labels.
	files := map[string][]byte{".simulated": []byte("service " + b.service + " at " + tag + "\n")}
	for _, line := range copied.FindAllStringSubmatch(string(dockerfile), -1) {
		words := strings.Fields(line[1])
		into := words[len(words)-1]
		for _, source := range words[:len(words)-1] {
			if err := addFiles(files, call.Args[len(call.Args)-1], source, into, len(words) > 2); err != nil {
				return "", err
			}
		}
	}
	var command []string
	if found := started.FindAllStringSubmatch(string(dockerfile), -1); len(found) > 0 {
		_ = json.Unmarshal([]byte(found[len(found)-1][1]), &command) // in another form a shell starts it
	}
	architecture := config.X86
	if call.Option("--platform") == config.Platform(config.ARM) {
		architecture = config.ARM
	}
	image, err := bootstrap.Service(files, command, architecture)
	if err != nil {
		return "", err
	}
	return b.push(ctx, repository, tag, image)
}

// addFiles adds what COPY takes: a file, or what is in a folder.
func addFiles(files map[string][]byte, from, source, into string, several bool) error {
	top := filepath.Join(from, source)
	return filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !d.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		place := path.Clean(strings.TrimPrefix(into, "/var/task"))
		rest, _ := filepath.Rel(top, name)
		switch {
		case rest != ".":
			place = path.Join(place, filepath.ToSlash(rest))
		case several || strings.HasSuffix(into, "/") || place == ".":
			place = path.Join(place, path.Base(source))
		}
		files[strings.TrimPrefix(place, "/")] = content
		return nil
	})
}
