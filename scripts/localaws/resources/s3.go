package resources

import "slipway/scripts/localaws/properties"

const bucketType = "aws:s3/bucketV2:BucketV2"

func s3Types() []*Type {
	return []*Type{{
		Token:    bucketType,
		Label:    "S3 Bucket",
		Tagged:   true,
		Replace:  []string{"bucket", "objectLockEnabled"},
		Defaults: properties.Map{"forceDestroy": false, "objectLockEnabled": false},
		Name: Name{
			Property: "bucket",
			Auto:     true,
			Lower:    true,
			Min:      3,
			Max:      63,
			Allowed:  `[a-z0-9][a-z0-9.-]*[a-z0-9]`,
			Words:    "only lowercase alphanumeric characters, dots and hyphens, beginning and ending with a letter or digit",
		},
		ID: (*Call).Name,
		Outputs: func(c *Call) properties.Map {
			return properties.Map{
				"arn":                      "arn:aws:s3:::" + c.ID,
				"bucketDomainName":         c.ID + ".s3.amazonaws.com",
				"bucketRegionalDomainName": c.ID + ".s3." + c.Region + ".amazonaws.com",
				"hostedZoneId":             s3HostedZones[c.Region],
				"region":                   c.Region,
				"requestPayer":             "BucketOwner",
				"grants":                   c.Keep("grants", func() any { return ownerGrant(c) }),
				"versionings":              []any{map[string]any{"enabled": false, "mfaDelete": false}},
				// Every new bucket encrypts with S3's own keys
				// (docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html).
				"serverSideEncryptionConfigurations": []any{map[string]any{"rules": []any{map[string]any{
					"bucketKeyEnabled":                    false,
					"applyServerSideEncryptionByDefaults": []any{map[string]any{"kmsMasterKeyId": "", "sseAlgorithm": "AES256"}},
				}}}},
			}
		},
		Validate: []Check{bucketNameShape},
		Exists:   bucketTaken,
		Create:   []Rule{bucketTakenElsewhere},
		Delete:   []Rule{bucketEmpty},
		Deleted:  dropObjects,
	}}
}

// ownerGrant is a new bucket's access list: everything to its owner, whose
// canonical id AWS makes up.
func ownerGrant(c *Call) []any {
	return []any{map[string]any{
		"id": c.Random(hexDigits, 64), "permissions": []any{"FULL_CONTROL"}, "type": "CanonicalUser", "uri": "",
	}}
}

// s3HostedZones are S3's Route 53 zones by region
// (docs.aws.amazon.com/general/latest/gr/s3.html); only the first is deployed to.
var s3HostedZones = map[string]string{
	"us-east-1": "Z3AQBSTGFYJSTF", "us-east-2": "Z2O1EMRO9K5GLX", "us-west-1": "Z2F56UZL2M1ACD",
	"us-west-2": "Z3BJ6K6RIION7M", "eu-west-1": "Z1BKCTXD74EZPE", "eu-central-1": "Z21DNDUVLTQW6Q",
}

// bucketSetting makes the type of a setting of one bucket and has
// its name as id.
func bucketSetting(token, label, operation string, more Type) *Type {
	k := more
	k.Token, k.Label = token, label
	k.Required = append([]string{"bucket"}, more.Required...)
	k.Replace = append([]string{"bucket"}, more.Replace...)
	k.ID = func(c *Call) string { return c.In.Str("bucket") }
	there := bucketThere(operation)
	k.Create = append([]Rule{there}, more.Create...)
	k.Update = append([]Rule{there}, more.Update...)
	return &k
}

func s3SettingTypes() []*Type {
	policy := bucketPolicy
	return []*Type{
		bucketSetting("aws:s3/bucketVersioningV2:BucketVersioningV2", "S3 Bucket Versioning", "PutBucketVersioning", Type{
			Required: []string{"versioningConfiguration"},
			Replace:  []string{"expectedBucketOwner"},
			Validate: []Check{longest("bucket", 63),
				oneOf("versioningConfiguration.status", "Enabled", "Suspended", "Disabled")},
		}),
		bucketSetting("aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
			"S3 Bucket Server-side Encryption Configuration", "PutBucketEncryption", Type{
				Required: []string{"rules"},
				Replace:  []string{"expectedBucketOwner"},
				Validate: []Check{longest("bucket", 63), encryptionRules},
				Create:   []Rule{encryptionKeyThere},
				Update:   []Rule{encryptionKeyThere},
			}),
		bucketSetting("aws:s3/bucketPublicAccessBlock:"+
			"BucketPublicAccessBlock", "S3 Bucket Public Access Block", "PutPublicAccessBlock", Type{
			Defaults: properties.Map{
				"blockPublicAcls":       false,
				"blockPublicPolicy":     false,
				"ignorePublicAcls":      false,
				"restrictPublicBuckets": false,
			},
		}),
		bucketSetting("aws:s3/bucketOwnershipControls:"+
			"BucketOwnershipControls", "S3 Bucket Ownership Controls", "PutBucketOwnershipControls", Type{
			Required: []string{"rule"},
			Validate: []Check{oneOf("rule.objectOwnership", "BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced")},
		}),
		bucketSetting("aws:s3/bucketPolicy:BucketPolicy", "S3 Bucket Policy", "PutBucketPolicy", Type{
			Required: []string{"policy"},
			Validate: []Check{isJSON("policy")},
			Create:   []Rule{policy},
			Update:   []Rule{policy},
		}),
		bucketSetting("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
			"S3 Bucket Lifecycle Configuration", "PutBucketLifecycleConfiguration", Type{
				Required: []string{"rules"},
				Replace:  []string{"expectedBucketOwner"},
				Validate: []Check{longest("bucket", 63), lifecycleRules},
				Outputs: func(*Call) properties.Map {
					return properties.Map{"expectedBucketOwner": "", "transitionDefaultMinimumObjectSize": "all_storage_classes_128K"}
				},
			}),
		bucketSetting("aws:s3/bucketLoggingV2:BucketLoggingV2", "S3 Bucket Logging", "PutBucketLogging", Type{
			Required: []string{"targetBucket", "targetPrefix"},
			Replace:  []string{"expectedBucketOwner"},
			Create:   []Rule{logBucketThere},
			Update:   []Rule{logBucketThere},
		}),
	}
}
