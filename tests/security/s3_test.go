package security_test

import (
	"slices"
	"strings"
)

const bucketType = "s3/bucketV2:BucketV2"

// What S3 keeps apart from the bucket itself.
var (
	accessBlock  = beside("s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "bucket", "bucket")
	bucketPolicy = beside("s3/bucketPolicy:BucketPolicy", "bucket", "bucket")
	encryption   = beside("s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
		"bucket", "bucket")
	versioning = beside("s3/bucketVersioningV2:BucketVersioningV2", "bucket", "bucket")
	lifecycle  = beside("s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2", "bucket", "bucket")
	ownership  = beside("s3/bucketOwnershipControls:BucketOwnershipControls", "bucket", "bucket")
	accessLog  = beside("s3/bucketLoggingV2:BucketLoggingV2", "bucket", "bucket")
)

const (
	defaultEncryption = "rules.0.applyServerSideEncryptionByDefault."
	usedKey           = defaultEncryption + "kmsMasterKeyId"
)

func bucketRules() []rule {
	return []rule{{
		property: "S1",
		says:     "all public access is blocked",
		service:  "S3",
		over:     every(bucketType),
		ids: "AWS-0086 AWS-0087 AWS-0091 AWS-0093 AWS-0094 CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56 CKV2_AWS_6 " +
			"AwsSolutions-S2 S3.2 S3.3 S3.8",
		fault: func(env *environment, s subject) string {
			for _, block := range []string{"blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"} {
				if !on(accessBlock(env, s.resource), block) {
					return "no " + block
				}
			}
			return ""
		},
		breaks: map[string]change{
			"one block less": settingOf(accessBlock, "restrictPublicBuckets", false), "no block": without(accessBlock),
		},
	}, {
		property: "S2",
		says:     "requests without TLS are denied",
		ids:      "AwsSolutions-S10 CKV_AWS_379 S3.5",
		service:  "S3",
		over:     every(bucketType),
		fault: func(env *environment, s subject) string {
			arn := s.Text("arn")
			return unless(policy(bucketPolicy(env, s.resource), "policy").deniesWithoutTLS("s3:*", arn, arn+"/*"),
				"plain HTTP is let in")
		},
		breaks: map[string]change{
			"no policy": without(bucketPolicy), "no denial": rewriting(bucketPolicy, "policy", noDenials),
			"objects forgotten": rewriting(bucketPolicy, "policy", func(d *document) {
				for i := range d.Statement {
					d.Statement[i].Resource = d.Statement[i].Resource[:1]
				}
			}),
		},
	}, {
		property: "S3",
		says:     "objects are encrypted at rest",
		ids:      "AWS-0088 CKV_AWS_19",
		service:  "S3",
		over:     every(bucketType),
		fault: func(env *environment, s subject) string {
			return unless(slices.Contains([]string{"aws:kms", "aws:kms:dsse", "AES256"},
				text(encryption(env, s.resource), defaultEncryption+"sseAlgorithm")), "no encryption")
		},
		breaks: map[string]change{"no encryption": without(encryption)},
	}, {
		property: "S4",
		says:     "objects are encrypted with a customer key",
		ids:      "AWS-0132 CKV_AWS_145 S3.17 S3DefaultEncryptionKMS",
		service:  "S3",
		over:     every(bucketType),
		fault: func(env *environment, s subject) string {
			return customerKey(env, text(encryption(env, s.resource), usedKey))
		},
		breaks: map[string]change{"the key that AWS manages": settingOf(encryption, usedKey, "")},
		mend: func(env *environment, r *resource) {
			put(env.edit(encryption(env, r)), usedKey, env.of(keyType)[0].Text("arn"))
		},
	}, {
		property: "S5",
		says:     "objects have versions",
		ids:      "AWS-0090 CKV_AWS_21 S3.14",
		service:  "S3",
		over:     every(bucketType),
		fault: func(env *environment, s subject) string {
			return unless(
				text(versioning(env, s.resource), "versioningConfiguration.status") == "Enabled",
				"no versions",
			)
		},
		breaks: map[string]change{
			"suspended": settingOf(versioning, "versioningConfiguration.status", "Suspended"),
			"never set": without(versioning),
		},
	}, {
		property: "S6",
		says:     "objects, their old versions and unfinished uploads expire",
		ids:      "CKV2_AWS_61 CKV_AWS_300 S3.10 S3.13",
		service:  "S3",
		over:     every(bucketType),
		fault:    func(env *environment, s subject) string { return endless(lifecycle(env, s.resource)) },
		breaks: map[string]change{
			"no lifecycle": without(lifecycle), "disabled": settingOf(lifecycle, "rules.0.status", "Disabled"),
			"uploads stay": settingOf(lifecycle, "rules.0.abortIncompleteMultipartUpload", nil),
		},
	}, {
		property:       "S7",
		says:           "requests are logged",
		ids:            "AWS-0089 CKV_AWS_18 AwsSolutions-S1 S3.9",
		service:        "S3",
		over:           every(bucketType),
		productionOnly: true,
		fault: func(env *environment, s subject) string {
			return unless(
				env.the(bucketType, "bucket", text(accessLog(env, s.resource), "targetBucket")) != nil,
				"no access log",
			)
		},
		breaks: map[string]change{
			"no log":        without(accessLog),
			"a log nowhere": settingOf(accessLog, "targetBucket", "elsewhere"),
		},
		mend: func(env *environment, r *resource) {
			env.all = append(env.all, &resource{Type: "aws:s3/bucketLoggingV2:BucketLoggingV2", Outputs: map[string]any{
				"bucket": r.Text("bucket"), "targetBucket": r.Text("bucket"),
			}})
		},
	}, {
		property: "S8",
		says:     "the bucket's owner owns every object, and there are no ACLs",
		ids:      "CKV2_AWS_65 CKV_AWS_20 CKV_AWS_57 AWS-0092 S3.12",
		service:  "S3",
		over:     every(bucketType),
		fault: func(env *environment, s subject) string {
			return unless(
				text(ownership(env, s.resource), "rule.objectOwnership") == "BucketOwnerEnforced",
				"ACLs count",
			)
		},
		breaks: map[string]change{
			"writers own": settingOf(ownership, "rule.objectOwnership", "ObjectWriter"),
			"not said":    without(ownership),
		},
	}, {
		property: "S9",
		says:     "nobody outside is let in, but for exact roles and few actions",
		ids:      "CKV_AWS_70 S3.6",
		service:  "S3",
		over:     every(bucketType),
		fault: func(env *environment, s subject) string {
			for _, grant := range policy(bucketPolicy(env, s.resource), "policy").allows() {
				if fault := faults(
					guarded(env, grant), unless(!slices.ContainsFunc(grant.Action, wild), "many actions at once"),
				); fault != "" {
					return fault
				}
			}
			return ""
		},
		breaks: map[string]change{
			"anyone": granting(bucketPolicy, "policy", statement{Principal: everybody, Action: words{"s3:GetObject"}}),
			"a whole account": granting(bucketPolicy, "policy", statement{
				Principal: rootOf(stranger),
				Action:    words{"s3:GetObject"},
			}),
			"every action": granting(bucketPolicy, "policy", statement{
				Principal: rootOf("000000000000"),
				Action:    words{"s3:*"},
			}),
			"any service": granting(bucketPolicy, "policy", statement{
				Principal: principals{"Service": {"logging.s3.amazonaws.com"}},
				Action:    words{"s3:PutObject"},
			}),
		},
	}, {
		property: "S10",
		says:     "the name holds the account, and whose bucket it is is checked on use",
		ids:      "s3_bucket_shadow_resource_vulnerability",
		service:  "S3",
		over:     every(bucketType),
		fault: func(env *environment, s subject) string {
			return faults(unless(strings.Contains(s.Text("bucket"), env.account), "anybody could have taken the name"),
				unchecked(env, s.Text("arn")))
		},
		breaks: map[string]change{
			"a common name": setting("bucket", "artifacts"),
			"not checked": func(env *environment, r *resource) {
				granting(itself, "policy", statement{
					Action:   words{"s3:GetObject"},
					Resource: words{r.Text("arn") + "/*"},
				})(env, env.of(rolePolicyType)[0])
			},
		},
	}, {
		property: "S11",
		says:     "objects are replicated and locked",
		ids:      "CKV_AWS_143 CKV_AWS_144 CKV2_AWS_62 AWS-0170 S3.7 S3.11 S3.15 S3.20",
		service:  "S3",
		over:     every(bucketType),
		fault: func(env *environment, s subject) string {
			return faults(unless(on(s.resource, "objectLockEnabled"), "no object lock"),
				unless(replication(env, s.resource) != nil, "no replication"))
		},
		mend: func(env *environment, r *resource) {
			put(env.edit(r), "objectLockEnabled", true)
			env.all = append(env.all, &resource{
				Type:    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
				Outputs: map[string]any{"bucket": r.Text("bucket")},
			})
		},
	}}
}

var replication = beside("s3/bucketReplicationConfig:BucketReplicationConfig", "bucket", "bucket")
