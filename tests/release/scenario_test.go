package release_test

import (
	"maps"
	"time"

	"slipway/scripts/localaws/services"
)

// scenario is one way a release or a rollback can go without any call failing.
type scenario struct {
	input   map[string]any
	arrange func(*bench)
	// state is that of the end row, reason what it says; both empty for success.
	state, reason string
	// problems is what the row says could not be done.
	problems string
	// version is where the alias ends.
	version string
}

// scenarios are all of them, by name.
var scenarios = joined(goodReleases, badReleases, rollbacks, settingsReleases)

func joined(lists ...map[string]scenario) map[string]scenario {
	all := map[string]scenario{}
	for _, list := range lists {
		maps.Copy(all, list)
	}
	return all
}

// overridden is a release on purpose.
func overridden() map[string]any {
	input := release()
	input["override"] = "alice: this is the fix"
	return input
}

// onPublish changes each new version before its first call.
func (b *bench) onPublish(change func(*services.Version)) {
	known := maps.Clone(b.Function.Versions)
	b.clock.OnSleep = func(time.Duration) {
		for number, v := range b.Function.Versions {
			if known[number] == nil {
				known[number] = v
				change(v)
			}
		}
	}
}

// onVersionTwo lets a release have gone before.
func onVersionTwo(b *bench) {
	b.Function.Versions["2"] = &services.Version{Digest: newDigest, State: "Active"}
	b.Function.AliasVersion, b.Function.Digest = "2", newDigest
	b.Function.Versions["2"].Provisioned, b.Function.Versions["1"].Provisioned = b.Function.Versions["1"].Provisioned, nil
}

// liveOnARM has the live version, and its image, for another architecture than the next.
func liveOnARM(b *bench) {
	b.Function.ImagesFor[oldDigest], b.Function.Architecture = "arm64", "arm64"
	b.Function.Versions["1"].Architecture = "arm64"
}
