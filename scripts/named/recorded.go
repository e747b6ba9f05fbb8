package named

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"slipway/scripts/localaws/properties"
)

// Recorded is what the state of the compute layer shows to be in use already.
type Recorded struct {
	used     map[string]bool // ARNs, ids and names
	mapped   map[string]bool // sources of events, behind the function that they call
	timeouts map[string]int  // of functions
	outputs  map[string]map[string]any
}

// ReadRecorded reads an exported state; nil is that of a layer that is not deployed.
func ReadRecorded(exported []byte) (Recorded, error) {
	r := Recorded{map[string]bool{}, map[string]bool{}, map[string]int{}, map[string]map[string]any{}}
	if len(exported) == 0 {
		return r, nil
	}
	var state struct {
		Deployment struct {
			Resources []struct {
				Type, ID string
				Outputs  map[string]any
			}
		}
	}
	if err := json.Unmarshal(exported, &state); err != nil {
		return r, fmt.Errorf("decode state: %w", err)
	}
	for _, held := range state.Deployment.Resources {
		out := properties.Map(held.Outputs)
		switch held.Type {
		case "aws:lambda/function:Function":
			timeout, _ := out.Num("timeout")
			r.timeouts[held.ID] = int(timeout)
			r.use(out.Strs("vpcConfig.subnetIds")...)
			r.use(out.Strs("vpcConfig.securityGroupIds")...)
		case "aws:iam/rolePolicyAttachment:RolePolicyAttachment":
			r.use(out.Str("policyArn"))
		case "aws:iam/rolePolicy:RolePolicy":
			r.policy(out.Str("policy"))
		case "aws:lambda/eventSourceMapping:EventSourceMapping":
			r.mapped[functionOf(out.Str("functionName"))+" "+out.Str("eventSourceArn")] = true
		case "aws:sns/topicSubscription:TopicSubscription":
			r.use(out.Str("topic"))
		case "aws:cloudwatch/eventRule:EventRule":
			r.use(out.Str("eventBusName"))
		case "aws:apigatewayv2/domainName:DomainName":
			r.use(out.Str("domainNameConfiguration.certificateArn"))
		case "pulumi:pulumi:StackReference":
			r.outputs[out.Str("name")], _ = held.Outputs["outputs"].(map[string]any)
		}
	}
	return r, nil
}

func (r Recorded) use(names ...string) {
	for _, name := range names {
		r.used[name] = true
	}
}

// policy notes what a role may do something with. A policy that is secret shows nothing, and
// what it names is asked for again.
func (r Recorded) policy(text string) {
	var document struct {
		Statement []struct{ Resource any }
	}
	if json.Unmarshal([]byte(text), &document) != nil {
		return
	}
	for _, s := range document.Statement {
		switch resource := s.Resource.(type) {
		case string:
			r.use(resource)
		case []any:
			for _, one := range resource {
				r.use(fmt.Sprint(one))
			}
		}
	}
}

// functionOf is the name in the ARN of a function or of its alias.
func functionOf(text string) string {
	_, rest, _ := strings.Cut(text, ":function:")
	name, _, _ := strings.Cut(rest, ":")
	return name
}

// New are the things that are not in use yet, or not so: a function that may take longer than
// before needs more of its queue, and a network that gains a subnet is looked at as a whole.
func (r Recorded) New(all []Thing, region, account string) []Thing {
	moved := map[string]bool{}
	for _, t := range all {
		if (t.Kind == Subnet || t.Kind == Group) && !r.used[t.Name] {
			moved[t.Function] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(t Thing) bool {
		switch t.Kind {
		case Subnet, Group:
			return !moved[t.Function]
		case Stream:
			return r.mapped[t.Function+" "+t.Name]
		case Queue:
			return r.mapped[t.Function+" "+t.Name] && t.Timeout <= r.timeouts[t.Function]
		case Secret:
			return r.used[t.Name] || r.used["arn:aws:secretsmanager:"+region+":"+account+":secret:"+t.Name+"-??????"]
		case Parameter:
			return r.used[t.Name] || r.used["arn:aws:ssm:"+region+":"+account+":parameter/"+strings.TrimPrefix(t.Name, "/")]
		case Bus:
			return t.Name == "default" || r.used[t.Name]
		}
		return r.used[t.Name]
	})
}
