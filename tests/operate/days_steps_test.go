package operate_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"slipway/tests/harness"
)

// pushed is one push to the branch.
type pushed struct {
	commit, delivery string
	// at orders the pushes as they were made, which is not always as they were handed on.
	at float64
	// told says that an alarm told that nothing was started for it.
	told bool
	// again says that a person started an execution of it, whatever came since.
	again bool
}

// queueDay is a day at the pipelines of an environment and of one that promotes from it.
type queueDay struct {
	local, prod *audited
	random      *rand.Rand
	automatic   bool // nobody is asked in local
	pushes      []*pushed
	elsewhere   []string // commits on other branches
	made, began float64  // how many steps were made, and which push started an execution last
	log, faults []string
}

func newQueueDay(t *testing.T, settings [2][]string, random *rand.Rand) *queueDay {
	t.Helper()
	local, prod := promoting(t, settings[0], settings[1])
	d := &queueDay{
		local:     newAudited(local),
		prod:      newAudited(prod),
		random:    random,
		automatic: slices.Contains(settings[0], "slipway-delivery:approval: automatic"),
	}
	d.look(t, "")
	return d
}

// do runs a command, which may find nothing to do.
func (d *queueDay) do(t *testing.T, s *site, words ...string) harness.Result {
	t.Helper()
	d.made++
	r := s.run(t, words...)
	d.log = append(d.log, fmt.Sprintf("%s %s: %d %s", s.env, strings.Join(words, " "), r.Code, lastLine(r)))
	if words[0] == "push" && strings.Contains(r.Err, "pipeline-api-local starts, execution ") {
		d.began = d.made
	}
	d.look(t, r.Err)
	return r
}

// either is the one environment or the other.
func (d *queueDay) either() *site {
	if d.random.IntN(2) == 0 {
		return d.local.site
	}
	return d.prod.site
}

// step is what happens next.
func (d *queueDay) step(t *testing.T) {
	t.Helper()
	s := d.either()
	switch n := d.random.IntN(40); {
	case n < 9 || len(d.pushes) == 0:
		d.push(t, map[bool]string{true: "", false: "wait"}[d.automatic])
	case n < 15:
		d.push(t,
			d.one("start", "flaky", "build", "scan", "test", "reject", "wait", "image", "smoke", "errors", "bake", "death"))
	case n < 17:
		d.push(t, "late")
	case n < 18:
		d.elsewhere = append(d.elsewhere, d.commit())
		d.do(t, d.local.site, "push", "--branch", "fix/prices", "--commit", d.elsewhere[len(d.elsewhere)-1])
	case n < 20:
		d.redeliver(t)
	case n < 25:
		d.do(t, s, "approve")
	case n < 27:
		d.do(t, s, "approve", "--latest")
	case n < 28:
		d.do(t, s, "reject")
	case n < 29:
		d.do(t, s, "stop", "--reason", "wrong branch")
	case n < 31:
		d.do(t, s, "freeze", "--reason", "the sale")
	case n < 33:
		d.do(t, s, "thaw")
	case n < 34:
		d.do(t, s, "rollback")
	case n < 36:
		d.byHand(t, d.local.site, "start", "--commit")
	case n < 37:
		d.byHand(t, d.local.site, "release", "--override", "it was another service's fault", "--commit")
	case n < 38:
		d.byHand(t, d.prod.site, "promote", "--commit")
	case n < 39:
		d.latest(t)
	default:
		d.lost(t)
	}
}

func (d *queueDay) one(of ...string) string { return of[d.random.IntN(len(of))] }

func (d *queueDay) commit() string { return fmt.Sprintf("%040x", d.random.Uint64()|1<<63) }

var delivered = regexp.MustCompile(`signature of delivery (\S+) `)

// push pushes a commit with a fault.
func (d *queueDay) push(t *testing.T, fault string) {
	t.Helper()
	p := &pushed{commit: d.commit(), at: d.made + 1}
	if fault == "late" {
		p.at = d.began - .5 // that is what the fault does
	}
	if fault == "reject" && d.automatic {
		fault = "flaky"
	}
	d.pushes = append(d.pushes, p)
	r := d.do(t, d.local.site, "push", "--fault", fault, "--commit", p.commit)
	p.told = strings.Contains(r.Err, "alarm-deadletters-local fires: the start is in the queue")
	p.delivery = delivered.FindStringSubmatch(r.Err)[1]
}

// redeliver is a person's click beside an earlier delivery. It starts nothing that was
// started.
func (d *queueDay) redeliver(t *testing.T) {
	t.Helper()
	p := d.pushes[d.random.IntN(len(d.pushes))]
	p.again = p.again || p.told
	r := d.do(t, d.local.site, "push", "--commit", p.commit, "--delivery", p.delivery)
	if starts := strings.Contains(r.Err, "pipeline-api-local starts"); starts && !p.told {
		d.faults = append(d.faults, p.commit+" was delivered again, and started again")
	}
}

// byHand names any commit.
func (d *queueDay) byHand(t *testing.T, s *site, words ...string) {
	t.Helper()
	p := d.pushes[d.random.IntN(len(d.pushes))]
	p.again = true
	d.do(t, s, append(words, p.commit)...)
}

var promoted = regexp.MustCompile(`, commit ([0-9a-f]{12}), sha256:[0-9a-f]{12} goes from local to prod`)

// latest promotes what was released last, by a person.
func (d *queueDay) latest(t *testing.T) {
	t.Helper()
	r := d.do(t, d.prod.site, "promote")
	if found := promoted.FindStringSubmatch(r.Err); found != nil {
		for _, p := range d.pushes {
			p.again = p.again || strings.HasPrefix(p.commit, found[1])
		}
	}
}

// lost starts a commit that CodePipeline did not start, as the alarm's message says.
func (d *queueDay) lost(t *testing.T) {
	t.Helper()
	i := slices.IndexFunc(d.pushes, func(p *pushed) bool { return p.told && !p.again })
	if i >= 0 {
		d.pushes[i].again = true
		d.do(t, d.local.site, "start", "--commit", d.pushes[i].commit)
	}
}

// evening answers all that waits.
func (d *queueDay) evening(t *testing.T) {
	t.Helper()
	for _, s := range []*site{d.local.site, d.prod.site} {
		d.do(t, s, "thaw")
		for range 50 {
			if r := d.do(t, s, "approve"); r.Code != 0 && strings.Contains(r.Err, "no approval waits in") {
				break
			}
		}
	}
	d.audit(t)
}
