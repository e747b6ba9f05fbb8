package compute

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/iampolicy"
)

// resolver makes the value of a text that may hold outputs of other stacks.
type resolver func(text string) pulumi.StringInput

// readableService is what a function reads a kind of values from.
type readableService struct {
	sid, service, resource string
	actions                []string
	suffix                 string // of the ARN of what is named
}

var (
	// The ARN of a secret ends in six characters that are not known before it is there
	// (Secrets Manager User Guide, auth-and-access_examples).
	secretsManager = readableService{"Secrets", "secretsmanager", "secret:", []string{"secretsmanager:GetSecretValue"},
		"-??????"}
	systemsManager = readableService{"Parameters", "ssm", "parameter/", []string{"ssm:GetParameter", "ssm:GetParameters"},
		""}
)

// arn is the ARN of what is read.
func (s readableService) arn(account awsaccount.Account, one config.Readable) string {
	if strings.HasPrefix(one.Name, "arn:") {
		return one.Name
	}
	return account.Arn(s.service, s.resource+strings.TrimPrefix(one.Name, "/"))
}

// rights are what the settings of the one service let its function do.
func (c Config) rights(account awsaccount.Account, resolve resolver) []iampolicy.Statement {
	var all []iampolicy.Statement
	for i, s := range c.Statements {
		statement := iampolicy.Statement{Sid: fmt.Sprintf("Statement%d", i+1), Actions: s.Actions}
		for _, resource := range s.Resources {
			statement.Resources = append(statement.Resources, resolve(resource))
		}
		for _, operator := range sorted(s.Conditions) {
			for _, key := range sorted(s.Conditions[operator]) {
				statement.Conditions = append(statement.Conditions, iampolicy.Condition{
					Test:   operator,
					Key:    key,
					Values: pulumi.ToStringArray(s.Conditions[operator][key]),
				})
			}
		}
		all = append(all, statement)
	}
	all = append(all, secretsManager.read(account, c.Secrets)...)
	return append(all, systemsManager.read(account, c.Parameters)...)
}

// read lets a function read what is named, and open it with the keys that are named, which
// it may use for nothing else.
func (s readableService) read(account awsaccount.Account, named map[string]config.Readable) []iampolicy.Statement {
	var arns, keys []string
	for _, variable := range sorted(named) {
		one := named[variable]
		arn := s.arn(account, one)
		if arn != one.Name {
			arn += s.suffix
		}
		arns = appendNew(arns, arn)
		if one.Key != "" {
			keys = appendNew(keys, one.Key)
		}
	}
	var all []iampolicy.Statement
	if len(arns) > 0 {
		all = append(all, iampolicy.Statement{
			Sid:       s.sid,
			Actions:   s.actions,
			Resources: pulumi.ToStringArray(arns),
		})
	}
	if len(keys) > 0 {
		all = append(all, decryptThrough(s.sid+"Keys", s.service, account, keys))
	}
	return all
}

// decryptThrough lets a role decrypt with keys what it gets from a service of AWS's.
func decryptThrough(sid, service string, account awsaccount.Account, keys []string) iampolicy.Statement {
	return iampolicy.Statement{
		Sid:       sid,
		Actions:   []string{"kms:Decrypt"},
		Resources: pulumi.ToStringArray(keys),
		Conditions: []iampolicy.Condition{
			iampolicy.When("StringEquals", "kms:ViaService", pulumi.String(service+"."+account.Region+".amazonaws.com")),
		},
	}
}
