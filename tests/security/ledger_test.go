package security_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// entry is one line of the ledger: a rule, asked of one subject.
type entry struct {
	rule
	subject
	fault     string // "" when the subject has the property
	asked     bool   // counts in this environment
	exception *exception
}

// passed and counted make the score: what is excepted is not asked for.
func (e entry) counted() bool { return e.asked && e.exception == nil }
func (e entry) passed() bool  { return e.counted() && e.fault == "" }

// ledger asks every rule of every resource of an environment.
func ledger(env *environment) []entry {
	var all []entry
	for _, r := range rules() {
		for _, s := range r.over(env) {
			e := entry{
				rule:    r,
				subject: s,
				fault:   r.fault(env, s),
				asked:   env.production || !r.productionOnly,
			}
			if e.asked {
				e.exception = exceptionFor(env, r, s)
			}
			all = append(all, e)
		}
	}
	return all
}

func TestSecurity(t *testing.T) { // R16
	t.Parallel()
	var scores []score
	for _, env := range environments(t) {
		entries := ledger(env)
		scores = append(scores, newScore(env.name, entries))
		t.Run(env.name, func(t *testing.T) {
			t.Parallel()
			for _, e := range entries {
				t.Run(e.name()+" "+e.title(), func(t *testing.T) {
					t.Parallel()
					switch {
					case e.exception != nil:
						assert.NotEmpty(t, e.fault, "%s has the property now: the exception can go", e.title())
					case !e.asked:
						t.Logf("asked in production only: %q", e.fault)
					default:
						assert.Empty(t, e.fault, "%s: %s", e.title(), e.says)
					}
				})
			}
		})
	}
	t.Log("\n" + scoreTable(scores))
}

// properties are all that the ledger must have a rule or a reason for.
const properties = "S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11 K1 K2 K3 K4 R1 R2 R3 R4 R5 D1 D2 D3 D4 D5 N1 N2 N3 N4 N5 " +
	"I1 I2 I3 I4 I5 I6 I7 I8 L1 L2 L3 L4 L5 L6 L7 L8 B1 B2 B3 B4 B5 B6 B7 B8 P1 P2 P3 P4 G1 G2 G3 G4 G5 V1 V2"

func TestEveryPropertyIsAskedForOrSaidNotToApply(t *testing.T) {
	t.Parallel()
	var answered []string
	names := map[string]bool{}
	for _, r := range rules() {
		answered = append(answered, r.property)
		assert.False(t, names[r.name()], "two rules are called %s", r.name())
		names[r.name()] = true
		assert.Contains(t, services, r.service)
	}
	for _, n := range notApplicable {
		answered = append(answered, n.property)
	}
	assert.ElementsMatch(t, strings.Fields(properties), slices.Compact(slices.Sorted(slices.Values(answered))))
}

func TestEveryRuleIsAskedOfSomething(t *testing.T) {
	t.Parallel()
	for _, r := range rules() {
		asked := slices.ContainsFunc(environments(t), func(env *environment) bool {
			return len(r.over(env)) > 0 && (env.production || !r.productionOnly)
		})
		assert.True(t, asked, "%s is asked of nothing", r.name())
	}
}
