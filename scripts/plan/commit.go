package plan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Commit is the commit that is checked out at root, and the digest of what differs from
// it in files that Git does not ignore, but for those in the folder of the plan. Outside a
// Git repository it is neither.
func Commit(ctx context.Context, root, folder string) (commit, uncommitted string, err error) {
	files := []string{"--", "."}
	if inside, err := filepath.Rel(root, folder); err == nil && filepath.IsLocal(inside) && inside != "." {
		files = append(files, ":(exclude)"+filepath.ToSlash(inside))
	}
	git := func(args ...string) ([]byte, error) {
		return exec.CommandContext(ctx, "git", append([]string{"-C", root}, args...)...).Output()
	}
	head, err := git("rev-parse", "--verify", "--quiet", "HEAD")
	var failed *exec.ExitError
	if errors.As(err, &failed) || errors.Is(err, exec.ErrNotFound) {
		return "", "", nil
	}
	if err != nil {
		return "", "", fmt.Errorf("read the commit of %s: %w", root, err)
	}
	changed, err := git(append([]string{"diff", "HEAD", "--no-ext-diff", "--binary"}, files...)...)
	if err != nil {
		return "", "", fmt.Errorf("read what is not committed in %s: %w", root, err)
	}
	untracked, err := git(append([]string{"ls-files", "--others", "--exclude-standard", "-z"}, files...)...)
	if err != nil {
		return "", "", fmt.Errorf("read what is not committed in %s: %w", root, err)
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(untracked), "\x00"), "\x00") {
		if name == "" {
			continue
		}
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", "", fmt.Errorf("read what is not committed: %w", err)
		}
		changed = append(changed, "\x00"+name+"\x00"+Digest(content)...)
	}
	if len(changed) > 0 {
		uncommitted = Digest(changed)
	}
	return string(bytes.TrimSpace(head)), uncommitted, nil
}
