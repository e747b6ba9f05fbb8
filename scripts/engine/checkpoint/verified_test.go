package checkpoint

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack/snapshot"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// states are those that follow one another by random changes, some of which make
// them inconsistent in each way that Pulumi knows.
type states struct {
	*rand.Rand
	made      int
	resources []apitype.ResourceV3
}

func newStates(seed uint64) *states { return &states{Rand: rand.New(rand.NewPCG(seed, 0))} }

const providerType = tokens.Type("pulumi:providers:test")

// next changes one resource, and returns the deployment as Pulumi would.
func (s *states) next() apitype.TypedDeployment {
	switch n := len(s.resources); {
	case n > 0 && s.IntN(6) == 0: // what others may name is gone
		at := s.IntN(n)
		s.resources = append(s.resources[:at:at], s.resources[at+1:]...)
	case n > 0 && s.IntN(4) == 0:
		at := s.IntN(n)
		s.resources = append([]apitype.ResourceV3(nil), s.resources...)
		s.spoil(&s.resources[at])
	default:
		at := n
		if s.IntN(4) == 0 {
			at = s.IntN(n + 1)
		}
		after := append([]apitype.ResourceV3{s.resource()}, s.resources[at:]...)
		s.resources = append(s.resources[:at:at], after...)
	}
	d := &apitype.DeploymentV3{Resources: append([]apitype.ResourceV3(nil), s.resources...)}
	manifest := deploy.Manifest{Version: fmt.Sprint(s.IntN(2))}
	manifest.Magic = manifest.NewMagic()
	d.Manifest = manifest.Serialize()
	typed := apitype.TypedDeployment{Deployment: d, Version: 3}
	if s.IntN(10) == 0 {
		typed.Features = []string{"views"}
	}
	return typed
}

// resource is a new one that may name others.
func (s *states) resource() apitype.ResourceV3 {
	s.made++
	r := apitype.ResourceV3{
		URN:    urn(fmt.Sprint(s.made)),
		Type:   "test:index:Thing",
		Custom: true,
		ID:     "id",
		Inputs: map[string]any{"number": s.made},
	}
	if s.IntN(5) == 0 {
		r.Type = providerType
		r.URN = resource.NewURN("dev", "shop", "", providerType, fmt.Sprint(s.made))
	}
	for _, other := range s.resources {
		switch {
		case other.Type == providerType && s.IntN(4) == 0:
			r.Provider = string(other.URN) + "::" + string(other.ID)
		case s.IntN(8) == 0:
			r.Dependencies = append(r.Dependencies, other.URN)
		case s.IntN(8) == 0:
			r.PropertyDependencies = map[resource.PropertyKey][]resource.URN{"size": {other.URN}}
		case s.IntN(8) == 0:
			r.Parent = other.URN
		case s.IntN(16) == 0:
			r.DeletedWith = other.URN
		case s.IntN(40) == 0:
			r.URN = other.URN // made anew, or twice
		}
	}
	return r
}

// spoil changes the resource, half of the time so that nothing is wrong with it.
func (s *states) spoil(r *apitype.ResourceV3) {
	switch s.IntN(12) {
	case 0:
		r.Type = ""
	case 1:
		r.Custom = false
	case 2:
		r.ID = "another" // a provider that others name
	case 3:
		r.URN = ""
	case 4:
		r.Provider = "nothing"
	case 5:
		r.Delete = !r.Delete
	case 6:
		r.PendingReplacement = !r.PendingReplacement
	default:
		r.Inputs = map[string]any{"number": s.Int()}
	}
}

// What is said of a state from what changed in it is what Pulumi says of the whole.
func TestVerified(t *testing.T) {
	t.Parallel()
	right, wrong := 0, 0
	for seed := range uint64(300) {
		s, f, v := newStates(seed), newForm("shop", nil), verified{}
		for range 40 {
			d := s.next()
			resources, err := f.find(d.Deployment)
			require.NoError(t, err)
			changed := *d.Deployment
			changed.Resources = changedSince(v.resources, resources)
			is := v.verify(d.Deployment, resources)
			if should := snapshot.VerifyIntegrity(d.Deployment); should == nil {
				require.NoError(t, is, "seed %d", seed)
				require.NoError(t, snapshot.VerifyIntegrity(&changed), "seed %d: what changed is enough", seed)
				right++
				continue
			}
			require.Error(t, is, "seed %d", seed)
			wrong++
			s.resources = nil // the rest would be wrong as well
		}
	}
	assert.Greater(t, right, 1000)
	assert.Greater(t, wrong, 300)
}

// What is written over the checkpoint before is what would be written anew.
func TestForm(t *testing.T) {
	t.Parallel()
	for seed := range uint64(50) {
		s, f := newStates(seed), newForm("shop", nil)
		for range 40 {
			d := s.next()
			content := filled(t, f, d)
			if content == nil {
				continue
			}
			require.Equal(t, string(filled(t, newForm("shop", nil), d)), string(content), "seed %d", seed)
			require.LessOrEqual(t, f.count, len(f.last)*5/4, "what is gone is forgotten")
			var is apitype.VersionedCheckpoint
			require.NoError(t, json.Unmarshal(content, &is))
			var latest apitype.CheckpointV3
			require.NoError(t, json.Unmarshal(is.Checkpoint, &latest))
			require.Equal(t, len(d.Deployment.Resources), len(latest.Latest.Resources))
			require.Equal(t, d.Deployment.Manifest, latest.Latest.Manifest)
			for i, r := range latest.Latest.Resources {
				require.Equal(t, d.Deployment.Resources[i].URN, r.URN)
			}
		}
	}
}

func filled(t *testing.T, f *form, d apitype.TypedDeployment) []byte {
	t.Helper()
	resources, err := f.find(d.Deployment)
	require.NoError(t, err)
	content, saved, err := f.fill(d, resources)
	require.NoError(t, err)
	if content != nil && saved != nil {
		saved()
	}
	return content
}
