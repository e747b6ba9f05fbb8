package policy_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws/policy"
)

// met reports whether a statement with the condition lets a call with the context pass.
func met(t *testing.T, condition string, context map[string]string) bool {
	t.Helper()
	statement := `{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*", "Condition": {` + condition + `}}`
	return allows(t, statement, policy.Request{
		Principal: pipeline,
		Action:    "sts:AssumeRole",
		Context:   context,
	})
}

func TestConditionsOfEveryKindCompareWhatTheirValuesAreWorth(t *testing.T) {
	t.Parallel()
	context := map[string]string{
		"s3:tlsversion":      "1.2",
		"s3:max-keys":        "10",
		"aws:currenttime":    "2026-03-01T12:00:00Z",
		"aws:epochtime":      "1772366400",
		"aws:sourceip":       "203.0.113.7",
		"aws:sourcearn":      "arn:aws:sns:us-east-1:000000000000:topic-a",
		"aws:principaltype":  "AssumedRole",
		"aws:resourcetag/no": "x",
	}
	for condition, want := range map[string]bool{
		`"NumericEquals": {"s3:max-keys": "10.0"}`:                             true,
		`"NumericEquals": {"s3:max-keys": 10}`:                                 true,
		`"NumericEquals": {"s3:max-keys": "11"}`:                               false,
		`"NumericNotEquals": {"s3:max-keys": "10.0"}`:                          false,
		`"NumericLessThan": {"s3:TlsVersion": "1.2"}`:                          false,
		`"NumericLessThan": {"s3:TlsVersion": "1.3"}`:                          true,
		`"NumericLessThanEquals": {"s3:TlsVersion": 1.2}`:                      true,
		`"NumericLessThan": {"s3:max-keys": "9"}`:                              false,
		`"NumericGreaterThan": {"s3:max-keys": "9"}`:                           true,
		`"NumericGreaterThan": {"s3:max-keys": "10"}`:                          false,
		`"NumericGreaterThanEquals": {"s3:max-keys": ["99", "10"]}`:            true,
		`"NumericLessThan": {"aws:PrincipalType": "9"}`:                        false,
		`"NumericLessThan": {"s3:max-keys": "many"}`:                           false,
		`"NumericLessThanIfExists": {"s3:none": "9"}`:                          true,
		`"DateLessThan": {"aws:CurrentTime": "2026-03-01T12:00:01Z"}`:          true,
		`"DateLessThan": {"aws:CurrentTime": "2026-03-01T12:00:00Z"}`:          false,
		`"DateLessThanEquals": {"aws:CurrentTime": "2026-03-01T12:00:00Z"}`:    true,
		`"DateGreaterThan": {"aws:CurrentTime": "2026-03-01"}`:                 true,
		`"DateGreaterThan": {"aws:CurrentTime": "2026-03-02"}`:                 false,
		`"DateGreaterThanEquals": {"aws:EpochTime": "1772366400"}`:             true,
		`"DateEquals": {"aws:EpochTime": "2026-03-01T12:00:00Z"}`:              true,
		`"DateNotEquals": {"aws:EpochTime": "2026-03-01T12:00:00Z"}`:           false,
		`"DateEquals": {"aws:CurrentTime": "2026-03-01T13:00:00+01:00"}`:       true,
		`"DateLessThan": {"aws:CurrentTime": "tomorrow"}`:                      false,
		`"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}`:                      true,
		`"IpAddress": {"aws:SourceIp": "203.0.113.7"}`:                         true,
		`"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "203.0.113.8"]}`:         false,
		`"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}`:                   false,
		`"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}`:                       true,
		`"IpAddress": {"aws:SourceIp": "here"}`:                                false,
		`"IpAddress": {"aws:PrincipalType": "0.0.0.0/0"}`:                      false,
		`"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:topic-*"}`:              true,
		`"ArnLike": {"aws:SourceArn": "arn:aws:*:topic-a"}`:                    false,
		`"ArnLike": {"aws:SourceArn": "arn:aws:sns:us-east-1:*"}`:              false,
		`"ArnLike": {"aws:SourceArn": "*"}`:                                    true,
		`"ArnEquals": {"aws:SourceArn": "arn:aws:sns:*:000000000000:topic-?"}`: true,
		`"ArnNotLike": {"aws:SourceArn": "arn:aws:sns:*:*:topic-*"}`:           false,
		`"ArnLike": {"aws:PrincipalType": "AssumedRole"}`:                      true,
		`"StringNotEqualsIgnoreCase": {"aws:PrincipalType": "assumedrole"}`:    false,
		`"BinaryEquals": {"aws:ResourceTag/no": "x"}`:                          true,
	} {
		t.Run(condition, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, want, met(t, condition, context))
		})
	}
}

func TestAKeyThatTheCallLacksMeetsOnlyWhatAllowsForIt(t *testing.T) {
	t.Parallel()
	for operator, want := range map[string]bool{
		"StringEquals":                          false,
		"StringEqualsIfExists":                  true,
		"StringNotEquals":                       true,
		"StringLike":                            false,
		"StringNotLike":                         true,
		"ArnLike":                               false,
		"ArnNotLike":                            true,
		"Bool":                                  false,
		"BoolIfExists":                          true,
		"NumericNotEquals":                      true,
		"NotIpAddress":                          true,
		"DateLessThan":                          false,
		"ForAllValues:StringEquals":             true,
		"ForAllValues:StringNotLike":            true,
		"ForAnyValue:StringEquals":              false,
		"ForAnyValue:StringNotEquals":           false,
		"ForAnyValue:StringEqualsIfExists":      true,
		"ForAllValues:StringEqualsIfExists":     true,
		"ForAnyValue:StringNotEqualsIfExists":   true,
		"ForAllValues:NumericGreaterThan":       true,
		"StringNotEqualsIgnoreCaseIfExists":     true,
		"ForAnyValue:StringNotEqualsIgnoreCase": false,
	} {
		t.Run(operator, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, want, met(t, `"`+operator+`": {"aws:PrincipalOrgID": "1"}`, nil))
		})
	}
}

func TestANegatedOperatorRejectsAnyOfItsValues(t *testing.T) {
	t.Parallel()
	context := map[string]string{"aws:sourceaccount": "111122223333"}
	for condition, want := range map[string]bool{
		`"StringNotEquals": {"aws:SourceAccount": ["000000000000", "111122223333"]}`:                          false,
		`"StringNotEquals": {"aws:SourceAccount": ["000000000000", "999999999999"]}`:                          true,
		`"StringNotLike": {"aws:SourceAccount": ["0*", "1*"]}`:                                                false,
		`"StringEquals": {"aws:SourceAccount": ["000000000000", "111122223333"]}`:                             true,
		`"StringEquals": {"aws:SourceAccount": "111122223333"}, "Null": {"aws:SourceAccount": "true"}`:        false,
		`"StringEquals": {"aws:SourceAccount": "111122223333"}, "StringLike": {"aws:SourceAccount": "1111*"}`: true,
	} {
		t.Run(condition, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, want, met(t, condition, context))
		})
	}
}

func TestADenyWhoseConditionHoldsOutweighsEveryAllow(t *testing.T) {
	t.Parallel()
	statements := `[{"Effect": "Allow", "Action": "s3:*", "Principal": "*"}, {"Effect": "Deny", "Action": "s3:*",
		"Principal": "*", "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}}]`
	for version, want := range map[string]bool{"1.0": false, "1.1": false, "1.2": true, "1.3": true} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, want, allows(t, statements, policy.Request{
				Principal: pipeline,
				Action:    "s3:GetObject",
				Context:   map[string]string{"s3:tlsversion": version},
			}))
		})
	}
}
