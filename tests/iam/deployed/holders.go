package deployed

import (
	"encoding/json"
	"fmt"
	"strings"

	"slipway/tests/harness"
	"slipway/tests/iam/policy"
)

// holders are the types that hold documents, and how to place each.
var holders = map[string]func(s *State, r harness.Resource) error{
	"aws:iam/role:Role":                         (*State).trust,
	"aws:iam/rolePolicy:RolePolicy":             (*State).rolePolicy,
	"aws:kms/key:Key":                           on("policy", "arn", "", ""),
	"aws:s3/bucketPolicy:BucketPolicy":          on("policy", "bucket", "aws:s3/bucketV2:BucketV2", "bucket"),
	"aws:ecr/repositoryPolicy:RepositoryPolicy": on("policy", "repository", "aws:ecr/repository:Repository", "name"),
	"aws:sns/topicPolicy:TopicPolicy":           on("policy", "arn", "", ""),
	"aws:cloudwatch/eventBusPolicy:EventBusPolicy": on("policy", "eventBusName",
		"aws:cloudwatch/eventBus:EventBus", "name"),
	"aws:sqs/queuePolicy:QueuePolicy":  on("policy", "queueUrl", "aws:sqs/queue:Queue", "url"),
	"aws:lambda/permission:Permission": (*State).permission,
	// A topic or bucket repeats what its policy resource says.
	"aws:sns/topic:Topic":      nothing,
	"aws:s3/bucketV2:BucketV2": nothing,
	"aws:sqs/queue:Queue":      nothing,
}

// holdsDocument finds policy documents by their one mandatory element.
func holdsDocument(r harness.Resource) bool {
	for _, output := range r.Outputs {
		if text, ok := output.(string); ok && strings.Contains(text, `"Statement"`) {
			return true
		}
	}
	return false
}

func nothing(*State, harness.Resource) error { return nil }

// on places the document that an output holds on the resource that another
// output names: by its ARN, or by the field of the type given.
func on(output, name, typ, field string) func(*State, harness.Resource) error {
	return func(s *State, r harness.Resource) error {
		owner := r.Text(name)
		if typ != "" {
			of, err := s.Find(typ, field, owner)
			if err != nil {
				return fmt.Errorf("place %s: %w", r.URN, err)
			}
			owner = of.Text("arn")
		}
		return s.add(policy.Resource, owner, shortName(owner), r.Text(output))
	}
}

func (s *State) trust(r harness.Resource) error {
	arn := r.Text("arn")
	return s.add(policy.Trust, arn, r.Text("name")+" trust", r.Text("assumeRolePolicy"))
}

func (s *State) rolePolicy(r harness.Resource) error {
	role, err := s.Find("aws:iam/role:Role", "name", r.Text("role"))
	if err != nil {
		return fmt.Errorf("place %s: %w", r.URN, err)
	}
	arn := role.Text("arn")
	return s.add(policy.Identity, arn, role.Text("name")+" "+r.Text("name"), r.Text("policy"))
}

// permission writes a Lambda permission as the statement that Lambda makes of it
// (Lambda API, AddPermission).
func (s *State) permission(r harness.Resource) error {
	function, err := s.Find("aws:lambda/function:Function", "name", r.Text("function"))
	if err != nil {
		return fmt.Errorf("place %s: %w", r.URN, err)
	}
	arn, conditions := function.Text("arn"), map[string]any{}
	if qualifier := r.Text("qualifier"); qualifier != "" {
		arn += ":" + qualifier // an alias has a policy of its own
	}
	if source := r.Text("sourceArn"); source != "" {
		conditions["ArnLike"] = map[string]string{"aws:SourceArn": source}
	}
	if account := r.Text("sourceAccount"); account != "" {
		conditions["StringEquals"] = map[string]string{"aws:SourceAccount": account}
	}
	text, _ := json.Marshal(map[string]any{"Statement": map[string]any{
		"Sid": r.Text("statementId"), "Effect": "Allow", "Principal": map[string]string{"Service": r.Text("principal")},
		"Action": r.Text("action"), "Resource": arn, "Condition": conditions,
	}})
	return s.add(policy.Resource, arn, shortName(arn), string(text))
}
