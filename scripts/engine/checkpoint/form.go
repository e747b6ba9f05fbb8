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

// form writes checkpoints. A resource is encoded once, when it changes: a save then
// costs what its bytes cost to copy.
type form struct {
	stack tokens.QName
	known map[resource.URN][]*encoded
	kept  *contents // nil if what is kept was not read
	out   bytes.Buffer
}

// contents is what a checkpoint says, but for the time of the save.
type contents struct {
	head      []byte
	resources map[*encoded]int
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
	f.kept = &contents{head: head, resources: map[*encoded]int{}}
	for _, r := range kept.Resources {
		e := &encoded{resource: independent(bare(r))}
		f.known[r.URN] = append(f.known[r.URN], e)
		f.kept.resources[e]++
	}
	return f
}

// fill returns the checkpoint of the deployment, nil if what is kept says the same, and
// a function to be called once it is saved.
func (f *form) fill(d apitype.TypedDeployment) (checkpoint []byte, saved func(), err error) {
	now := &contents{resources: make(map[*encoded]int, len(d.Deployment.Resources))}
	if now.head, err = encodeHead(d.Deployment); err != nil {
		return nil, nil, fmt.Errorf("encode the state: %w", err)
	}
	resources := make([]*encoded, 0, len(d.Deployment.Resources))
	known := make(map[resource.URN][]*encoded, len(d.Deployment.Resources))
	for i := range d.Deployment.Resources {
		e, err := f.find(&d.Deployment.Resources[i])
		if err != nil {
			return nil, nil, err
		}
		resources = append(resources, e)
		now.resources[e]++
		known[e.resource.URN] = append(known[e.resource.URN], e)
	}
	f.known = known
	if f.kept != nil && bytes.Equal(f.kept.head, now.head) && maps.Equal(f.kept.resources, now.resources) {
		return nil, nil, nil
	}
	content, err := f.write(d, resources)
	return content, func() { f.kept = now }, err
}

// find returns the resource as it was encoded before, or as one to be encoded.
func (f *form) find(r *apitype.ResourceV3) (*encoded, error) {
	candidates := f.known[r.URN]
	short := bare(*r)
	for _, c := range candidates {
		if equal(&c.resource, &short) {
			return c, nil
		}
	}
	e := &encoded{resource: independent(short)}
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
	latest := *d.Deployment
	latest.Resources = nil
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
	rest, err := encode(latest)
	if err != nil {
		return nil, fmt.Errorf("encode the state: %w", err)
	}
	b := &f.out // the last checkpoint is saved, or given up
	b.Reset()
	b.Write(head[:len(head)-1])
	b.WriteString(`,"checkpoint":{"stack":`)
	b.Write(stack)
	b.WriteString(`,"latest":`)
	b.Write(rest[:len(rest)-1])
	for i, e := range resources {
		if err := e.encode(); err != nil {
			return nil, err
		}
		if i == 0 {
			b.WriteString(`,"resources":[`)
		} else {
			b.WriteByte(',')
		}
		b.Write(e.json)
	}
	if len(resources) > 0 {
		b.WriteByte(']')
	}
	b.WriteString("}}}")
	return b.Bytes(), nil
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
