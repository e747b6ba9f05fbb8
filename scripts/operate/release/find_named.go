package release

import (
	"fmt"
	"iter"
	"regexp"
	"strings"

	"slipway/scripts/operate/history"
)

// Name is how a person names an image: exactly one field is set.
type Name struct{ Version, Digest, Commit, Either string }

var (
	number = regexp.MustCompile(`^[0-9]{1,6}$`)
	digits = regexp.MustCompile(`^[0-9a-f]{4,64}$`)
)

// shaped is how a digest begins.
const shaped = "sha256:"

// ParseName reads the number of a version, the begin of a digest or that of a commit.
func ParseName(text string) (Name, error) {
	rest, isDigest := strings.CutPrefix(text, shaped)
	switch {
	case isDigest && regexp.MustCompile(`^[0-9a-f]{1,64}$`).MatchString(rest):
		return Name{Digest: text}, nil
	case number.MatchString(text):
		return Name{Version: text}, nil
	case !isDigest && digits.MatchString(text):
		return Name{Either: text}, nil
	}
	return Name{}, fmt.Errorf("%q, which is no number of a version, such as 7, and no begin of a commit or digest, "+
		"such as 3ff54b3 or sha256:0123; `make history` lists them", text)
}

// Check rejects a digest, commit or version that none can have or begin with.
func (n Name) Check() error {
	hex := regexp.MustCompile(`^[0-9a-f]+$`)
	switch {
	case n.Digest != "" && !hex.MatchString(strings.TrimPrefix(n.Digest, shaped)):
		return fmt.Errorf("DIGEST is %q: the begin of a digest, such as sha256:0123", n.Digest)
	case n.Commit != "" && !hex.MatchString(n.Commit):
		return fmt.Errorf("COMMIT is %q: the begin of a commit, such as 3ff54b3", n.Commit)
	case n.Version != "" && !number.MatchString(n.Version):
		return fmt.Errorf("VERSION is %q: the number of a version, such as 7", n.Version)
	}
	return nil
}

// String is the name as it was given.
func (n Name) String() string { return n.Version + n.Digest + n.Commit + n.Either }

// is tells whether an image has the name.
func (n Name) is(i Image) bool {
	begins := func(text, with string) bool { return with != "" && strings.HasPrefix(text, with) }
	return n.Version != "" && i.Version == n.Version ||
		begins(i.Digest, n.Digest) || begins(i.Commit, n.Commit) ||
		begins(i.Commit, n.Either) || n.Either != "" && begins(i.Digest, shaped+n.Either)
}

// AmbiguousError is a name that several images have.
type AmbiguousError struct {
	Name   Name
	Images []Image
}

// Error lists them.
func (e *AmbiguousError) Error() string {
	lines := []string{fmt.Sprintf("%s names %d images; write more of it:", e.Name, len(e.Images))}
	for _, i := range e.Images {
		lines = append(lines, "  "+i.String())
	}
	return strings.Join(lines, "\n")
}

// UnknownError is a name that no image of the history has.
type UnknownError struct{ Name Name }

// Error says where to look.
func (e *UnknownError) Error() string {
	return fmt.Sprintf("the history has no image %s; `make history` lists them", e.Name)
}

// Named finds the image with a name in the rows of releases, the latest first. Of the
// versions published from it, the one that served last is returned.
func Named(rows iter.Seq2[history.Row, error], name Name) (Image, error) {
	var found []Image
	for row, err := range rows {
		if err != nil {
			return Image{}, err
		}
		if target := targetOf(row); name.is(target) {
			found = add(found, target)
		}
		if previous := previousOf(row); name.is(previous) {
			found = add(found, previous)
		}
	}
	switch len(found) {
	case 0:
		return Image{}, &UnknownError{Name: name}
	case 1:
		return found[0], nil
	}
	return Image{}, &AmbiguousError{Name: name, Images: found}
}

// add puts an image to the others, or what is new of it to what is known. A version
// that served is preferred to one that was only tried.
func add(all []Image, one Image) []Image {
	for i := range all {
		if !all[i].Same(one) {
			continue
		}
		if all[i].Since == "" && one.Since != "" {
			all[i], one = one, all[i]
		}
		all[i].learn(one)
		return all
	}
	return append(all, one)
}
