package resources_test

import "slipway/scripts/localaws/awstest"

func foundationTypes() []outputs {
	repository := func(c awstest.Client) { c.Given(awstest.Repository, "r", m{"name": "ecr-api-dev"}) }
	topic := func(c awstest.Client) { c.Given(awstest.Topic, "t", m{"name": "topic-a"}) }
	key := list{m{"name": "deploymentId", "type": "S"}, m{"name": "timestamp", "type": "S"}}
	publish := awstest.Document(m{
		"Effect":    "Allow",
		"Action":    "sns:Publish",
		"Resource":  awstest.TopicARN,
		"Principal": m{"Service": "cloudwatch.amazonaws.com"},
	})
	return []outputs{
		{
			token: awstest.Key,
			in:    m{"enableKeyRotation": true, "deletionWindowInDays": 7.0},
			id:    uuid,
			out: m{
				"arn":                  "/^arn:aws:kms:us-east-1:000000000000:key/" + uuid + "$/",
				"keyId":                "/^" + uuid + "$/",
				"rotationPeriodInDays": 365.0,
				"multiRegion":          false,
			},
		},
		{
			token: awstest.Repository,
			in: m{
				"name":                     "ecr-api-dev",
				"imageTagMutability":       "IMMUTABLE",
				"encryptionConfigurations": list{m{"encryptionType": "KMS"}},
			},
			id: "ecr-api-dev",
			out: m{
				"arn":           "arn:aws:ecr:us-east-1:000000000000:repository/ecr-api-dev",
				"registryId":    "000000000000",
				"repositoryUrl": awstest.RepositoryURL,
			},
		},
		{
			token: awstest.LifecyclePolicy,
			given: repository,
			in: m{"repository": "ecr-api-dev", "policy": awstest.Text(m{"rules": list{
				m{
					"rulePriority": 1,
					"selection": m{
						"tagStatus":     "tagged",
						"tagPrefixList": list{"deployed-"},
						"countType":     "imageCountMoreThan",
						"countNumber":   10,
					},
					"action": m{"type": "expire"},
				},
				m{
					"rulePriority": 2,
					"selection":    m{"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10},
					"action":       m{"type": "expire"},
				},
			}})},
			id:  "ecr-api-dev",
			out: m{"registryId": "000000000000"},
		},
		{
			token: awstest.RepoPolicy,
			given: repository,
			in: m{
				"repository": "ecr-api-dev",
				"policy": awstest.Document(m{
					"Effect":    "Allow",
					"Action":    list{"ecr:BatchGetImage"},
					"Principal": m{"Service": "lambda.amazonaws.com"},
				}),
			},
			id:  "ecr-api-dev",
			out: m{"registryId": "000000000000"},
		},
		{
			token: awstest.Table,
			in: m{
				"name":        "table-deployments-dev",
				"hashKey":     "deploymentId",
				"rangeKey":    "timestamp",
				"attributes":  key,
				"billingMode": "PAY_PER_REQUEST",
			},
			id: "table-deployments-dev",
			out: m{
				"arn":                 "arn:aws:dynamodb:us-east-1:000000000000:table/table-deployments-dev",
				"streamArn":           "",
				"streamLabel":         "",
				"readCapacity":        0.0,
				"writeCapacity":       0.0,
				"pointInTimeRecovery": m{"enabled": false},
			},
		},
		{
			token: awstest.Topic,
			in:    m{"name": "topic-a", "kmsMasterKeyId": "alias/aws/sns"},
			id:    awstest.TopicARN,
			out:   m{"arn": awstest.TopicARN, "owner": "000000000000", "policy": "/AWS:SourceOwner/"},
		},
		{
			token: awstest.TopicPolicy,
			given: topic,
			in:    m{"arn": awstest.TopicARN, "policy": publish},
			id:    awstest.TopicARN,
			out:   m{"owner": "000000000000"},
		},
		{
			token: awstest.Subscription,
			given: topic,
			in:    m{"topic": awstest.TopicARN, "protocol": "email", "endpoint": "ops@example.com"},
			id:    awstest.TopicARN + ":" + uuid,
			out: m{
				"arn":                          "/^" + awstest.TopicARN + ":" + uuid + "$/",
				"ownerId":                      "000000000000",
				"pendingConfirmation":          true,
				"confirmationWasAuthenticated": false,
			},
		},
		{
			token: awstest.Channel,
			given: topic,
			from: func(c awstest.Client) m {
				return m{
					"configurationName": "chat-a",
					"iamRoleArn":        c.Role("role-chat", "chatbot"),
					"slackTeamId":       "T0123ABCD",
					"slackChannelId":    "C0123ABCD",
					"snsTopicArns":      list{awstest.TopicARN},
				}
			},
			id: "arn:aws:chatbot::000000000000:chat-configuration/slack-channel/chat-a",
			out: m{
				"chatConfigurationArn": "arn:aws:chatbot::000000000000:chat-configuration/slack-channel/chat-a",
				"guardrailPolicyArns":  list{"arn:aws:iam::aws:policy/AdministratorAccess"},
				"slackChannelName":     "channel-C0123ABCD",
				"slackTeamName":        "workspace-T0123ABCD",
			},
		},
		{
			token: awstest.Domain,
			in:    m{"domain": "domain-dev"},
			id:    "arn:aws:codeartifact:us-east-1:000000000000:domain/domain-dev",
			out: m{
				"arn":             "arn:aws:codeartifact:us-east-1:000000000000:domain/domain-dev",
				"owner":           "000000000000",
				"createdTime":     instant,
				"encryptionKey":   "/^arn:aws:kms:us-east-1:000000000000:key//",
				"repositoryCount": 0.0,
				"assetSizeBytes":  "0",
				"s3BucketArn":     "/^arn:aws:s3:::assets-[0-9]{12}-us-east-1$/",
			},
		},
		{
			token: awstest.PackageRepository,
			given: func(c awstest.Client) { c.Given(awstest.Domain, "d", m{"domain": "domain-dev"}) },
			in: m{
				"domain":              "domain-dev",
				"repository":          "npm",
				"externalConnections": m{"externalConnectionName": "public:npmjs"},
			},
			id: "arn:aws:codeartifact:us-east-1:000000000000:repository/domain-dev/npm",
			out: m{
				"arn":                  "arn:aws:codeartifact:us-east-1:000000000000:repository/domain-dev/npm",
				"administratorAccount": "000000000000",
				"domainOwner":          "000000000000",
			},
		},
	}
}
