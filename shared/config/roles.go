package config

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

// Roles say how roles must be made in accounts that do not let everyone make them
// as they like.
type Roles struct {
	Path     string // key rolePath, "/" by default
	Boundary string // key permissionsBoundary: ARN of a policy; "" for none
}

// longestRolePath leaves room in the ARN of a state machine's role, which Step
// Functions takes up to 256 characters of (CreateStateMachine, roleArn), for the
// longest name of a role. IAM itself takes a path of 512.
const longestRolePath = 256 - len("arn:aws:iam::123456789012:role") - 64

var (
	// IAM takes more characters in a path. These mean nothing in a policy, and Lambda
	// takes no others in the ARN of a role (CreateFunction, Role).
	rolePathPattern = regexp.MustCompile(`^/([\w+=,.@-]+/)*$`)
	// Source: IAM API Reference, CreatePolicy.
	boundaryPattern = regexp.MustCompile(`^arn:aws:iam::([0-9]{12}|aws):policy/([\w+=,.@-]+/)*[\w+=,.@-]{1,128}$`)
)

// rolePath reads the path of all roles.
func (r *Reader) rolePath(key string) string {
	path := r.Match(key, "/", rolePathPattern,
		"a path of IAM, such as /shop/: letters, digits and _+=,.@- between slashes, one at either end")
	if len(path) > longestRolePath {
		r.Reject(key, path, fmt.Sprintf("at most %d characters, because Step Functions takes no longer ARN of a role",
			longestRolePath))
	}
	for _, reserved := range []string{"/aws-service-role/", "/aws-reserved/"} {
		if strings.HasPrefix(path, reserved) {
			r.Reject(key, path, "a path of your own: "+reserved+" is reserved for AWS")
		}
	}
	return path
}

func (r *Reader) boundary(key string) string {
	policy := r.Text(key, "")
	if policy != "" && !boundaryPattern.MatchString(policy) {
		r.Reject(key, policy, "the ARN of an IAM policy, such as "+boundaryExample)
	}
	return policy
}

// roles reads how roles are to be made.
func (r *Reader) roles(foundation *Reader, c *Common) {
	c.Roles = Roles{
		Path:     shared(r, foundation, "rolePath", (*Reader).rolePath),
		Boundary: shared(r, foundation, "permissionsBoundary", (*Reader).boundary),
	}
	set := foundation
	if set == nil {
		set = r
	}
	boundary, err := arn.Parse(c.Roles.Boundary)
	if err != nil || c.Simulated || c.Account == "" || boundary.AccountID == "aws" || boundary.AccountID == c.Account {
		return
	}
	set.Reject("permissionsBoundary", c.Roles.Boundary, "a policy of slipway's own account "+c.Account+
		"; roles in targetAccount get the policy of the same path and name there")
}

const boundaryExample = "arn:aws:iam::111122223333:policy/Boundary"

// roleKeys document the keys.
var roleKeys = []Key{
	{
		Name:    "permissionsBoundary",
		Default: "none",
		Rule: "the ARN of an IAM policy that bounds what every role may do, of slipway's own account or of AWS's; " +
			"roles in `targetAccount` get the policy of the same path and name there. A change is live at once",
		Example: boundaryExample,
		Schema:  Pattern(boundaryPattern),
	},
	{
		Name:    "rolePath",
		Default: "`/`",
		Rule: "the path of every role, in both accounts, with a slash at either end; letters, digits and `_+=,.@-` " +
			fmt.Sprintf("between slashes, at most %d characters. It cannot be changed while roles are deployed",
				longestRolePath),
		Example: "/shop/delivery/",
		Schema:  Pattern(rolePathPattern),
	},
}
