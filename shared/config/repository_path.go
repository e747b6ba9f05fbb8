package config

import (
	"fmt"
	"strings"
)

// longestPath leaves room for the wildcard that a trigger's filter adds: 255 characters
// with it (CodePipeline API, GitFilePathFilterCriteria).
const longestPath = 250

// FolderRule and fileRule are what a legal value is.
const (
	FolderRule = "a folder of the repository, written from its root"
	fileRule   = "a file of the repository, written from its root"
	pathRule   = "a folder or a file of the repository, written from its root"
)

// Folder returns the folder with the slash that may be left out, so that services/api
// never means services/apiary as well, and what is wrong with it, "" for nothing.
func Folder(text string) (folder, fault string) {
	if text == "." || text == "./" {
		return "", FolderRule + ": leave it out for the root"
	}
	if fault := pathFault(strings.TrimSuffix(text, "/")); fault != "" {
		return "", FolderRule + ": " + fault
	}
	return strings.TrimSuffix(text, "/") + "/", ""
}

// pathFault says what is wrong with a path of the repository that is not its root.
// What a shell or a filter reads as more than a name is not in one.
func pathFault(text string) string {
	switch {
	case text == "":
		return "it has no name"
	case len(text) > longestPath:
		return fmt.Sprintf("it may not have more than %d characters", longestPath)
	case strings.HasPrefix(text, "/"):
		return "it may not begin with a slash"
	}
	for part := range strings.SplitSeq(text, "/") {
		switch part {
		case "":
			return "it may not have two slashes together"
		case ".", "..":
			return fmt.Sprintf("no part of it may be %q", part)
		}
	}
	if i := strings.IndexFunc(text, func(c rune) bool { return !inPath(c) }); i >= 0 {
		return fmt.Sprintf("it may not have %q", []rune(text[i:])[0])
	}
	return ""
}

// inPath reports whether a path may have the character.
func inPath(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("/._-@+=", c)
}
