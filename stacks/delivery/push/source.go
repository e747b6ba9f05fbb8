package push

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

var (
	// RepositoryPattern is owner and repository as GitHub allows them; the owner of an enterprise's managed
	// user ends in an underscore and a short code.
	RepositoryPattern = regexp.MustCompile(
		`^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}(_[A-Za-z0-9]+)?/[A-Za-z0-9._-]{1,100}$`)
	// repositoryAddress is how git is told of a repository at GitHub.
	repositoryAddress = regexp.MustCompile(
		`^(?:(?:https?://|ssh://git@|git://|git@)?(?:www\.)?github\.com[:/])?([^/:]+/[^/:]+?)(?:\.git)?/?$`)
	// BranchPattern is a branch without the characters that git has no branches with, and those that a
	// trigger's filter takes for a wildcard, at the length of a filter's pattern
	// (CodePipeline quotas).
	BranchPattern = regexp.MustCompile(`^[^\s~^:?*\[\]\\{}]{1,255}$`)
)

// RepositoryFault says what a repository must be; "" if it is that.
func RepositoryFault(repository string) string {
	const rule = "a GitHub repository as owner/name"
	_, name, _ := strings.Cut(repository, "/")
	fits := RepositoryPattern.MatchString(repository) && strings.Trim(name, ".") != "" && !strings.HasSuffix(name, ".git")
	if fits {
		return ""
	}
	if found := repositoryAddress.FindStringSubmatch(repository); found != nil && found[1] != repository &&
		RepositoryFault(found[1]) == "" {
		return rule + ": write " + found[1]
	}
	return rule
}

// BranchFault says what a branch must be, and what is wrong with this one; "" if it is
// right. The rules are git's (git-check-ref-format).
func BranchFault(branch string) string {
	const rule = "the name of one branch, without wildcards"
	for _, prefix := range []string{"refs/heads/", "heads/", "refs/"} {
		if rest, has := strings.CutPrefix(branch, prefix); has {
			return rule + " and without " + prefix + ": write " + rest
		}
	}
	if i := strings.IndexFunc(branch, func(c rune) bool {
		return unicode.IsSpace(c) || unicode.IsControl(c) || strings.ContainsRune(`~^:?*[]\{}`, c)
	}); i >= 0 {
		return fmt.Sprintf("%s: it may not have %q", rule, []rune(branch[i:])[0])
	}
	switch {
	case branch == "" || len(branch) > 255:
		return rule + ": 1 to 255 bytes"
	case branch == "HEAD" || branch == "@":
		return rule + ": that is what git calls the current one"
	case strings.HasPrefix(branch, "-"):
		return rule + ": it may not begin with -"
	case strings.HasSuffix(branch, "."):
		return rule + ": it may not end with a dot"
	case strings.Contains(branch, ".."):
		return rule + ": it may not have two dots together"
	}
	for part := range strings.SplitSeq(branch, "/") {
		switch {
		case part == "":
			return rule + ": it may not begin or end with a slash, nor have two together"
		case strings.HasPrefix(part, "."), strings.HasSuffix(part, ".lock"):
			return fmt.Sprintf("%s: no part may begin with a dot or end with .lock, as %q does", rule, part)
		}
	}
	return ""
}
