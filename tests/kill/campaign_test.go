package kill_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

var (
	runs = flag.Int("kill.runs", 8, "how many commands to end in the middle of their work")
	seed = flag.Uint64("kill.seed", 1, "what chance begins with; 0 takes the clock")
	only = flag.Int("kill.only", -1, "the one run to repeat")
	slow = flag.Bool("kill.slow", false, "full disks as well, which take minutes each")
	how  = flag.String("kill.way", "", "the one way to end them")
	// stock reads every state that a run leaves.
	stock = flag.String("kill.pulumi", "", "the path of a stock pulumi command")
)

// campaign is the prepared sites and about how long each command takes when nothing ends
// it.
type campaign struct {
	starts map[string]*site
	took   map[string]time.Duration
}

func prepare(t *testing.T) *campaign {
	t.Helper()
	bin := command(t)
	c := &campaign{starts: map[string]*site{"nothing": newSite(t, bin)}, took: map[string]time.Duration{}}
	c.starts["one"] = c.starts["nothing"].like(t)
	c.took["deploy-all"] = c.starts["one"].must(t, "deploy-all").took
	c.starts["two"] = c.starts["one"].like(t)
	c.starts["two"].set(t, two)
	c.starts["two"].must(t, "deploy-all")
	for words, share := range map[string]float64{
		"preview-all": 0.4,
		"refresh-all": 0.6,
		"recover":     0.5,
		"destroy-all": 0.8,
	} {
		c.took[words] = time.Duration(share * float64(c.took["deploy-all"]))
	}
	return c
}

// begin is a copy of the site that the situation starts from. One that was cut off is
// made by killing a deployment.
func (c *campaign) begin(t *testing.T, from situation, r *rand.Rand) (*site, []outcome) {
	if from.start != "cut" {
		s := c.starts[from.start].like(t)
		s.set(t, from.wanted)
		return s, nil
	}
	s := c.starts["one"].like(t)
	s.set(t, from.wanted)
	s.vars["SLIPWAY_LOCAL_LATENCY"] = "20ms"
	p := s.begin(t, "deploy-all")
	s.after(t, p, s.changes()+1+r.IntN(20))
	p.one(9)
	return s, []outcome{p.end(t)}
}

// wait waits for the moment that chance chose, or the end of the command.
func (c *campaign) wait(s *site, p *process, w way, words string, m *moments, r *rand.Rand) {
	ended := make(chan struct{})
	go func() {
		<-p.read
		close(ended)
	}()
	if m != nil {
		select {
		case <-ended:
		case <-m.reached:
		}
		return
	}
	if w.atCreation {
		for n := s.changes() + 1 + r.IntN(60); s.changes() < n; {
			select {
			case <-ended:
				return
			case <-time.After(100 * time.Microsecond):
			}
		}
		return
	}
	select {
	case <-ended:
	case <-time.After(time.Duration(r.Float64() * 1.1 * float64(c.took[words]))):
	}
}

func (c *campaign) run(t *testing.T, number int, f *figures) {
	r := rand.New(rand.NewPCG(*seed, uint64(number)))
	from := situations[r.IntN(len(situations))]
	w := ways[r.IntN(len(ways))]
	for w.slow && !*slow || *how != "" && w.name != *how {
		w = ways[r.IntN(len(ways))]
	}
	inside := number%2 == 0 && *how == ""
	if inside {
		w = insideASave
	}
	for inside && from.words == "preview-all" { // saves nothing
		from = situations[r.IntN(len(situations))]
	}
	s, all := c.begin(t, from, r)
	place := "folder"
	if r.IntN(2) == 0 && !w.slow {
		place = "S3"
		s.onS3(t)
	}
	if w.name == "on a full disk" && !s.small(t) {
		t.Skip("a disk of its own can only be made by a superuser")
	}
	s.vars["SLIPWAY_LOCAL_LATENCY"] = []string{"", "2ms", "10ms"}[r.IntN(3)]
	before := s.keys(t)
	var m *moments
	if inside {
		m = s.inside(t, 1+r.IntN(80))
	}
	p := s.begin(t, from.words)
	c.wait(s, p, w, from.words, m, r)
	w.end(t, s, p, r)
	o := p.end(t)
	if m != nil {
		close(m.over)
	}
	s.room()
	s.readable(t)
	s.vars["SLIPWAY_LOCAL_LATENCY"] = ""
	all = append(all, s.follow(t, o)...)
	plan := s.run(t, "preview-all")
	assert.True(t, unchanged(plan), "the plan is empty afterwards: %s", plan)
	s.consistent(t)
	s.readable(t)
	if !strings.HasPrefix(from.words, "destroy") && len(before) > 0 {
		assert.Equal(t, before, s.keys(t), "nothing that was there is lost")
	}
	f.add("runs", "how: "+w.name, "what: "+from.name, "where: "+place,
		fmt.Sprintf("commands until all is well: %d", len(all)-1))
	if o.code == 0 {
		f.add("had ended before")
	}
	if slices.ContainsFunc(all, func(o outcome) bool { return o.words == "recover" && o.code == 0 }) {
		f.add("recovered")
	}
	if slices.ContainsFunc(all, func(o outcome) bool { return strings.Contains(o.text, "undid the creation") }) {
		f.add("a creation undone")
	}
	if t.Failed() {
		t.Logf("%s, %s, %s; repeat it with -args -kill.seed=%d -kill.only=%d\n%s", from.name, w.name, place, *seed,
			number, told(all))
	}
}

func TestKilled(t *testing.T) {
	t.Parallel()
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	t.Logf("-kill.runs=%d -kill.seed=%d", *runs, *seed)
	c := prepare(t)
	f := &figures{count: map[string]int{}}
	t.Cleanup(func() { f.print(t.Output()) })
	for number := range *runs {
		if *only >= 0 && number != *only {
			continue
		}
		t.Run(fmt.Sprint(number), func(t *testing.T) {
			t.Parallel()
			c.run(t, number, f)
		})
	}
}
