package faketools_test

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
)

func TestAFolderThatRunsNoProgramsIsNamed(t *testing.T) {
	t.Parallel()
	for name, forbid := range map[string]func(t *testing.T, dir string){
		"because of its file system": func(t *testing.T, dir string) {
			if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_NOEXEC, ""); err != nil {
				t.Skip("only a superuser can mount one: ", err)
			}
			t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
		},
		"because of a file's mode": func(t *testing.T, dir string) {
			require.NoError(t, os.Mkdir(filepath.Join(dir, "bin"), 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "bin", "npm"), nil, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			forbid(t, dir)
			_, err := faketools.Start(t.Context(), dir, names,
				func(context.Context, faketools.Call) faketools.Answer { return faketools.Answer{} })
			require.EqualError(t, err, filepath.Join(dir, "bin")+" is on a file system that runs no programs (noexec): "+
				"set TMPDIR to a folder elsewhere: permission denied")
		})
	}
}
