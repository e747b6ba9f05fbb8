package bootstrap

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// entrypoint is where the program stands in its image.
const entrypoint = "/placeholder"

// Image makes a container image of one program as Lambda accepts it: one
// platform and no index, a gzip layer, a history entry for the layer, and a file
// that any user may run, since Lambda does not run containers as root. Times are
// fixed, so the same program gives the same digest.
// Source: AWS Lambda Developer Guide, "Create a Lambda function using a container image".
func Image(program []byte) (v1.Image, error) {
	archive, err := archive(program)
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
	image, err := mutate.Append(mutate.MediaType(empty.Image, types.DockerManifestSchema2), mutate.Addendum{
		Layer: layer,
		History: v1.History{
			Created:   epoch,
			CreatedBy: "slipway bootstrap",
		},
	})
	if err != nil {
		return nil, fmt.Errorf("make image: %w", err)
	}
	file, err := image.ConfigFile()
	if err != nil {
		return nil, fmt.Errorf("make image: %w", err)
	}
	file = file.DeepCopy()
	file.OS, file.Architecture, file.Created = "linux", "amd64", epoch
	file.Config.Entrypoint = []string{entrypoint}
	file.Config.WorkingDir = "/"
	if image, err = mutate.ConfigFile(image, file); err != nil {
		return nil, fmt.Errorf("make image: %w", err)
	}
	return mutate.ConfigMediaType(image, types.DockerConfigJSON), nil
}

func archive(program []byte) ([]byte, error) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	header := &tar.Header{
		Name:     entrypoint[1:],
		Typeflag: tar.TypeReg,
		Mode:     0o755,
		Size:     int64(len(program)),
		ModTime:  time.Unix(0, 0).UTC(),
	}
	if err := w.WriteHeader(header); err != nil {
		return nil, fmt.Errorf("make image layer: %w", err)
	}
	if _, err := w.Write(program); err != nil {
		return nil, fmt.Errorf("make image layer: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("make image layer: %w", err)
	}
	return b.Bytes(), nil
}
