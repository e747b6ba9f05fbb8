package checkpoint

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// form writes checkpoints. A resource is encoded once, when it changes, and what is written
// stays where it is up to the first resource that changed.
type form struct {
	stack tokens.QName
	known map[resource.URN][]*encoded
	count int        // of known
	last  []*encoded // the resources of the deployment before
	kept  *contents  // nil if what is kept was not read

	out  bytes.Buffer // the checkpoint written last: what leads to its resources, those, the rest
	in   []*encoded   // its resources
	ends []int        // where each of them ends
}

// contents is what a checkpoint says, but for the time of the save.
type contents struct {
	head      []byte
	resources []*encoded
}

// encoded is a resource with its JSON.
type encoded struct {
	resource apitype.ResourceV3
	json     []byte
}

// newForm knows what is kept. Nothing of it is encoded before it has to be written again.
func newForm(stack tokens.QName, kept *apitype.DeploymentV3) *form {
	f := &form{stack: stack, known: map[resource.URN][]*encoded{}}
	if kept == nil {
		return f
	}
	head, err := encodeHead(kept)
	if err != nil {
		return f // the first save tells
	}
	for _, r := range kept.Resources {
		f.last = append(f.last, &encoded{resource: independent(bare(r))})
	}
	f.kept = &contents{head: head, resources: f.last}
	f.remember(f.last)
	return f
}

// remember forgets each resource but these.
func (f *form) remember(resources []*encoded) {
	f.known, f.count = make(map[resource.URN][]*encoded, len(resources)), len(resources)
	for _, e := range resources {
		f.known[e.resource.URN] = append(f.known[e.resource.URN], e)
	}
}

// fill returns the checkpoint of the deployment with these resources, nil if what is kept
// says the same, and a function to be called once it is saved.
func (f *form) fill(d apitype.TypedDeployment, resources []*encoded) (checkpoint []byte, saved func(), err error) {
	now := &contents{resources: resources}
	if now.head, err = encodeHead(d.Deployment); err != nil {
		return nil, nil, fmt.Errorf("encode the state: %w", err)
	}
	if f.kept != nil && f.kept.says(now) {
		return nil, nil, nil
	}
	content, err := f.write(d, resources)
	return content, func() { f.kept = now }, err
}

// says tells whether both say the same, the resources in any order.
func (c *contents) says(other *contents) bool {
	return len(c.resources) == len(other.resources) && bytes.Equal(c.head, other.head) &&
		maps.Equal(counted(c.resources), counted(other.resources))
}

func counted(resources []*encoded) map[*encoded]int {
	count := make(map[*encoded]int, len(resources))
	for _, e := range resources {
		count[e]++
	}
	return count
}

// find returns the resources of the deployment as they were encoded before, or as ones to
// be encoded. Most are what stood in their place in the deployment before.
func (f *form) find(d *apitype.DeploymentV3) ([]*encoded, error) {
	found := make([]*encoded, len(d.Resources))
	for i := range d.Resources {
		r := bare(d.Resources[i])
		if i < len(f.last) && equal(&f.last[i].resource, &r) {
			found[i] = f.last[i]
			continue
		}
		var err error
		if found[i], err = f.elsewhere(&r); err != nil {
			return nil, err
		}
	}
	f.last = found
	if f.count > len(found)+len(found)/4 {
		f.remember(found)
	}
	return found, nil
}

// elsewhere looks for the resource in what is known.
func (f *form) elsewhere(r *apitype.ResourceV3) (*encoded, error) {
	candidates := f.known[r.URN]
	for _, c := range candidates {
		if equal(&c.resource, r) {
			return c, nil
		}
	}
	e := &encoded{resource: independent(*r)}
	if err := e.encode(); err != nil {
		return nil, err
	}
	for _, c := range candidates {
		if err := c.encode(); err != nil {
			return nil, err
		}
		if bytes.Equal(c.json, e.json) {
			return c, nil
		}
	}
	f.known[r.URN] = append(candidates, e)
	f.count++
	return e, nil
}

func (e *encoded) encode() error {
	if e.json != nil {
		return nil
	}
	var err error
	if e.json, err = encode(e.resource); err != nil {
		return fmt.Errorf("encode %s: %w", e.resource.URN, err)
	}
	return nil
}

// equal tells for sure only that resources are equal. Values are those of the same step,
// or are compared as text.
func equal(a, b *apitype.ResourceV3) bool {
	if !slices.Equal(a.Dependencies, b.Dependencies) ||
		!maps.EqualFunc(a.PropertyDependencies, b.PropertyDependencies, slices.Equal) {
		return false
	}
	x, y := *a, *b
	x.Dependencies, y.Dependencies = nil, nil
	x.PropertyDependencies, y.PropertyDependencies = nil, nil
	return reflect.DeepEqual(x, y)
}

// bare is the resource with nothing where it has an empty list or map: they are written
// alike.
func bare(r apitype.ResourceV3) apitype.ResourceV3 {
	fields := reflect.ValueOf(&r).Elem()
	for i := range fields.NumField() {
		switch f := fields.Field(i); f.Kind() {
		case reflect.Slice, reflect.Map:
			if f.Len() == 0 {
				f.SetZero()
			}
		}
	}
	return r
}

// independent is the resource with lists that nobody else writes into.
func independent(r apitype.ResourceV3) apitype.ResourceV3 {
	r.Dependencies = slices.Clone(r.Dependencies)
	r.ReplaceWith = slices.Clone(r.ReplaceWith)
	r.PropertyDependencies = cloned(r.PropertyDependencies)
	return r
}

// write puts the checkpoint together.
func (f *form) write(d apitype.TypedDeployment, resources []*encoded) ([]byte, error) {
	begin, err := f.begin(d)
	if err != nil {
		return nil, err
	}
	rest := *d.Deployment
	rest.Resources = nil
	end, err := encode(rest)
	if err != nil {
		return nil, fmt.Errorf("encode the state: %w", err)
	}
	b := &f.out // the last checkpoint is saved, or given up
	stays := 0
	if bytes.HasPrefix(b.Bytes(), begin) {
		stays = common(f.in, resources)
	}
	f.in, f.ends = resources[:stays], f.ends[:stays]
	if stays > 0 {
		b.Truncate(f.ends[stays-1])
	} else {
		b.Reset()
		b.Write(begin)
	}
	for i, e := range resources[stays:] {
		if err := e.encode(); err != nil {
			return nil, err
		}
		if stays+i > 0 {
			b.WriteByte(',')
		}
		b.Write(e.json)
		f.ends = append(f.ends, b.Len())
	}
	f.in = resources
	b.WriteString("],")
	b.Write(end[len("{"):])
	b.WriteString("}}")
	return b.Bytes(), nil
}

// begin is the checkpoint up to its first resource.
func (f *form) begin(d apitype.TypedDeployment) ([]byte, error) {
	head, err := encode(struct {
		Version  int      `json:"version"`
		Features []string `json:"features,omitempty"`
	}{Version: d.Version, Features: d.Features})
	if err != nil {
		return nil, fmt.Errorf("encode the state: %w", err)
	}
	stack, err := encode(f.stack)
	if err != nil {
		return nil, fmt.Errorf("encode the stack's name: %w", err)
	}
	open := bytes.TrimSuffix(head, []byte("}"))
	return fmt.Appendf(open, `,"checkpoint":{"stack":%s,"latest":{"resources":[`, stack), nil
}

// common is how many resources both begin with.
func common(a, b []*encoded) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// encodeHead is all of a deployment that stands beside the resources, but for who saved
// it and when.
func encodeHead(d *apitype.DeploymentV3) ([]byte, error) {
	head := *d
	head.Manifest, head.Resources = apitype.ManifestV1{}, nil
	return encode(head)
}

// encode writes JSON as Pulumi does: on one line, and text as it is.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}
