package checkpoint

import (
	"github.com/pulumi/pulumi/pkg/v3/resource/stack/snapshot"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/providers"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// verified holds states against Pulumi's rule: each resource comes after those that it
// names, and no two are alive under one name. What did not change since the state before
// is not looked at again; at a hundred services that is nearly all of it.
type verified struct {
	resources []*encoded // those of the last state that was found consistent
}

// verify says what is wrong with the deployment of these resources, nil if nothing is.
func (v *verified) verify(d *apitype.DeploymentV3, resources []*encoded) error {
	changed := *d
	changed.Resources = changedSince(v.resources, resources)
	if snapshot.VerifyIntegrity(&changed) != nil {
		if err := snapshot.VerifyIntegrity(d); err != nil { // the whole of it tells what is wrong
			return err
		}
	}
	v.resources = resources
	return nil
}

// changedSince is what is new from the first change on, after what it names of that which
// stayed.
func changedSince(before, now []*encoded) []apitype.ResourceV3 {
	stays := common(before, now)
	named := map[resource.URN]bool{}
	for _, e := range now[stays:] {
		name(named, &e.resource)
	}
	var changed []apitype.ResourceV3
	for _, e := range now[:stays] {
		if r := &e.resource; named[r.URN] {
			changed = append(changed, apitype.ResourceV3{
				URN:    r.URN,
				Custom: r.Custom,
				ID:     r.ID,
				Type:   r.Type,
				Delete: r.Delete,
			})
		}
	}
	for _, e := range now[stays:] {
		changed = append(changed, e.resource)
	}
	return changed
}

// name adds what the resource is called, and what it names.
func name(named map[resource.URN]bool, r *apitype.ResourceV3) {
	for _, urn := range []resource.URN{r.URN, r.Parent, r.DeletedWith} {
		named[urn] = true
	}
	if provider, err := providers.ParseReference(r.Provider); err == nil {
		named[provider.URN()] = true
	}
	for _, urn := range r.Dependencies {
		named[urn] = true
	}
	for _, urns := range r.PropertyDependencies {
		for _, urn := range urns {
			named[urn] = true
		}
	}
}
