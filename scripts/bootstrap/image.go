package bootstrap

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"slipway/shared/config"
)

// entrypoint is where the program stands in its image.
const entrypoint = "/placeholder"

// Image makes a container image of one program as Lambda accepts it: one
// platform and no index, a gzip layer, a history entry for the layer, and a file
// that any user may run, since Lambda does not run containers as root. Times are
// fixed, so the same program gives the same digest. architecture is the program's, as
// Lambda names it.
// Source: AWS Lambda Developer Guide, "Create a Lambda function using a container image".
func Image(program []byte, architecture string) (v1.Image, error) {
	return image([]file{{entrypoint[1:], 0o755, program}}, v1.Config{
		Entrypoint: []string{entrypoint},
		WorkingDir: "/",
	}, architecture)
}

// task is where AWS's base images have a function's code.
const task = "/var/task"

// Service makes an image of a function's files, by their path in the folder of its code,
// and of the command that a base image of AWS starts.
func Service(files map[string][]byte, command []string, architecture string) (v1.Image, error) {
	var all []file
	for _, name := range slices.Sorted(maps.Keys(files)) {
		all = append(all, file{task[1:] + "/" + name, 0o644, files[name]})
	}
	return image(all, v1.Config{Cmd: command, WorkingDir: task}, architecture)
}

// file is a file of an image.
type file struct {
	name    string
	mode    int64
	content []byte
}

func image(files []file, start v1.Config, architecture string) (v1.Image, error) {
	archive, err := archive(files)
	if err != nil {
		return nil, err
	}
	layer, err := tarball.LayerFromOpener(
		func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(archive)), nil },
		tarball.WithMediaType(types.DockerLayer))
	if err != nil {
		return nil, fmt.Errorf("make image layer: %w", err)
	}
	epoch := v1.Time{Time: time.Unix(0, 0).UTC()}
	made, err := mutate.Append(mutate.MediaType(empty.Image, types.DockerManifestSchema2), mutate.Addendum{
		Layer: layer,
		History: v1.History{
			Created:   epoch,
			CreatedBy: "slipway bootstrap",
		},
	})
	if err != nil {
		return nil, fmt.Errorf("make image: %w", err)
	}
	described, err := made.ConfigFile()
	if err != nil {
		return nil, fmt.Errorf("make image: %w", err)
	}
	described = described.DeepCopy()
	described.OS, described.Architecture, _ = strings.Cut(config.Platform(architecture), "/")
	described.Created = epoch
	described.Config.Entrypoint, described.Config.Cmd = start.Entrypoint, start.Cmd
	described.Config.WorkingDir = start.WorkingDir
	if made, err = mutate.ConfigFile(made, described); err != nil {
		return nil, fmt.Errorf("make image: %w", err)
	}
	return mutate.ConfigMediaType(made, types.DockerConfigJSON), nil
}

func archive(files []file) ([]byte, error) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		header := &tar.Header{
			Name:     f.name,
			Typeflag: tar.TypeReg,
			Mode:     f.mode,
			Size:     int64(len(f.content)),
			ModTime:  time.Unix(0, 0).UTC(),
		}
		if err := w.WriteHeader(header); err != nil {
			return nil, fmt.Errorf("make image layer: %w", err)
		}
		if _, err := w.Write(f.content); err != nil {
			return nil, fmt.Errorf("make image layer: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("make image layer: %w", err)
	}
	return b.Bytes(), nil
}
