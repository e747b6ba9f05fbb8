package release_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
	"slipway/stacks/delivery/statemachines"
)

var update = flag.Bool("update", false, "write what the tests find into the documents")

// tries is how many releases a cell of the table is made of.
const tries = 20

// detected lets versions that fail at a rate get the traffic of a service, and says how
// many of them were undone, and after how many minutes with traffic half of those were.
func detected(t *testing.T, failing, perMinute float64, release func(*bench) bool) string {
	t.Helper()
	var minutes []int
	for seed := range uint64(tries) {
		b := newBench(sameAccount)
		b.Seed = seed + 1
		b.Traffic = services.Traffic{PerMinute: perMinute, Random: true}
		b.Group.Share, b.Group.Takes = 0, 0 // as the configuration says
		b.Group.Config = "CodeDeployDefault.LambdaCanary10Percent5Minutes"
		b.Watches = map[string]services.Watch{
			errorAlarm:   services.ErrorsWatch(5, 5*time.Minute),
			releaseAlarm: services.ReleaseWatch(2),
		}
		var first, last time.Time
		b.clock.OnSleep = func(time.Duration) {
			if v := b.Function.Versions["2"]; v != nil {
				v.FailureRate = failing
			}
			if b.Function.AliasVersion == "2" || b.Function.Weights["2"] > 0 {
				if last = b.clock.Now(); first.IsZero() {
					first = last
				}
			}
		}
		if release(b) {
			minutes = append(minutes, int(last.Sub(first).Round(time.Minute).Minutes()))
		}
	}
	if len(minutes) == 0 {
		return "never"
	}
	slices.Sort(minutes)
	return fmt.Sprintf("%d of %d, %d min", len(minutes), tries, minutes[len(minutes)/2])
}

// byCanary is a canary that the error alarm watches, and nothing else.
func byCanary(t *testing.T) func(*bench) bool {
	return func(b *bench) bool {
		b.Group.Alarms = nil
		b.Function.Versions["2"] = &services.Version{Digest: newDigest, State: "Active"}
		content := `{"version":"0.0","Resources":[{"f":{"Type":"AWS::Lambda::Function",` +
			`"Properties":{"Name":"function-api-dev","Alias":"live","CurrentVersion":"1","TargetVersion":"2"}}}]}`
		_, err := b.Call(context.Background(), "arn:aws:states:::aws-sdk:codedeploy:createDeployment", b.DeployerRole,
			map[string]any{
				"ApplicationName": "codedeploy-api-dev", "DeploymentGroupName": "group-api-dev",
				"Revision": map[string]any{"RevisionType": "AppSpecContent", "AppSpecContent": map[string]any{"Content": content}},
			})
		require.NoError(t, err)
		for range 4 * 30 {
			b.pass(t, 15*time.Second)
		}
		return b.Function.AliasVersion == "1"
	}
}

// byMachine is a release with the default settings.
func byMachine(t *testing.T) func(*bench) bool {
	s := settings(sameAccount)
	s.ProvisionedConcurrency = 0 // as it is by default
	s.BakeMinutes, s.TrafficPerMinute = 10, 20
	rendered, err := statemachines.Release(s)
	require.NoError(t, err)
	machine, err := asl.Parse(rendered)
	require.NoError(t, err)
	return func(b *bench) bool {
		b.machine = machine
		b.start(release(), b.plain, never)
		return b.Function.AliasVersion == "1"
	}
}

const (
	tableBegins = "<!-- detection -->\n"
	tableEnds   = "<!-- /detection -->"
)

func TestHowSoonABadVersionIsUndone(t *testing.T) { // R12
	t.Parallel()
	var table strings.Builder
	table.WriteString("| calls that fail | calls a minute | canary and error alarm alone | a release |\n")
	table.WriteString("|---|---|---|---|\n")
	for _, failing := range []float64{1, 10, 50, 100} {
		for _, perMinute := range []float64{1, 10, 100, 1000} {
			fmt.Fprintf(&table, "| %.0f %% | %.0f | %s | %s |\n", failing, perMinute,
				detected(t, failing, perMinute, byCanary(t)), detected(t, failing, perMinute, byMachine(t)))
		}
	}
	page := filepath.Join("..", "..", "docs", "detection.md")
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	before, rest, found := strings.Cut(string(text), tableBegins)
	require.True(t, found)
	shown, after, found := strings.Cut(rest, tableEnds)
	require.True(t, found)
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(before+tableBegins+table.String()+tableEnds+after), 0o600))
		return
	}
	assert.Equal(t, shown, table.String(), "go test ./tests/release -run %s -update renews docs/detection.md", t.Name())
}
