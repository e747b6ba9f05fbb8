package environment

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
)

// fileScheme is what the address of a folder begins with.
const fileScheme = "file://"

// FileAddress is the address of a folder, which any Pulumi tool takes for that folder,
// whatever is in its name.
func FileAddress(folder string) string { return (&url.URL{Scheme: "file", Path: folder}).String() }

// Folder is the folder of an address that FileAddress made, "" for any other.
func Folder(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "file" {
		return ""
	}
	return u.Path
}

// place makes an address that a person wrote one of the same place wherever one stands:
// of a folder, the whole path. A relative one begins at the checkout, as the stack files
// do, and ~ is the home folder. Others are taken as they are.
func (e *Environment) place(setting, written string) (string, error) {
	rest, ok := strings.CutPrefix(written, fileScheme)
	if !ok {
		return written, nil
	}
	wrong := func(sign, code string) error {
		return &UsageError{fmt.Sprintf("%s is %q: an address, in which a %s of a folder's name is written %s",
			setting, written, sign, code)}
	}
	if strings.Contains(rest, "#") {
		return "", wrong("#", "%23")
	}
	rest, query, _ := strings.Cut(rest, "?")
	if !parameters(query) {
		return "", wrong("?", "%3F")
	}
	path, err := url.PathUnescape(rest)
	if err != nil {
		return "", wrong("%", "%25")
	}
	if path == "~" || strings.HasPrefix(path, "~/") {
		home := e.getenv("HOME")
		if home == "" {
			return "", &UsageError{fmt.Sprintf("%s is %q, and HOME is not set: write the whole path", setting, written)}
		}
		path = filepath.Join(home, path[1:])
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(e.root, path)
	}
	return FileAddress(filepath.Clean(path)), nil
}

// parameters tells whether the query is one that Pulumi's tools give a folder's address.
// How files are written is decided by the engine.
func parameters(query string) bool {
	values, err := url.ParseQuery(query)
	if err != nil {
		return false
	}
	for name := range values {
		switch name {
		case "metadata", "no_tmp_dir", "create_dir", "dir_file_mode":
		default:
			return false
		}
	}
	return true
}
