package services

import (
	"maps"
	"slices"
	"strconv"
)

// Deployed makes a function that is there already: $LATEST on a digest, versions
// published with the digests given, and the alias on one of them.
func Deployed(
	name, alias, repositoryURL, latest string, versions map[string]string, live string, weights map[string]float64,
) Function {
	f := NewFunction(name, alias, repositoryURL, latest)
	f.Versions = map[string]*Version{}
	numbers := slices.SortedFunc(maps.Keys(versions), func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return x - y
	})
	for _, number := range numbers {
		f.Versions[number] = &Version{Digest: versions[number], State: "Active"}
		f.last = number
	}
	f.route(live, weights)
	return f
}

// Last is the newest version.
func (f *Function) Last() string { return f.last }
