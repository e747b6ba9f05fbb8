package doctor_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/doctor"
)

func found(all ...doctor.Finding) func(context.Context) ([]doctor.Finding, error) {
	return func(context.Context) ([]doctor.Finding, error) { return all, nil }
}

var checks = []doctor.Check{
	{
		Name: "state",
		Look: found(doctor.Finding{
			Mark: doctor.OK,
			Says: "every layer's can be read",
		}),
	},
	{Name: "lock", Look: found(doctor.Finding{
		Mark: doctor.Fails,
		Says: "slipway-compute/dev is locked by a run of ann@desk (pid 4711)",
		Mend: "make recover ENV=dev",
	}, doctor.Finding{Mark: doctor.Warns, Says: "one thing more"})},
	{
		Name:  "drift",
		Needs: []string{"state", "lock"},
		Look:  found(),
	},
	{Name: "room", Look: func(context.Context) ([]doctor.Finding, error) { return nil, errors.New("denied\nby AWS") }},
}

func printed(width int) (string, doctor.Report) {
	var out bytes.Buffer
	p := doctor.NewPrinter(&out, width, checks)
	r := doctor.Examine(context.Background(), "dev", checks, p.Print)
	p.Sum(r)
	return out.String(), r
}

func TestPrinter(t *testing.T) {
	t.Parallel()
	t.Run("writes a line a finding, and the command that mends it", func(t *testing.T) {
		t.Parallel()
		text, _ := printed(0)
		assert.Equal(t, `ok      state  every layer's can be read
fails   lock   slipway-compute/dev is locked by a run of ann@desk (pid 4711)
               $ make recover ENV=dev
               one thing more
unseen  drift  not looked at: it needs lock
unseen  room   denied by AWS
dev: 1 fails, 2 unseen, 1 ok. A line with $ is the command that mends what stands above it.
`, text)
	})
	t.Run("breaks lines between words on a narrow terminal", func(t *testing.T) {
		t.Parallel()
		text, _ := printed(40)
		assert.Contains(t, text, `fails   lock
        slipway-compute/dev is locked
        by a run of ann@desk (pid 4711)
        $ make recover ENV=dev
        one thing more
`)
		for line := range strings.Lines(text) {
			assert.Less(t, len(strings.TrimSuffix(line, "\n")), 40, line)
		}
	})
	t.Run("and has no escape codes", func(t *testing.T) {
		t.Parallel()
		for _, width := range []int{0, 40, 120} {
			text, _ := printed(width)
			assert.NotContains(t, text, "\x1b")
		}
	})
}

func TestExamine(t *testing.T) {
	t.Parallel()
	_, report := printed(0)
	marks := map[string]doctor.Mark{}
	for _, c := range report.Checks {
		marks[c.Name] = c.Mark
	}
	assert.Equal(t, map[string]doctor.Mark{
		"state": doctor.OK,
		"lock":  doctor.Fails,
		"drift": doctor.Unseen,
		"room":  doctor.Unseen,
	}, marks)
	assert.False(t, report.Well)
	well := doctor.Examine(t.Context(), "dev", checks[:1], func(doctor.Result) {})
	assert.True(t, well.Well)
}

func TestRule(t *testing.T) {
	t.Parallel()
	look := func(err error) []doctor.Finding {
		all, _ := doctor.Rule("x", "well", func(context.Context) error { return err }).Look(t.Context())
		return all
	}
	t.Run("takes the command out of the fault", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []doctor.Finding{{
			Mark: doctor.Fails,
			Says: "`key` is bad: run `pulumi config rm key --stack dev`",
			Mend: "pulumi config rm key --stack dev",
		}}, look(errors.New("`key` is bad:\nrun `pulumi config rm key --stack dev`")))
	})
	t.Run("never to destroy anything", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, "make deploy-all ENV=dev",
			doctor.Command("`make destroy-all ENV=dev`, then `make deploy-all ENV=dev`"))
		assert.Empty(t, doctor.Command("`make destroy LAYER=compute ENV=dev`"))
	})
	t.Run("makes a finding of each of several, and one of equal ones", func(t *testing.T) {
		t.Parallel()
		one := errors.New("one")
		assert.Len(t, look(errors.Join(one, errors.Join(one, errors.New("two")))), 2)
	})
	t.Run("is well without a fault", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, doctor.Well("well"), look(nil))
	})
}
