package localaws

import (
	"context"
	"slices"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/resources"
)

// Diff compares the inputs then and now, and the tags with the provider's
// default tags; it says which changes need a new resource.
func (p *provider) Diff(ctx context.Context, r *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	k, err := typeOf(r.GetType())
	if err != nil {
		return nil, err
	}
	oldInputs, err := decode(r.GetOldInputs())
	if err != nil {
		return nil, err
	}
	olds, err := decode(r.GetOlds())
	if err != nil {
		return nil, err
	}
	news, err := decode(r.GetNews())
	if err != nil {
		return nil, err
	}
	old, now := properties.FromEngine(oldInputs), properties.FromEngine(news)
	c := p.call(ctx, k, r.GetUrn(), now)
	c.ID, c.Old, c.Was = r.GetId(), old, properties.FromEngine(olds)
	changed := changedInputs(k, c, now)
	if k.Tagged && !slices.Contains(changed, "tags") &&
		!sameValue(c.Was["tagsAll"], mergedTags(p.session(ctx), now)) {
		changed = append(changed, "tagsAll")
	}
	var replaces []string
	for _, key := range changed {
		if slices.Contains(k.Replace, key) {
			replaces = append(replaces, key)
		}
	}
	answer := answerDiff(changed, replaces)
	answer.HasDetailedDiff = true
	answer.DetailedDiff = detailed(changed, replaces, old, now)
	answer.DeleteBeforeReplace = len(replaces) > 0 && keepsName(k, old, now) && !madeUp(news, k.Name.Property)
	return answer, nil
}

// keepsName reports whether old and new resource would have the same given name,
// so that the old one has to go first.
func keepsName(k *resources.Type, old, now properties.Map) bool {
	return k.Name.Property != "" && sameValue(old[k.Name.Property], now[k.Name.Property])
}

func answerDiff(changed, replaces []string) *pulumirpc.DiffResponse {
	answer := &pulumirpc.DiffResponse{
		Changes:  pulumirpc.DiffResponse_DIFF_NONE,
		Diffs:    changed,
		Replaces: replaces,
	}
	if len(changed) > 0 {
		answer.Changes = pulumirpc.DiffResponse_DIFF_SOME
	}
	return answer
}
