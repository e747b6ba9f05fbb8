package bootstrap_test

import (
	"bytes"
	"debug/elf"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/bootstrap"
	"slipway/shared/config"
)

func TestThePlaceholderIsAStaticLinuxProgram(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	binary, err := bootstrap.Build(t.Context(), root, config.X86)
	require.NoError(t, err)
	file, err := elf.NewFile(bytes.NewReader(binary))
	require.NoError(t, err)
	assert.Equal(t, elf.EM_X86_64, file.Machine)
	libraries, err := file.ImportedLibraries()
	require.NoError(t, err)
	assert.Empty(t, libraries, "it must run in an image with nothing else")
	for _, segment := range file.Progs {
		assert.NotEqual(t, elf.PT_INTERP, segment.Type)
	}

	linked := t.TempDir()
	require.NoError(t, os.Symlink(filepath.Join(root, "scripts"), filepath.Join(linked, "scripts")))
	again, err := bootstrap.Build(t.Context(), linked, config.X86)
	require.NoError(t, err, "the workspace is the one that the folder is in")
	assert.True(t, bytes.Equal(binary, again))

	_, err = bootstrap.Build(t.Context(), t.TempDir(), config.X86)
	assert.ErrorContains(t, err, "build placeholder: ")
}
