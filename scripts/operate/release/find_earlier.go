package release

import (
	"errors"

	"slipway/scripts/operate/history"
)

// ErrNoEarlier tells that there is nothing to go back to.
var ErrNoEarlier = errors.New("the history has no release before the version that is live: name one with TO=")

// Earlier finds the version to go back to: the one that was live before the live
// version was released. A second rollback so goes further back, and never forward
// to what the first one took away.
func Earlier(rows []history.Row) (string, error) {
	live := ""
	for i := len(rows) - 1; i >= 0; i-- {
		row := rows[i]
		kind := row["eventType"]
		if row["state"] != "SUCCEEDED" || kind != "RELEASE" && kind != "ROLLBACK" {
			continue
		}
		if live == "" {
			live = row["version"]
		}
		previous := row.Given("previousVersion")
		if kind == "RELEASE" && row["version"] == live && previous != "" && previous != live {
			return previous, nil
		}
	}
	return "", ErrNoEarlier
}
