package policy_test

import (
	"testing"

	"slipway/scripts/localaws/policy"
)

// FuzzParse: no document makes it panic; a Deny of everything added to what it takes
// lets nothing pass.
func FuzzParse(f *testing.F) {
	f.Add(`{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}`, "aws:SourceIp", "10.0.0.1")
	f.Add(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NumericLessThan": {"a": "1"},
		"DateGreaterThan": {"a": "2026-03-01"}, "IpAddress": {"a": "10.0.0.0/8"}, "ArnLike": {"a": "arn:*:*:*:*:*"}}}`, "a",
		"2")
	f.Add(`{"Effect": "Allow", "NotAction": ["a:b"], "NotResource": "[", "Principal": {"AWS": "*"}}`, "", "")
	f.Fuzz(func(t *testing.T, statement, key, value string) {
		asks := policy.Request{
			Principal: pipeline,
			Action:    "s3:GetObject",
			Resource:  "arn:aws:s3:::b/k",
			Context:   map[string]string{key: value},
		}
		open, err := policy.Parse(`{"Statement": [` + statement + `]}`)
		if err != nil {
			return
		}
		open.Permits(asks)
		open.Statements = append(open.Statements, policy.Statement{
			Effect:    "Deny",
			Actions:   []string{"*"},
			Resources: []string{"*"},
		})
		if open.Permits(asks) {
			t.Fatalf("%s outweighs a Deny", statement)
		}
	})
}
