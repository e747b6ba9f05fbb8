// Package graph draws an environment: the way of a change from GitHub to callers, with how
// each part of it stands, and the layers with what they hold. The picture is the same for
// the same environment, byte for byte.
//
// What must not be here: asking how anything stands.
package graph

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"slipway/scripts/operate/live"
	"slipway/scripts/operate/status"
	"slipway/shared/contract"
)

// Graph is an environment.
type Graph struct {
	status.Report
	At time.Time // of the look
	// Repository and Branch are what is delivered.
	Repository, Branch string
	// Way is how a change comes to the pipelines, a box each.
	Way    []Box
	Layers []Layer
}

// Box is one part of the way of a change.
type Box struct {
	Name, Says string
	State      State
}

// State is how a part stands; it colours it.
type State string

// The states of parts.
const (
	None    State = "none" // nothing has come to it
	Done    State = "done"
	Running State = "running"
	Waits   State = "waits" // for a person, a stage or a thaw
	Failed  State = "failed"
)

// Layer is one layer with what it holds in AWS.
type Layer struct {
	Name   string
	Needs  []string
	Groups []Group
}

// Group counts the resources of one of AWS's services.
type Group struct {
	Name  string
	Count int
}

// Arrivals are the boxes between GitHub and the services' own rules, by how pipelines start.
func Arrivals(webhook, from string, connection *status.Connection) []Box {
	stands, says := Waits, "connection not seen"
	if connection != nil {
		if says = "connection " + strings.ToLower(connection.Status); connection.Status == "" {
			says = "connection gone"
		}
		if stands = Failed; connection.Status == status.Available {
			stands = Done
		}
	}
	github := Box{
		Name:  "GitHub",
		Says:  says,
		State: stands,
	}
	switch {
	case from != "":
		return []Box{github, {from, "releases it first", Done}, {"Promotion", "what was released", Done}}
	case webhook != "":
		return []Box{github, {"Webhook", "signature, paths", Done}, {"EventBridge", "a rule a service", Done}}
	}
	return []Box{github, {"Connection", "its own triggers", Done}}
}

// Holds groups resources by AWS's services, given their Pulumi types, the most first.
func Holds(types []string) []Group {
	counts := map[string]int{}
	for _, t := range types {
		if name := service(t); name != "" {
			counts[name]++
		}
	}
	var all []Group
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, Group{Name: name, Count: counts[name]})
	}
	slices.SortStableFunc(all, func(a, b Group) int { return b.Count - a.Count })
	return all
}

// services are AWS's, by the modules of the Pulumi provider whose names say less.
var services = map[string]string{
	"apigatewayv2":          "API Gateway",
	"chatbot":               "Chatbot",
	"cloudwatch":            "CloudWatch",
	"codeartifact":          "CodeArtifact",
	"codebuild":             "CodeBuild",
	"codedeploy":            "CodeDeploy",
	"codepipeline":          "CodePipeline",
	"codestarconnections":   "Connections",
	"codestarnotifications": "Notifications",
	"dynamodb":              "DynamoDB",
	"ecr":                   "ECR",
	"iam":                   "IAM",
	"kms":                   "KMS",
	"lambda":                "Lambda",
	"s3":                    "S3",
	"secretsmanager":        "Secrets Manager",
	"sfn":                   "Step Functions",
	"sns":                   "SNS",
	"sqs":                   "SQS",
}

// service is the one of a resource's type, such as aws:lambda/function:Function.
func service(kind string) string {
	module, rest, is := strings.Cut(strings.TrimPrefix(kind, "aws:"), "/")
	switch {
	case !is || strings.HasPrefix(kind, "pulumi:"):
		return ""
	case module == "cloudwatch" && strings.HasPrefix(rest, "event"):
		return "EventBridge"
	case module == "cloudwatch" && (strings.HasPrefix(rest, "log") || strings.HasPrefix(rest, "query")):
		return "CloudWatch Logs"
	}
	if name, known := services[module]; known {
		return name
	}
	return module
}

// stages are those of every pipeline.
var stages = []string{
	contract.SourceAction, contract.BuildStage, contract.TestStage, contract.ApprovalStage, contract.DeployStage,
}

// way is a service's own: its stages, its alias, and where it is called.
func way(s status.Service) []Box {
	var boxes []Box
	at := slices.Index(stages, s.Stage)
	for i, name := range stages {
		b := Box{Name: strings.TrimPrefix(name, "Manual-"), State: None}
		switch {
		case i < at:
			b.State = Done
		case i == at:
			b.State = ended(s.State)
		}
		for _, w := range s.Waiting {
			if w.Stage == name {
				b.State = Waits
			}
		}
		if b.Says = said[b.State]; name == contract.DeployStage && s.Frozen != nil {
			b.State, b.Says = Waits, "frozen"
		}
		boxes = append(boxes, b)
	}
	return append(boxes, alias(s), called(s))
}

// said are the states in words: nobody has to tell colours apart.
var said = map[State]string{
	None:    "–",
	Done:    "done",
	Running: "running",
	Waits:   "waits",
	Failed:  "failed",
}

// ended is how an execution stands, as CodePipeline or the history calls it.
func ended(state string) State {
	switch strings.ToLower(state) {
	case "succeeded":
		return Done
	case "inprogress", "started", "resumed", "stopping":
		return Running
	}
	return Failed
}

// alias is what calls go to.
func alias(s status.Service) Box {
	b := Box{
		Name:  "version " + s.Version,
		Says:  "all calls",
		State: Done,
	}
	switch firing := s.Firing(); {
	case s.Version == "":
		b.Name, b.Says, b.State = "version not seen", "–", None
	case len(firing) > 0:
		b.Says, b.State = fmt.Sprintf("%s fire", plural(len(firing), "alarm")), Failed
		if len(firing) == 1 {
			b.Says = "1 alarm fires"
		}
	}
	if len(s.Weights) > 0 {
		divided := live.Traffic{Version: s.Version, Weights: s.Weights}.String()
		b.Name = strings.ReplaceAll(divided, "version ", "v")
		if b.State == Done {
			b.Says, b.State = "traffic is divided", Running
		}
	}
	return b
}

// called is where the service is called.
func called(s status.Service) Box {
	if s.Address == "" {
		return Box{
			Name:  "no HTTP",
			Says:  "events and calls",
			State: None,
		}
	}
	return Box{
		Name:  "HTTPS",
		Says:  strings.TrimPrefix(s.Address, "https://"),
		State: Done,
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// notes are what else is to say of a service, a sentence each.
func (g Graph) notes(s status.Service) []string {
	notes := s.Notes(g.Environment, g.At)
	if firing := s.Firing(); len(firing) > 0 {
		notes = append([]string{"fires: " + strings.Join(firing, ", ")}, notes...)
	}
	return notes
}
