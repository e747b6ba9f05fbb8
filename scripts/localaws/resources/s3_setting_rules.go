package resources

import (
	"fmt"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

func bucketThere(operation string) Rule {
	return func(c *Call) error {
		if _, ok := c.Get(bucketType, c.In.Str("bucket")); !ok {
			return awserr.New("S3", operation, "NoSuchBucket", "The specified bucket does not exist")
		}
		return nil
	}
}

func logBucketThere(c *Call) error {
	if _, ok := c.Get(bucketType, c.In.Str("targetBucket")); !ok {
		return awserr.New("S3", "PutBucketLogging", "InvalidTargetBucketForLogging",
			"The target bucket for logging does not exist")
	}
	return nil
}

var encryptionRules = eachOf("rules", func(at string, rule properties.Map) []awserr.Fault {
	algorithm, ok := rule.Text("applyServerSideEncryptionByDefault.sseAlgorithm")
	if ok && algorithm != "aws:kms" && algorithm != "AES256" && algorithm != "aws:kms:dsse" {
		return fault(at+".applyServerSideEncryptionByDefault.sseAlgorithm",
			`expected sseAlgorithm to be one of ["AES256" "aws:kms" "aws:kms:dsse"], got %s`, algorithm)
	}
	return nil
})

func encryptionKeyThere(c *Call) error {
	for _, rule := range c.In.Maps("rules") {
		byDefault := rule.Sub("applyServerSideEncryptionByDefault")
		key := byDefault.Str("kmsMasterKeyId")
		if key == "" {
			continue
		}
		if byDefault.Str("sseAlgorithm") == "AES256" {
			return awserr.New("S3", "PutBucketEncryption", "InvalidArgument",
				"a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse")
		}
		if err := c.rejectKey("S3", "PutBucketEncryption", key); err != nil {
			return err
		}
	}
	return nil
}

func bucketPolicy(c *Call) error {
	doc, err := c.document(c.In.Str("policy"), "S3", "PutBucketPolicy", "MalformedPolicy",
		"Policies must be valid JSON and the first byte must be '{' (%s)")
	if err != nil {
		return err
	}
	arn := "arn:aws:s3:::" + c.In.Str("bucket")
	for _, s := range doc.Statements {
		if len(s.Principals)+len(s.NotPrincipals) == 0 {
			return awserr.New("S3", "PutBucketPolicy", "MalformedPolicy", "Missing required field Principal")
		}
		if len(s.Resources)+len(s.NotResources) == 0 {
			return awserr.New("S3", "PutBucketPolicy", "MalformedPolicy", "Missing required field Resource")
		}
		for _, r := range append(s.Resources, s.NotResources...) {
			if r != arn && !strings.HasPrefix(r, arn+"/") {
				return awserr.New("S3", "PutBucketPolicy", "MalformedPolicy", "Policy has invalid resource")
			}
		}
	}
	if bad := c.unknownPrincipal(doc); bad != "" {
		return awserr.New("S3", "PutBucketPolicy", "MalformedPolicy", "Invalid principal in policy (%s)", bad)
	}
	return nil
}

var lifecycleRules = eachOf("rules", func(at string, rule properties.Map) []awserr.Fault {
	var out []awserr.Fault
	if !rule.Has("id") {
		out = append(out, fault(at+".id", "Missing required property 'id'")...)
	}
	if status, ok := rule.Text("status"); ok && status != "Enabled" && status != "Disabled" {
		out = append(out, fault(at+".status", `expected status to be one of ["Disabled" "Enabled"], got %s`, status)...)
	}
	acts := false
	for _, action := range []string{
		"expiration", "noncurrentVersionExpiration", "abortIncompleteMultipartUpload", "transitions",
		"noncurrentVersionTransitions",
	} {
		acts = acts || rule.Has(action)
	}
	if !acts {
		out = append(out, fault(at, "at least one action needs to be specified in a rule")...)
	}
	for _, days := range []string{
		"expiration.days", "noncurrentVersionExpiration.noncurrentDays",
		"abortIncompleteMultipartUpload.daysAfterInitiation",
	} {
		if n, ok := rule.Num(days); ok && n < 1 {
			out = append(out, fault(fmt.Sprintf("%s.%s", at, days), "expected %s to be at least (1), got %v", days, n)...)
		}
	}
	return out
})
