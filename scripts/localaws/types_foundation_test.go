package localaws_test

func foundationTypes() []outputs {
	bucket := func(c client) { c.bucket("s3-a-dev") }
	repository := func(c client) { c.given(repositoryT, "r", m{"name": "ecr-api-dev"}) }
	topic := func(c client) { c.given(topicT, "t", m{"name": "topic-a"}) }
	key := list{m{"name": "deploymentId", "type": "S"}, m{"name": "timestamp", "type": "S"}}
	publish := document(m{"Effect": "Allow", "Action": "sns:Publish", "Resource": topicARN, "Principal": m{"Service": "cloudwatch.amazonaws.com"}})
	return []outputs{
		{keyT, nil, m{"enableKeyRotation": true, "deletionWindowInDays": 7.0}, uuid, m{
			"arn": "/^arn:aws:kms:us-east-1:000000000000:key/" + uuid + "$/", "keyId": "/^" + uuid + "$/", "rotationPeriodInDays": 365.0, "multiRegion": false,
		}, nil},
		{bucketT, nil, m{"bucket": "s3-a-dev", "forceDestroy": true}, "s3-a-dev", m{
			"arn": "arn:aws:s3:::s3-a-dev", "bucketDomainName": "s3-a-dev.s3.amazonaws.com",
			"bucketRegionalDomainName": "s3-a-dev.s3.us-east-1.amazonaws.com", "hostedZoneId": "Z3AQBSTGFAJSTF", "region": "us-east-1", "requestPayer": "BucketOwner",
		}, nil},
		{versioningT, bucket, m{"bucket": "s3-a-dev", "versioningConfiguration": m{"status": "Enabled"}}, "s3-a-dev", nil, nil},
		{encryptionT, bucket, m{"bucket": "s3-a-dev", "rules": list{m{"bucketKeyEnabled": true, "applyServerSideEncryptionByDefault": m{"sseAlgorithm": "aws:kms"}}}}, "s3-a-dev", nil, nil},
		{publicAccessT, bucket, m{"bucket": "s3-a-dev", "blockPublicAcls": true}, "s3-a-dev", nil, nil},
		{ownershipT, bucket, m{"bucket": "s3-a-dev", "rule": m{"objectOwnership": "BucketOwnerEnforced"}}, "s3-a-dev", nil, nil},
		{bucketPolicyT, bucket, m{"bucket": "s3-a-dev", "policy": document(m{"Effect": "Deny", "Action": "s3:*", "Principal": "*", "Resource": list{"arn:aws:s3:::s3-a-dev", "arn:aws:s3:::s3-a-dev/*"},
			"Condition": m{"Bool": m{"aws:SecureTransport": "false"}}})}, "s3-a-dev", nil, nil},
		{expiryT, bucket, m{"bucket": "s3-a-dev", "rules": list{m{"id": "expire", "status": "Enabled", "expiration": m{"days": 30.0}}}}, "s3-a-dev", m{
			"expectedBucketOwner": "", "transitionDefaultMinimumObjectSize": "all_storage_classes_128K",
		}, nil},
		{loggingT, bucket, m{"bucket": "s3-a-dev", "targetBucket": "s3-a-dev", "targetPrefix": "log/"}, "s3-a-dev", nil, nil},
		{repositoryT, nil, m{"name": "ecr-api-dev", "imageTagMutability": "IMMUTABLE", "encryptionConfigurations": list{m{"encryptionType": "KMS"}}}, "ecr-api-dev", m{
			"arn": "arn:aws:ecr:us-east-1:000000000000:repository/ecr-api-dev", "registryId": "000000000000", "repositoryUrl": repositoryURL,
		}, nil},
		{lifecycleT, repository, m{"repository": "ecr-api-dev", "policy": text(m{"rules": list{
			m{"rulePriority": 1, "selection": m{"tagStatus": "tagged", "tagPrefixList": list{"deployed-"}, "countType": "imageCountMoreThan", "countNumber": 10}, "action": m{"type": "expire"}},
			m{"rulePriority": 2, "selection": m{"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10}, "action": m{"type": "expire"}},
		}})}, "ecr-api-dev", m{"registryId": "000000000000"}, nil},
		{repoPolicyT, repository, m{"repository": "ecr-api-dev", "policy": document(m{"Effect": "Allow", "Action": list{"ecr:BatchGetImage"}, "Principal": m{"Service": "lambda.amazonaws.com"}})}, "ecr-api-dev", m{"registryId": "000000000000"}, nil},
		{tableT, nil, m{"name": "table-deployments-dev", "hashKey": "deploymentId", "rangeKey": "timestamp", "attributes": key, "billingMode": "PAY_PER_REQUEST"}, "table-deployments-dev", m{
			"arn": "arn:aws:dynamodb:us-east-1:000000000000:table/table-deployments-dev", "streamArn": "", "streamLabel": "", "readCapacity": 0.0, "writeCapacity": 0.0,
			"pointInTimeRecovery": m{"enabled": false},
		}, nil},
		{topicT, nil, m{"name": "topic-a", "kmsMasterKeyId": "alias/aws/sns"}, topicARN, m{"arn": topicARN, "owner": "000000000000", "policy": "/AWS:SourceOwner/"}, nil},
		{topicPolicyT, topic, m{"arn": topicARN, "policy": publish}, topicARN, m{"owner": "000000000000"}, nil},
		{subscriptionT, topic, m{"topic": topicARN, "protocol": "email", "endpoint": "ops@example.com"}, topicARN + ":" + uuid, m{
			"arn": "/^" + topicARN + ":" + uuid + "$/", "ownerId": "000000000000", "pendingConfirmation": true, "confirmationWasAuthenticated": false,
		}, nil},
		{domainT, nil, m{"domain": "domain-dev"}, "arn:aws:codeartifact:us-east-1:000000000000:domain/domain-dev", m{
			"arn": "arn:aws:codeartifact:us-east-1:000000000000:domain/domain-dev", "owner": "000000000000", "createdTime": instant,
			"encryptionKey": "/^arn:aws:kms:us-east-1:000000000000:key//", "repositoryCount": 0.0, "assetSizeBytes": "0", "s3BucketArn": "/^arn:aws:s3:::assets-/",
		}, nil},
		{packagesT, func(c client) { c.given(domainT, "d", m{"domain": "domain-dev"}) },
			m{"domain": "domain-dev", "repository": "npm", "externalConnections": m{"externalConnectionName": "public:npmjs"}},
			"arn:aws:codeartifact:us-east-1:000000000000:repository/domain-dev/npm", m{
				"arn": "arn:aws:codeartifact:us-east-1:000000000000:repository/domain-dev/npm", "administratorAccount": "000000000000", "domainOwner": "000000000000",
			}, nil},
	}
}
