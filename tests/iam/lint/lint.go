// Package lint finds in deployed policy documents what no document of ours may
// say: more than it names, something that never applies, or something that AWS
// would not store. Whether a right is needed is not asked here.
package lint

import (
	"fmt"
	"reflect"
	"slices"

	"slipway/tests/iam/policy"
)

// rules find the faults of one statement, each in its own words.
var rules = []func(policy.Entry) []string{
	noNegation, knownActions, noWildcardAction, scopedResources, exactRoles, liveGrants,
	trustedFor, admittedFor, knownConditions, noVariables,
}

// Check finds the faults of all statements, sorted.
func Check(set policy.Set) []string {
	var found []string
	for _, e := range set {
		for _, rule := range rules {
			for _, fault := range rule(e) {
				found = append(found, e.Name()+": "+fault)
			}
		}
	}
	found = append(found, repeated(set)...)
	slices.Sort(found)
	return found
}

// repeated finds ids that one document gives twice, and statements that one
// owner's documents make twice.
func repeated(set policy.Set) []string {
	var found []string
	for i, a := range set {
		for _, b := range set[:i] {
			if a.Owner != b.Owner || a.Kind != b.Kind {
				continue
			}
			if a.Sid != "" && a.Sid == b.Sid && a.Document == b.Document {
				found = append(found, a.Name()+": the id is given twice")
			}
			if same(a, b) {
				found = append(found, fmt.Sprintf("%s: says the same as %s", a.Name(), b.Name()))
			}
		}
	}
	return found
}

func same(a, b policy.Entry) bool {
	a.Sid, b.Sid = "", ""
	return reflect.DeepEqual(a.Statement, b.Statement)
}

// limits are the most characters AWS stores of a document, without white space
// (IAM User Guide, reference_iam-quotas; KMS Developer Guide, resource-limits;
// Amazon S3 User Guide, bucket-policies; Amazon ECR API, SetRepositoryPolicy;
// EventBridge User Guide, eb-quota; SNS and SQS API; Lambda Developer Guide,
// gettingstarted-limits).
var limits = map[string]int{
	"identity": 10240, "trust": 2048,
	"kms": 32768, "s3": 20480, "ecr": 10240, "events": 10240, "sns": 30720, "sqs": 8192, "lambda": 20480,
}

// Size finds a document that is longer than AWS stores of its kind. Lengths of
// what one role or resource holds together are to be given as one.
func Size(kind string, length int) []string {
	limit, known := limits[kind]
	if !known {
		return []string{fmt.Sprintf("no limit is known for a policy of %s", kind)}
	}
	if length > limit {
		return []string{fmt.Sprintf("%d characters, AWS stores %d", length, limit)}
	}
	return nil
}
