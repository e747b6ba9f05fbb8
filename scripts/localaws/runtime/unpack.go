package runtime

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"slipway/shared/config"
)

// configuration is what an image says of its program.
type configuration struct {
	Entrypoint, Cmd []string
	WorkingDir      string
}

// unpack writes the image's files below root.
func (f Function) unpack(root string) (configuration, error) {
	image, found, err := f.Images.Image(f.Account, f.Repository, f.Digest)
	if err != nil {
		return configuration{}, err
	}
	if !found {
		return configuration{}, &Failure{"ImageAccessDenied", "there is no image " + f.Digest + " in " + f.Repository}
	}
	architecture, err := f.Images.Architecture(image)
	if err != nil {
		return configuration{}, err
	}
	if "linux/"+architecture != config.Platform(f.Architecture) {
		return configuration{}, &Failure{"Runtime.InvalidEntrypoint", "the image is for " + architecture +
			", the function is " + f.Architecture + ": exec format error"}
	}
	manifest, err := v1.ParseManifest(bytes.NewReader(image.Manifest))
	if err != nil {
		return configuration{}, fmt.Errorf("read manifest %s: %w", f.Digest, err)
	}
	var file struct{ Config configuration }
	text, err := f.Images.Blob(manifest.Config.Digest)
	if err != nil {
		return configuration{}, err
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return configuration{}, fmt.Errorf("read configuration of %s: %w", f.Digest, err)
	}
	for _, layer := range manifest.Layers {
		packed, err := f.Images.Blob(layer.Digest)
		if err != nil {
			return configuration{}, err
		}
		if err := extract(root, packed); err != nil {
			return configuration{}, fmt.Errorf("unpack %s: %w", f.Digest, err)
		}
	}
	return file.Config, nil
}

// extract writes the plain files of a layer below root, and nothing outside of it.
func extract(root string, layer []byte) error {
	plain, err := gzip.NewReader(bytes.NewReader(layer))
	if err != nil {
		return err
	}
	within, err := os.OpenRoot(root)
	if err != nil {
		return err
	}
	defer func() { _ = within.Close() }()
	files := tar.NewReader(plain)
	for {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		content, err := io.ReadAll(files)
		if err != nil {
			return err
		}
		if err := within.MkdirAll(filepath.Dir(header.Name), 0o755); err != nil {
			return err
		}
		if err := within.WriteFile(header.Name, content, header.FileInfo().Mode().Perm()); err != nil {
			return err
		}
	}
}

func name(lock []byte) string {
	sum := sha256.Sum256(lock)
	return hex.EncodeToString(sum[:8])
}

// installed has npm install the packages of dir's lock file into kept.
func installed(ctx context.Context, dir, kept string, lock []byte) error {
	if err := os.MkdirAll(kept, 0o755); err != nil {
		return fmt.Errorf("make folder for packages: %w", err)
	}
	description, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err == nil {
		err = os.WriteFile(filepath.Join(kept, "package.json"), description, 0o600)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(kept, "package-lock.json"), lock, 0o600)
	}
	if err != nil {
		return fmt.Errorf("keep packages: %w", err)
	}
	npm := exec.CommandContext(ctx, "npm", "ci", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts")
	npm.Dir = kept
	if said, err := npm.CombinedOutput(); err != nil {
		_ = os.RemoveAll(kept)
		return &Impossible{fmt.Sprintf("npm could not install the packages of the image's handler: %v\n%s", err, said)}
	}
	return nil
}
