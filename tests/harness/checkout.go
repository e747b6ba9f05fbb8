package harness

import (
	"fmt"
	"os"
	"path/filepath"

	"slipway/shared/contract"
)

// Checkout makes a checkout at dir whose sources are those of root, and whose
// stack files are its own: none but what a test writes.
func Checkout(root, dir string) error {
	for _, layer := range contract.LayerNames() {
		if err := mirror(filepath.Join(root, "stacks", layer), filepath.Join(dir, "stacks", layer)); err != nil {
			return fmt.Errorf("make checkout: %w", err)
		}
	}
	for _, name := range []string{"go.work", "go.work.sum", "shared", "scripts", "tests", "example"} {
		if err := os.Symlink(filepath.Join(root, name), filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("make checkout: %w", err)
		}
	}
	return nil
}

// mirror copies a layer without its stack files. It is a copy and not a link
// because the layer's program reads its own folder.
func mirror(from, to string) error {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(to, "Pulumi.*.yaml"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	return nil
}
