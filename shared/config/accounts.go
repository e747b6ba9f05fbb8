package config

import (
	"cmp"
	"regexp"

	"slipway/shared/naming"
)

// Target is the account in which the services' functions run.
type Target struct {
	Account    string // key targetAccount; "" for the account of the pipeline itself
	Role       string // key targetRole: path and name of the role in that account that Pulumi assumes
	ExternalID string // key targetExternalId: what the role's trust policy asks for; "" for nothing
}

// Separate tells whether the services run in an account of their own.
func (t Target) Separate() bool { return t.Account != "" }

// Credentials say whose calls reach the tooling account. Without any they are those
// that AWS's tools find in variables, files and on the machine.
type Credentials struct {
	Profile string     // key aws:profile
	Role    AssumeRole // key aws:assumeRole: a role to assume with them
}

// AssumeRole is a role that is assumed, in the words of Pulumi's AWS provider.
type AssumeRole struct {
	RoleArn     string `json:"roleArn"`
	ExternalID  string `json:"externalId"`
	SessionName string `json:"sessionName"`
}

// DefaultTargetRole is the role that AWS Organizations makes in each account it
// creates. It trusts the organization's management account alone.
const DefaultTargetRole = "OrganizationAccountAccessRole"

var (
	rolePattern    = regexp.MustCompile(`^([\w+=,.@-]+/)*[\w+=,.@-]{1,64}$`)
	roleArnPattern = regexp.MustCompile(`^arn:aws:iam::[0-9]{12}:role/([\w+=,.@-]+/)*[\w+=,.@-]{1,64}$`)
	// Source: AWS STS API Reference, AssumeRole, ExternalId.
	externalIDPattern = regexp.MustCompile(`^[\w+=,.@:/-]{2,}$`)
)

// Keys that the command sets, never a stack file.
const (
	// Simulated says that AWS is simulated: no credentials reach it, and what is there of
	// an account is simulated as well.
	Simulated = "slipway:simulated"
	// Caller is the account of the credentials that the command runs with, checked.
	Caller = "slipway:account"
)

// accounts reads whose the environment is. Later layers read it from foundation.
func (r *Reader) accounts(foundation *Reader, c *Common) {
	caller, _ := r.source.Get(Caller)
	_, c.Simulated = r.source.Get(Simulated)
	c.Account = cmp.Or(shared(r, foundation, "account", (*Reader).account), caller)
	c.Credentials = Credentials{
		Profile: shared(r, foundation, "aws:profile", (*Reader).text),
		Role:    shared(r, foundation, "aws:assumeRole", (*Reader).assumeRole),
	}
	c.Target = Target{
		Account:    shared(r, foundation, "targetAccount", (*Reader).account),
		Role:       shared(r, foundation, "targetRole", (*Reader).role),
		ExternalID: shared(r, foundation, "targetExternalId", (*Reader).externalID),
	}
	if c.Simulated {
		c.Credentials = Credentials{}
	}
	r.checkTarget(cmp.Or(foundation, r), c)
}

// checkTarget checks what the keys of the target account say together. set is the
// reader of the layer that they are set in.
func (r *Reader) checkTarget(set *Reader, c *Common) {
	t := c.Target
	if !t.Separate() {
		return
	}
	if t.Account == c.Account {
		set.Reject("targetAccount", t.Account, "another account than slipway's own; leave it out for a single account")
	}
	if c.Credentials.Role.RoleArn != "" {
		set.Reject("aws:assumeRole", c.Credentials.Role.RoleArn, "not together with targetAccount, whose role would have "+
			"to be assumed with this one; name both in a profile of ~/.aws/config (role_arn, source_profile), and that "+
			"profile in aws:profile")
	}
}

func (r *Reader) text(key string) string { return r.Text(key, "") }

func (r *Reader) account(key string) string {
	id := r.Text(key, "")
	if id != "" && !naming.IsAccount(id) {
		r.Reject(key, id, "an AWS account id of 12 digits, in quotes")
	}
	return id
}

const roleRule = "the name of an IAM role, with its path if it has one, such as deploy/Slipway"

func (r *Reader) role(key string) string {
	name := r.Text(key, DefaultTargetRole)
	if !rolePattern.MatchString(name) {
		r.Reject(key, name, roleRule)
	}
	return name
}

func (r *Reader) externalID(key string) string {
	id := r.Text(key, "")
	if id != "" && (!externalIDPattern.MatchString(id) || len(id) > 1224) {
		r.Reject(key, id, "2 to 1224 letters, digits and characters of +=,.@:/-_")
	}
	return id
}

func (r *Reader) assumeRole(key string) AssumeRole {
	var role AssumeRole
	r.Object(key, &role, `an object such as {"roleArn": "arn:aws:iam::111122223333:role/Slipway"}`)
	if role != (AssumeRole{}) && !roleArnPattern.MatchString(role.RoleArn) {
		r.Reject(key, role.RoleArn, "the ARN of an IAM role in roleArn")
	}
	return role
}
