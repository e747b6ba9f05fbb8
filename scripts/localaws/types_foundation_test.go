package localaws_test

func foundationTypes() []outputs {
	bucket := func(c client) { c.bucket("s3-a-dev") }
	repository := func(c client) { c.given(repositoryT, "r", m{"name": "ecr-api-dev"}) }
	topic := func(c client) { c.given(topicT, "t", m{"name": "topic-a"}) }
	key := list{m{"name": "deploymentId", "type": "S"}, m{"name": "timestamp", "type": "S"}}
	publish := document(m{"Effect": "Allow", "Action": "sns:Publish", "Resource": topicARN, "Principal": m{"Service": "cloudwatch.amazonaws.com"}})
	return []outputs{
		{
			token: keyT,
			in:    m{"enableKeyRotation": true, "deletionWindowInDays": 7.0},
			id:    uuid,
			out: m{
				"arn": "/^arn:aws:kms:us-east-1:000000000000:key/" + uuid + "$/", "keyId": "/^" + uuid + "$/", "rotationPeriodInDays": 365.0, "multiRegion": false,
			},
		},
		{
			token: bucketT,
			in:    m{"bucket": "s3-a-dev", "forceDestroy": true},
			id:    "s3-a-dev",
			out: m{
				"arn": "arn:aws:s3:::s3-a-dev", "bucketDomainName": "s3-a-dev.s3.amazonaws.com",
				"bucketRegionalDomainName": "s3-a-dev.s3.us-east-1.amazonaws.com", "hostedZoneId": "Z3AQBSTGFYJSTF", "region": "us-east-1", "requestPayer": "BucketOwner",
			},
		},
		{
			token: versioningT,
			given: bucket,
			in:    m{"bucket": "s3-a-dev", "versioningConfiguration": m{"status": "Enabled"}},
			id:    "s3-a-dev",
		},
		{
			token: encryptionT,
			given: bucket,
			in:    m{"bucket": "s3-a-dev", "rules": list{m{"bucketKeyEnabled": true, "applyServerSideEncryptionByDefault": m{"sseAlgorithm": "aws:kms"}}}},
			id:    "s3-a-dev",
		},
		{
			token: publicAccessT,
			given: bucket,
			in:    m{"bucket": "s3-a-dev", "blockPublicAcls": true},
			id:    "s3-a-dev",
		},
		{
			token: ownershipT,
			given: bucket,
			in:    m{"bucket": "s3-a-dev", "rule": m{"objectOwnership": "BucketOwnerEnforced"}},
			id:    "s3-a-dev",
		},
		{
			token: bucketPolicyT,
			given: bucket,
			in: m{"bucket": "s3-a-dev", "policy": document(m{"Effect": "Deny", "Action": "s3:*", "Principal": "*", "Resource": list{"arn:aws:s3:::s3-a-dev", "arn:aws:s3:::s3-a-dev/*"},
				"Condition": m{"Bool": m{"aws:SecureTransport": "false"}}})},
			id: "s3-a-dev",
		},
		{
			token: expiryT,
			given: bucket,
			in:    m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "Enabled", "expiration": m{"days": 30.0}}}},
			id:    "s3-a-dev",
			out: m{
				"expectedBucketOwner": "", "transitionDefaultMinimumObjectSize": "all_storage_classes_128K",
			},
		},
		{
			token: loggingT,
			given: bucket,
			in:    m{"bucket": "s3-a-dev", "targetBucket": "s3-a-dev", "targetPrefix": "log/"},
			id:    "s3-a-dev",
		},
		{
			token: repositoryT,
			in:    m{"name": "ecr-api-dev", "imageTagMutability": "IMMUTABLE", "encryptionConfigurations": list{m{"encryptionType": "KMS"}}},
			id:    "ecr-api-dev",
			out: m{
				"arn": "arn:aws:ecr:us-east-1:000000000000:repository/ecr-api-dev", "registryId": "000000000000", "repositoryUrl": repositoryURL,
			},
		},
		{
			token: lifecycleT,
			given: repository,
			in: m{"repository": "ecr-api-dev", "policy": text(m{"rules": list{
				m{"rulePriority": 1, "selection": m{"tagStatus": "tagged", "tagPrefixList": list{"deployed-"}, "countType": "imageCountMoreThan", "countNumber": 10}, "action": m{"type": "expire"}},
				m{"rulePriority": 2, "selection": m{"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10}, "action": m{"type": "expire"}},
			}})},
			id:  "ecr-api-dev",
			out: m{"registryId": "000000000000"},
		},
		{
			token: repoPolicyT,
			given: repository,
			in:    m{"repository": "ecr-api-dev", "policy": document(m{"Effect": "Allow", "Action": list{"ecr:BatchGetImage"}, "Principal": m{"Service": "lambda.amazonaws.com"}})},
			id:    "ecr-api-dev",
			out:   m{"registryId": "000000000000"},
		},
		{
			token: tableT,
			in:    m{"name": "table-deployments-dev", "hashKey": "deploymentId", "rangeKey": "timestamp", "attributes": key, "billingMode": "PAY_PER_REQUEST"},
			id:    "table-deployments-dev",
			out: m{
				"arn": "arn:aws:dynamodb:us-east-1:000000000000:table/table-deployments-dev", "streamArn": "", "streamLabel": "", "readCapacity": 0.0, "writeCapacity": 0.0,
				"pointInTimeRecovery": m{"enabled": false},
			},
		},
		{
			token: topicT,
			in:    m{"name": "topic-a", "kmsMasterKeyId": "alias/aws/sns"},
			id:    topicARN,
			out:   m{"arn": topicARN, "owner": "000000000000", "policy": "/AWS:SourceOwner/"},
		},
		{
			token: topicPolicyT,
			given: topic,
			in:    m{"arn": topicARN, "policy": publish},
			id:    topicARN,
			out:   m{"owner": "000000000000"},
		},
		{
			token: subscriptionT,
			given: topic,
			in:    m{"topic": topicARN, "protocol": "email", "endpoint": "ops@example.com"},
			id:    topicARN + ":" + uuid,
			out: m{
				"arn": "/^" + topicARN + ":" + uuid + "$/", "ownerId": "000000000000", "pendingConfirmation": true, "confirmationWasAuthenticated": false,
			},
		},
		{
			token: domainT,
			in:    m{"domain": "domain-dev"},
			id:    "arn:aws:codeartifact:us-east-1:000000000000:domain/domain-dev",
			out: m{
				"arn": "arn:aws:codeartifact:us-east-1:000000000000:domain/domain-dev", "owner": "000000000000", "createdTime": instant,
				"encryptionKey": "/^arn:aws:kms:us-east-1:000000000000:key//", "repositoryCount": 0.0, "assetSizeBytes": "0", "s3BucketArn": "/^arn:aws:s3:::assets-[0-9]{12}-us-east-1$/",
			},
		},
		{
			token: packagesT,
			given: func(c client) { c.given(domainT, "d", m{"domain": "domain-dev"}) },
			in:    m{"domain": "domain-dev", "repository": "npm", "externalConnections": m{"externalConnectionName": "public:npmjs"}},
			id:    "arn:aws:codeartifact:us-east-1:000000000000:repository/domain-dev/npm",
			out: m{
				"arn": "arn:aws:codeartifact:us-east-1:000000000000:repository/domain-dev/npm", "administratorAccount": "000000000000", "domainOwner": "000000000000",
			},
		},
	}
}
