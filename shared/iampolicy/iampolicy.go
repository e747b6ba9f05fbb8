// Package iampolicy holds IAM policy documents as Go values: identity policies,
// trust policies, and the policies of keys, buckets, topics and repositories.
//
// A document accepts outputs wherever a value may be known only after another
// resource exists, and renders to JSON in one place.
package iampolicy

import (
	"encoding/json"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/contract"
)

// version is the policy language that all IAM documents are written in.
const version = "2012-10-17"

// Document is a policy: its statements in order.
type Document []Statement

// Statement allows, or with Deny set denies, actions on resources.
type Statement struct {
	Sid        string             // what the statement is for, letters and digits
	Deny       bool               // the effect; Allow when false
	Principals []Principal        // who; empty in identity policies
	Actions    []string           // service:Action
	Resources  pulumi.StringArray // ARNs; empty in trust and repository policies
	Conditions []Condition        // all must hold
}

// Principal is one kind of principal and its values.
type Principal struct {
	Kind   string // Service, AWS or *
	Values pulumi.StringArray
}

// Services are AWS services as principals, such as lambda.amazonaws.com.
func Services(names ...string) Principal {
	return Principal{Kind: "Service", Values: pulumi.ToStringArray(names)}
}

// AWS are accounts' roots or roles as principals, by ARN.
func AWS(arns ...pulumi.StringInput) Principal { return Principal{Kind: "AWS", Values: arns} }

// Anyone is every principal; only for denials, or with conditions that name who.
var Anyone = Principal{Kind: "*"}

// Condition compares a condition key with values, of which one must match.
type Condition struct {
	Test   string // such as StringEquals or ArnLike
	Key    string // such as aws:SourceArn
	Values pulumi.StringArray
}

// When is a Condition in one line.
func When(test, key string, values ...pulumi.StringInput) Condition {
	return Condition{
		Test:   test,
		Key:    key,
		Values: values,
	}
}

// Root is an account's root as a principal: every principal that the account itself
// lets through.
func Root(account string) Principal {
	return AWS(pulumi.String(arn.ARN{
		Partition: contract.Partition,
		Service:   "iam",
		AccountID: account,
		Resource:  "root",
	}.String()))
}

// JSON renders the document. A document that says something other than its
// statements mean (see Check) has no JSON: the output fails with Check's error.
func (d Document) JSON() pulumi.StringOutput {
	if err := d.Check(); err != nil {
		return pulumi.String("").ToStringOutput().ApplyT(func(string) (string, error) {
			return "", err
		}).(pulumi.StringOutput)
	}
	return pulumi.JSONMarshal(d.value())
}

// Length is the number of characters of the JSON of a document that holds no outputs.
func (d Document) Length() int {
	text, _ := json.Marshal(d.value()) // texts: they always marshal
	return len(text)
}

func (d Document) value() pulumi.Map {
	statements := make(pulumi.Array, len(d))
	for i, s := range d {
		statements[i] = s.value()
	}
	return pulumi.Map{"Version": pulumi.String(version), "Statement": statements}
}

func (s Statement) value() pulumi.Map {
	v := pulumi.Map{"Effect": pulumi.String("Allow"), "Action": pulumi.ToStringArray(s.Actions)}
	if s.Deny {
		v["Effect"] = pulumi.String("Deny")
	}
	if s.Sid != "" {
		v["Sid"] = pulumi.String(s.Sid)
	}
	if len(s.Principals) > 0 {
		v["Principal"] = principals(s.Principals)
	}
	if len(s.Resources) > 0 {
		v["Resource"] = s.Resources
	}
	if len(s.Conditions) > 0 {
		v["Condition"] = conditions(s.Conditions)
	}
	return v
}

func principals(all []Principal) pulumi.Input {
	v := pulumi.Map{}
	for _, p := range all {
		if p.Kind == Anyone.Kind {
			return pulumi.String("*")
		}
		before, _ := v[p.Kind].(pulumi.StringArray)
		v[p.Kind] = slices.Concat(before, p.Values)
	}
	return v
}

func conditions(all []Condition) pulumi.Map {
	v := pulumi.Map{}
	for _, c := range all {
		test, ok := v[c.Test].(pulumi.Map)
		if !ok {
			test = pulumi.Map{}
			v[c.Test] = test
		}
		test[c.Key] = c.Values
	}
	return v
}
