// Package identity knows what makes an environment the one it is: its accounts,
// its region and its suffix. It reads them from the state of what is deployed and
// compares them with the caller and with the settings. It asks AWS nothing.
package identity

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"slipway/shared/contract"
)

// Recorded is what the state of a layer says of where the layer is deployed. What
// it does not tell is empty.
type Recorded struct {
	Layer      string
	Held       bool // whether it has anything in AWS
	Simulated  bool // whether it was deployed to a simulated AWS
	Account    string
	Region     string
	Suffix     string
	Target     string // the services' own account, "" if they have none
	TargetRole string // ARN of the role that reaches it
	ExternalID string
	RolePath   string // of its roles, "" if it has none
}

// Deployed tells whether the layer is recorded anywhere at all.
func (r Recorded) Deployed() bool { return r.Account != "" || r.Region != "" || r.Simulated }

// Read reads the state of a layer, as `pulumi stack export` prints it. The layer's
// providers tell most; states from before they named their account tell it by ARNs.
func Read(layer string, exported []byte) (Recorded, error) {
	r := Recorded{Layer: layer}
	if exported == nil {
		return r, nil
	}
	var state struct {
		Deployment struct{ Resources []resource }
	}
	if err := json.Unmarshal(exported, &state); err != nil {
		return r, fmt.Errorf("decode state of %s: %w", layer, err)
	}
	all := state.Deployment.Resources
	for _, p := range all {
		r.Held = r.Held || strings.HasPrefix(p.Type, "aws:")
		if p.Type == "aws:iam/role:Role" && !p.Delete {
			r.RolePath = p.rolePath()
		}
		if p.Type != "pulumi:providers:aws" || p.Delete {
			continue
		}
		switch p.name() {
		case "aws":
			r.own(p, all)
		case "aws-target":
			r.target(p, all)
		}
	}
	if r.Account == "" && r.Held { // outputs outlive what they tell of, for a moment of a destruction
		r.Account = exportedAccount(layer, all)
	}
	return r, nil
}

func (r *Recorded) own(p resource, all []resource) {
	in := p.provider()
	r.Region, r.Suffix = in.Region, in.DefaultTags.Value.Tags["Environment"]
	pinned := in.only()
	r.Account = pinned
	if pinned == "" {
		r.Account = accountOf(p, all)
	}
	// Before there was a mark, no provider was pinned in a simulation.
	r.Simulated = in.Simulated != nil || pinned == "" && r.Account == contract.SimulatedAccount
}

func (r *Recorded) target(p resource, all []resource) {
	in := p.provider()
	r.TargetRole, r.ExternalID = in.AssumeRole.Value.RoleArn, in.AssumeRole.Value.ExternalID
	r.Target = in.only()
	if r.Target == "" {
		r.Target = accountOf(p, all)
	}
}

var accountInARN = regexp.MustCompile(`^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12}):`)

// accountOf is the account in an ARN of what the provider made.
func accountOf(p resource, all []resource) string {
	for _, r := range all {
		if r.Provider != p.URN+"::"+p.ID {
			continue
		}
		arn, _ := r.Outputs["arn"].(string)
		for _, text := range []string{r.ID, arn} {
			if found := accountInARN.FindStringSubmatch(text); found != nil {
				return found[1]
			}
		}
	}
	return ""
}

// exportedAccount is the tooling account by the outputs of foundation.
func exportedAccount(layer string, all []resource) string {
	for _, r := range all {
		if r.Type == "pulumi:pulumi:Stack" && layer == contract.FoundationLayer {
			return contract.DecodeFoundation(r.Outputs).AccountID
		}
	}
	return ""
}
