package engine

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// stackReference is what the state of a program has of another stack: its outputs, as
// they were when the program last read them.
const stackReference = "pulumi:pulumi:StackReference"

// Behind names the outputs of the other stack that are not as this stack's program last
// read them. Secrets, which are encrypted anew each time, are passed over. A stack that is
// not deployed has read nothing.
func (s *Stack) Behind(ctx context.Context, other *Stack) ([]string, error) {
	deployment, err := s.deployment(ctx)
	if err != nil || deployment == nil {
		return nil, err
	}
	for _, r := range deployment.Resources {
		if r.Type != stackReference || !strings.HasSuffix(string(r.URN), "/"+other.String()) {
			continue
		}
		now, err := other.exports(ctx)
		if err != nil {
			return nil, err
		}
		read, _ := r.Outputs["outputs"].(map[string]any)
		return differing(read, now), nil
	}
	return nil, nil
}

// exports are the stack's outputs as the state has them.
func (s *Stack) exports(ctx context.Context) (map[string]any, error) {
	deployment, err := s.deployment(ctx)
	if err != nil || deployment == nil {
		return nil, err
	}
	for _, r := range deployment.Resources {
		if r.Type == resource.RootStackType {
			return r.Outputs, nil
		}
	}
	return nil, nil
}

// differing are the names whose values are not the same in both, sorted.
func differing(read, now map[string]any) []string {
	if secret(read) {
		return nil
	}
	all := map[string]any{}
	maps.Copy(all, read)
	maps.Copy(all, now)
	return slices.DeleteFunc(slices.Sorted(maps.Keys(all)), func(name string) bool {
		return secret(read[name]) || secret(now[name]) || reflect.DeepEqual(read[name], now[name])
	})
}

// secret tells whether the state keeps the value encrypted.
func secret(value any) bool {
	object, _ := value.(map[string]any)
	return object[resource.SigKey] == resource.SecretSig
}
