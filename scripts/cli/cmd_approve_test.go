package cli

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/iostreams"
	"slipway/scripts/operate/queue"
)

// line is a pipeline in which one execution is asked about and the others wait behind it,
// the latest first.
type line struct {
	queue.Queue // starts and stops nothing

	all     []queue.Execution
	answers []string
	deny    error
	stuck   bool // the next one does not come to the approval
	// pushed takes the place of those that wait once the first answer is given.
	pushed *queue.Execution
}

func (l *line) UnderWay(context.Context, string) ([]queue.Execution, error) { return l.all, l.deny }

func (l *line) Evidence(_ context.Context, _ string, e queue.Execution) (string, error) {
	return "Release api to dev?\nTo " + e.ID, nil
}

func (l *line) Answer(_ context.Context, _ string, e queue.Execution, approve bool, summary string) error {
	l.answers = append(l.answers, map[bool]string{true: "approve ", false: "reject "}[approve]+e.ID+": "+summary)
	l.all = slices.DeleteFunc(slices.Clone(l.all), func(other queue.Execution) bool { return other.ID == e.ID })
	if l.pushed != nil {
		l.all = []queue.Execution{*l.pushed}
	}
	if n := len(l.all) - 1; n >= 0 && !l.stuck {
		l.all[n].Asks, l.all[n].Waits = true, false
	}
	return nil
}

func (l *line) Frozen(context.Context, string) (*queue.Freeze, error) { return nil, nil }

// three are under way: the first of them is asked about.
func three() *line {
	const stage = "Manual-Approval"
	return &line{all: []queue.Execution{
		{
			ID:     "run-4",
			Commit: "c4",
			Stage:  "Build",
		},
		{
			ID:      "run-3",
			Commit:  "c3",
			Message: "Mend the cart",
			Stage:   stage,
			Waits:   true,
		},
		{
			ID:      "run-2",
			Commit:  "c2",
			Message: "Try",
			Stage:   stage,
			Waits:   true,
		},
		{
			ID:      "run-1",
			Commit:  "c1",
			Message: "Add the cart",
			Stage:   stage,
			Asks:    true,
			Asked:   noon.Add(-2 * time.Hour),
			Started: noon.Add(-3 * time.Hour),
		},
	}}
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func answers(t *testing.T, l *line, change func(*approveOptions)) (said string, err error) {
	t.Helper()
	var talk bytes.Buffer
	o := &approveOptions{
		app: &app{Process: Process{
			Console: &iostreams.Console{
				Err: &talk,
				Yes: true,
			},
			Now: func() time.Time { return noon },
		}},
		approve: true,
	}
	change(o)
	err = o.answer(t.Context(), l, "pipeline-api-dev", func(string) string { return "version 7, sha256:0" })
	return talk.String(), err
}

func TestAnswers(t *testing.T) { // R2
	t.Parallel()
	t.Run("in a person's words or in ours, after the evidence", func(t *testing.T) {
		t.Parallel()
		for _, c := range []struct {
			approve              bool
			summary, given, said string
		}{
			{true, "", "approve run-1: approved from the command line", "is approved (approved from the command line).\n"},
			{false, "too late in the day", "reject run-1: too late in the day", "is rejected (too late in the day).\n"},
		} {
			l := three()
			said, err := answers(t, l, func(o *approveOptions) { o.approve, o.summary = c.approve, c.summary })
			require.NoError(t, err)
			assert.Equal(t, []string{c.given}, l.answers)
			assert.Equal(t, "pipeline-api-dev asks about execution run-1, c1 Add the cart, which began 3 h ago and asked for "+
				"its approval 2 h ago:\n  | Release api to dev?\n  | To run-1\nLive now: version 7, sha256:0\n"+
				"Behind it wait c3 Mend the cart, c2 Try: LATEST=1 rejects what is older than the newest and approves that.\n"+
				"pipeline-api-dev: execution run-1 "+c.said, said)
		}
	})
	t.Run("nobody's is none", func(t *testing.T) {
		t.Parallel()
		l := three()
		said, err := answers(t, l, func(o *approveOptions) { o.Console.Yes = false })
		require.ErrorContains(t, err, "not confirmed: Approve execution run-1?")
		assert.Contains(t, said, "Live now: version 7")
		assert.Empty(t, l.answers)
	})
	t.Run("LATEST=1 rejects the older ones", func(t *testing.T) {
		t.Parallel()
		l := three()
		_, err := answers(t, l, func(o *approveOptions) { o.latest = true })
		require.NoError(t, err)
		assert.Equal(t, []string{
			"reject run-1: a newer commit waits: c3 Mend the cart", "reject run-2: a newer commit waits: c3 Mend the cart",
			"approve run-3: approved from the command line",
		}, l.answers)
	})
	t.Run("LATEST=1 is nothing else where nothing waits behind", func(t *testing.T) {
		t.Parallel()
		l := three()
		l.all = l.all[3:]
		_, err := answers(t, l, func(o *approveOptions) { o.latest = true })
		require.NoError(t, err)
		assert.Equal(t, []string{"approve run-1: approved from the command line"}, l.answers)
	})
	t.Run("LATEST=1 asks before it rejects", func(t *testing.T) {
		t.Parallel()
		l := three()
		_, err := answers(t, l, func(o *approveOptions) { o.latest, o.Console.Yes = true, false })
		require.ErrorContains(t, err, "Reject this and every other that is older than run-3 (c3 Mend the cart), and approve")
		assert.Empty(t, l.answers)
	})
	t.Run("LATEST=1 rejects nothing that has come since", func(t *testing.T) {
		t.Parallel()
		l := three()
		l.pushed = &queue.Execution{
			ID:      "run-5",
			Commit:  "c5",
			Message: "Mend it again",
			Started: noon,
		}
		_, err := answers(t, l, func(o *approveOptions) { o.latest = true })
		require.EqualError(t, err,
			"execution run-5 (c5 Mend it again) has come since, and took the place of run-3: run the command again")
		assert.Equal(t, []string{"reject run-1: a newer commit waits: c3 Mend the cart"}, l.answers)
	})
	t.Run("LATEST=1 says no more than CodePipeline takes", func(t *testing.T) {
		t.Parallel()
		l := three()
		l.all[1].Message = strings.Repeat("long ", 200)
		_, err := answers(t, l, func(o *approveOptions) { o.latest = true })
		require.NoError(t, err)
		assert.Len(t, l.answers[0], len("reject run-1: a newer commit waits: ")+200)
	})
	t.Run("LATEST=1 does not wait for ever", func(t *testing.T) {
		t.Parallel()
		l := three()
		l.stuck = true
		_, err := answers(t, l, func(o *approveOptions) { o.latest = true })
		require.EqualError(t, err, "the next execution has not come to its approval: run the command again")
		assert.Equal(t, []string{"reject run-1: a newer commit waits: c3 Mend the cart"}, l.answers)
	})
	t.Run("EXECUTION= says which is meant", func(t *testing.T) {
		t.Parallel()
		l := three()
		_, err := answers(t, l, func(o *approveOptions) { o.execution = "run-1" })
		require.NoError(t, err)
		for asked, fault := range map[string]string{
			"run-3": "execution run-3 waits for the stage Manual-Approval, and is not asked about: " +
				"that is run-1 (c1 Add the cart)",
			"run-4": "execution run-4 is in Build, and is not asked about: that is run-1 (c1 Add the cart)",
			"run-":  `EXECUTION is "run-", which is no one execution under way in pipeline-api-dev. Under way:`,
			"run-9": "\n  run-3  c3 Mend the cart, waits for the stage Manual-Approval\n",
		} {
			l := three()
			_, err := answers(t, l, func(o *approveOptions) { o.execution = asked })
			require.ErrorContains(t, err, fault)
			assert.Empty(t, l.answers)
		}
	})
	t.Run("where nothing waits there is nothing to answer", func(t *testing.T) {
		t.Parallel()
		l := three()
		l.all = l.all[:1]
		_, err := answers(t, l, func(*approveOptions) {})
		require.ErrorContains(t, err, "no approval waits in pipeline-api-dev")
		l.deny = errors.New("AccessDeniedException")
		_, err = answers(t, l, func(*approveOptions) {})
		require.EqualError(t, err, "AccessDeniedException")
	})
}

func TestWhichExecution(t *testing.T) {
	t.Parallel()
	all := three().all
	e, err := chooseExecution(all, "pipeline-api-dev", "")
	require.NoError(t, err)
	assert.Equal(t, "run-1", e.ID, "the one that is asked about")
	e, err = chooseExecution(all[:2], "pipeline-api-dev", "")
	require.NoError(t, err)
	assert.Equal(t, "run-4", e.ID, "the latest")
	_, err = chooseExecution(nil, "pipeline-api-dev", "")
	require.EqualError(t, err, "nothing is under way in pipeline-api-dev")
	_, err = chooseExecution(nil, "pipeline-api-dev", "run")
	require.Error(t, err)
	assert.True(t, strings.HasSuffix(err.Error(), "Under way: nothing"), err)
}
