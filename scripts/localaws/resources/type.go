// Package resources is what the simulated AWS knows about each resource type: its
// ids and outputs, the inputs that force replacement, and what AWS rejects. The
// facts come from the API references, botocore's models and the Terraform provider
// 5.100 that pulumi-aws 6.83 wraps. Serving, storing and comparing are not done
// here.
package resources

import (
	"fmt"
	"maps"
	"slices"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

// Type is one resource type.
type Type struct {
	Token string // "aws:kms/alias:Alias"
	Label string // what error lines call it: "KMS Alias"

	Name     Name     // the property that holds the physical name
	Required []string // properties without which the provider rejects
	Replace  []string // properties whose change needs a new resource
	Tagged   bool     // carries tags, and tagsAll with the provider's default tags
	Literal  []string // JSON texts that the provider compares letter by letter
	Defaults properties.Map

	// ID gives the id of a resource about to be created. Key, when ids repeat
	// within an account, gives the key it is stored under.
	ID  func(*Call) string
	Key func(*Call) string
	// Outputs are what AWS computes. In a preview all of them are unknown.
	Outputs func(*Call) properties.Map
	// Fill adds what AWS computes inside the blocks that the program gives.
	Fill func(*Call, properties.Map)
	// Recomputed names computed outputs that an update of the given inputs changes.
	Recomputed func(*Call) []string
	// SentAgain names the inputs that an update sends although they did not change.
	SentAgain func(*Call) []string

	Validate []Check // while inputs are validated; unknown values are passed over
	Create   []Rule  // what the calls reject, in order
	// Then is a call of its own after the one that makes the resource. What it rejects
	// leaves the resource behind, without the input Sets.
	Then   Rule
	Sets   string
	Update []Rule
	Delete []Rule

	// Exists returns the error if the name is taken. It is nil if AWS's call would
	// silently take the other resource over.
	Exists func(*Call) error

	// After a call succeeded: what else changes in AWS.
	Created, Updated, Deleted func(*Call) error
}

// Name is the rule for a physical name.
type Name struct {
	Property string // "" when AWS numbers the resource
	Auto     bool   // pulumi-aws makes one up when none is given
	Lower    bool   // a made-up name is put in lower case
	Prefix   string // put before a made-up name
	Min, Max int    // length in characters; 0 for no rule
	Allowed  string // regular expression for the whole name
	Words    string // the rule in words
}

// Check finds faults in inputs before any call.
type Check func(*Call) []awserr.Fault

// Rule rejects a call, or lets it pass with nil.
type Rule func(*Call) error

// Find returns the resource type of a token.
func Find(token string) (*Type, bool) {
	k, ok := all[token]
	return k, ok
}

// Tokens returns the known type tokens in order.
func Tokens() []string { return slices.Sorted(maps.Keys(all)) }

var all = index(
	kmsTypes(), s3Types(), s3SettingTypes(), ecrTypes(), dynamodbTypes(), snsTypes(), codeartifactTypes(),
	iamTypes(), lambdaTypes(), lambdaEventTypes(), logsTypes(), cloudwatchTypes(), eventsTypes(), sqsTypes(),
	secretsTypes(),
	codebuildTypes(), codepipelineTypes(), connectionTypes(), codedeployTypes(), sfnTypes(), apigatewayTypes(),
	chatbotTypes(), frontTypes(),
)

func index(groups ...[]*Type) map[string]*Type {
	out := map[string]*Type{}
	for _, group := range groups {
		for _, k := range group {
			if out[k.Token] != nil {
				panic(fmt.Sprintf("resources: %s is there twice", k.Token))
			}
			out[k.Token] = k
		}
	}
	return out
}

// KeyOf returns the key that the resource of the call is stored under.
func (k *Type) KeyOf(c *Call) string {
	if k.Key != nil {
		return k.Key(c)
	}
	return c.ID
}
