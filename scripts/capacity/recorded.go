package capacity

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"slipway/scripts/localaws/properties"
	"slipway/shared/config"
)

// Recorded is what the states of the layers hold of what can be short.
type Recorded struct {
	Reserved          map[string]int // executions, by function
	Networked         []string       // functions in a VPC
	Buckets           map[string]bool
	Pulls             int
	Pipelines         int
	Builds            map[string]map[string]bool // services, by the size of the hosts that they build on
	Connection, Topic string                     // ARNs
	Workspace         string                     // of Slack, whose channel shows messages
	Subscriptions     map[string]string          // the topic's, addresses by ARN
}

// NewRecorded holds nothing.
func NewRecorded() *Recorded {
	return &Recorded{
		Reserved:      map[string]int{},
		Buckets:       map[string]bool{},
		Builds:        map[string]map[string]bool{},
		Subscriptions: map[string]string{},
	}
}

// Read adds what an exported state holds; nil is the state of a layer that is not
// deployed.
func (r *Recorded) Read(exported []byte) error {
	if len(exported) == 0 {
		return nil
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
		return fmt.Errorf("decode state: %w", err)
	}
	for _, held := range state.Deployment.Resources {
		switch held.Type {
		case "aws:lambda/function:Function":
			n, _ := held.Outputs["reservedConcurrentExecutions"].(float64)
			r.Reserved[held.ID] = max(0, int(n))
			if len(properties.Map(held.Outputs).Strs("vpcConfig.subnetIds")) > 0 {
				r.Networked = append(r.Networked, held.ID)
			}
		case "aws:s3/bucketV2:BucketV2":
			r.Buckets[held.ID] = true
		case "aws:codebuild/project:Project":
			r.build(properties.Map(held.Outputs))
		case "aws:codepipeline/pipeline:Pipeline":
			r.Pipelines++
		case "aws:codebuild/webhook:Webhook":
			r.Pulls++
		case "aws:codestarconnections/connection:Connection":
			r.Connection = held.ID
		case "aws:sns/topic:Topic":
			r.Topic = held.ID
		case "aws:sns/topicSubscription:TopicSubscription":
			r.Subscriptions[held.ID], _ = held.Outputs["endpoint"].(string)
		case "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration":
			r.Workspace, _ = held.Outputs["slackTeamId"].(string)
		}
	}
	return nil
}

// More is what the functions are to reserve beyond what they have. What one gives up does
// not count: nobody knows which is changed first.
func (r *Recorded) More(setting string, wanted map[string]int) []Reservation {
	var more []Reservation
	for _, function := range slices.Sorted(maps.Keys(wanted)) {
		if n := wanted[function] - r.Reserved[function]; n > 0 {
			more = append(more, Reservation{
				Function:   function,
				Setting:    setting,
				Executions: n,
			})
		}
	}
	return more
}

// Missing are the buckets that are wanted and not there.
func (r *Recorded) Missing(wanted []string) []string {
	return slices.DeleteFunc(slices.Clone(wanted), func(name string) bool { return r.Buckets[name] })
}

// build adds a project.
func (r *Recorded) build(project properties.Map) {
	architecture := config.X86
	if project.Str("environment.type") == "ARM_CONTAINER" {
		architecture = config.ARM
	}
	size := config.Host(project.Str("environment.computeType"), architecture)
	if r.Builds[size] == nil {
		r.Builds[size] = map[string]bool{}
	}
	r.Builds[size][project.Str("tags.Service")] = true
}

// MoreBuilds are the sizes on which more services are to build than do.
func (r *Recorded) MoreBuilds(wanted map[string]int) map[string]int {
	more := map[string]int{}
	for size, services := range wanted {
		if services > len(r.Builds[size]) {
			more[size] = services
		}
	}
	return more
}
