package webhook

import (
	"encoding/json"
	"slices"

	"slipway/stacks/delivery/receiver/pushevent"
)

// collectPaths fills in the changed paths, each once and sorted, as many as fit
// into an event. It marks the list as incomplete if
//   - it does not fit,
//   - GitHub listed as many commits as it ever does,
//   - the push was forced: the payload lacks the commits that it removed,
//   - the ref is new: what it differs from is not said,
//   - there are no paths: a branch moved to a commit that GitHub knew,
//   - GitHub listed as many files of a commit as it ever does, or none.
//
// A deleted ref has an empty list: nothing is built for it.
func collectPaths(detail *pushevent.Detail, push payload) {
	detail.Paths = []string{}
	if push.Deleted {
		return
	}
	paths := changedPaths(push.Commits)
	incomplete := push.Forced || push.Created || len(push.Commits) >= maxCommits || len(paths) == 0 ||
		slices.ContainsFunc(push.Commits, changedCommit.cut)
	room := pushevent.MaxDetailBytes - size(detail) - size(pushevent.AnyPath) - 1
	for _, path := range paths {
		room -= size(path) + 1 // and the comma
		if room < 0 {
			incomplete = true
			break
		}
		detail.Paths = append(detail.Paths, path)
	}
	if incomplete {
		detail.Paths = append(detail.Paths, pushevent.AnyPath)
		detail.PathsTruncated = true
	}
}

// changedPaths lists each path that any of the commits touched.
func changedPaths(commits []changedCommit) []string {
	var paths []string
	for _, commit := range commits {
		paths = append(paths, commit.Added...)
		paths = append(paths, commit.Modified...)
		paths = append(paths, commit.Removed...)
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// size is the length of a value in JSON: of a string or a Detail, which always
// marshal.
func size(value any) int {
	text, _ := json.Marshal(value)
	return len(text)
}
