package release

import (
	"strings"

	"slipway/scripts/operate/history"
)

// Image is an image of a service, as far as the history or the alias tells. What is
// not known is "".
type Image struct {
	Version string // of the function, published from the image
	Digest  string
	Commit  string
	Since   string // when it got production the last time, RFC 3339
}

// Same tells whether two are one image: by digest, because the same image may have been
// published as several versions.
func (i Image) Same(other Image) bool {
	if i.Digest != "" && other.Digest != "" {
		return i.Digest == other.Digest
	}
	return i.Version != "" && i.Version == other.Version
}

// learn takes from another what is not known yet.
func (i *Image) learn(other Image) {
	for _, field := range []struct{ to, from *string }{
		{&i.Version, &other.Version}, {&i.Digest, &other.Digest}, {&i.Commit, &other.Commit}, {&i.Since, &other.Since},
	} {
		if *field.to == "" {
			*field.to = *field.from
		}
	}
}

// known is an attribute's value, with what tells that it is one.
func known(row history.Row, attribute, sign string) string {
	if value := row.Given(attribute); strings.Contains(value, sign) {
		return value
	}
	return ""
}

// targetOf is what a row wanted to bring to production.
func targetOf(row history.Row) Image {
	i := Image{
		Version: row.Given("version"),
		Digest:  known(row, "digest", "sha256:"),
		Commit:  row.Given("commit"),
	}
	if row["state"] == succeeded {
		i.Since = row.When()
	}
	return i
}

// previousOf is what a row took from production.
func previousOf(row history.Row) Image {
	return Image{Version: row.Given("previousVersion"), Digest: known(row, "previousDigest", "sha256:")}
}

// succeeded is the state of a row whose target got all traffic, notRestored of one that
// may have left any traffic on it.
const (
	succeeded   = "SUCCEEDED"
	notRestored = "NOT_RESTORED"
)

// takesBack tells whether a row is of a person who took an image from production.
func takesBack(row history.Row) bool {
	return row["eventType"] == history.Rollback && row["state"] == succeeded
}

// anyIs tells whether an image is among some.
func anyIs(all []Image, one Image) bool {
	for _, other := range all {
		if other.Same(one) {
			return true
		}
	}
	return false
}
