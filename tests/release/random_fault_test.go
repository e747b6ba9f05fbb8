package release_test

import (
	"flag"
	"math/rand/v2"
	"testing"
	"time"
)

var (
	runs = flag.Int("release.runs", 20000, "random fault sequences to run")
	seed = flag.Uint64("release.seed", 0, "seed of the random fault sequences; 0 takes one from the clock")
)

// shake arranges a model at random: how fast things are, and what is wrong with
// the image or the alarm.
func (b *bench) shake(random *rand.Rand) {
	second := func(most int) time.Duration { return time.Duration(random.IntN(most+1)) * time.Second }
	b.Function.UpdateTakes, b.Function.PublishTakes = second(30), second(30)
	b.Group.Takes, b.Group.RollbackTakes = second(90), second(40)
	if random.IntN(4) == 0 {
		b.Group.Share = 1
	}
	switch random.IntN(12) {
	case 0:
		scenarios["an alarm during the canary"].arrange(b)
	case 1:
		scenarios["a smoke call answered with 503"].arrange(b)
	case 2:
		scenarios["an image Lambda cannot take"].arrange(b)
	case 3:
		if random.IntN(4) == 0 {
			scenarios["a canary that never ends"].arrange(b)
		}
	}
}

// sequence runs one sequence of random faults, checks what must hold, and runs
// once more without faults. It answers the states of the end rows.
func sequence(t *testing.T, from, number uint64) []string {
	t.Helper()
	defer func() {
		if t.Failed() {
			t.Logf("it was sequence %d of seed %d", number, from)
		}
	}()
	random := rand.New(rand.NewPCG(from, number))
	b := newBench([]string{sameAccount, otherAccount}[random.IntN(2)])
	b.shake(random)
	input := release()
	if random.IntN(4) == 0 {
		onVersionTwo(b)
		input = rollback("1")
	}
	was := b.look()
	o := b.run(t, input, b.randomly(random, 0.12*random.Float64(), 1+random.IntN(12)))
	b.hold(t, was, input, o)
	var states []string
	if _, ends := b.rows(o); len(ends) == 1 {
		states = append(states, ends[0]["state"])
	}
	b.mend()
	b.again(t, input)
	return states
}

func TestRandomFaultsNeverLeaveProductionBetweenTwoVersions(t *testing.T) {
	t.Parallel()
	from := *seed
	if from == 0 {
		from = uint64(time.Now().UnixNano())
	}
	t.Logf("repeat with: go test ./release -run %s -args -release.seed=%d", t.Name(), from)
	ended := map[string]int{}
	for number := range *runs {
		for _, state := range sequence(t, from, uint64(number)) {
			ended[state]++
		}
	}
	t.Logf("ends: %v", ended)
	for _, state := range []string{"SUCCEEDED", "FAILED", "ROLLED_BACK"} {
		if ended[state] < *runs/50 {
			t.Errorf("only %d of %d sequences ended %s: the faults no longer reach it", ended[state], *runs, state)
		}
	}
}
