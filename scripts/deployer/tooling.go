package deployer

import (
	"slices"

	"slipway/shared/naming"
)

// tooling are the grants in the account of the pipelines alone.
func (e Environment) tooling() []grant {
	all := slices.Concat(storage(), chat(), delivery(), pushes())
	if e.TargetRole != "" {
		all = append(all, grant{
			sid:     "FunctionsAccount",
			actions: of("sts", "AssumeRole"),
			on:      []string{"{T}"},
		})
	}
	if e.State != "" {
		all = append(all, grant{
			sid:     "StateBucket",
			actions: of("s3", "ListBucket"),
			on:      arns("s3::", "{K}"),
		}, grant{
			sid:     "State",
			actions: of("s3", "DeleteObject GetObject PutObject"),
			on:      arns("s3::", "{K}/.pulumi/*"),
		})
	}
	return all
}

// storage are the grants on what foundation makes.
func storage() []grant {
	bucket := arns("s3::", naming.Bucket.Type+"-*-{A}-{S}")
	return []grant{
		{
			sid: "Buckets",
			actions: of("s3", `CreateBucket DeleteBucket DeleteBucketPolicy GetAccelerateConfiguration GetBucketAcl
				GetBucketCORS GetBucketLogging GetBucketObjectLockConfiguration GetBucketOwnershipControls
				GetBucketPolicy GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging
				GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetLifecycleConfiguration
				GetReplicationConfiguration ListBucket ListBucketVersions PutBucketLogging
				PutBucketOwnershipControls PutBucketPolicy PutBucketPublicAccessBlock PutBucketTagging
				PutBucketVersioning PutEncryptionConfiguration PutLifecycleConfiguration`),
			on: bucket,
		},
		{
			sid:     "Objects",
			actions: of("s3", "DeleteObject DeleteObjectVersion"),
			on:      arns("s3::", naming.Bucket.Type+"-*-{A}-{S}/*"),
		},
		{
			sid:     "NewKeys",
			actions: of("kms", "CreateKey ListAliases"),
			on:      everything,
		},
		{
			sid:     "NewKeyTags",
			actions: of("kms", "TagResource"),
			on:      on("kms", "key/*"),
			when:    asOurs,
		},
		{
			sid: "Keys",
			actions: of("kms", `CreateAlias DeleteAlias EnableKeyRotation PutKeyPolicy ScheduleKeyDeletion TagResource
				UntagResource UpdateKeyDescription`),
			on:   on("kms", "key/*"),
			when: ours,
		},
		{
			sid:     "AllKeys",
			actions: of("kms", "DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags"),
			on:      on("kms", "key/*"),
		},
		{
			sid:     "KeyAliases",
			actions: of("kms", "CreateAlias DeleteAlias"),
			on:      on("kms", "alias/"+named(naming.KeyAlias)),
		},
		{
			sid: "History",
			actions: of("dynamodb", `CreateTable DeleteTable DescribeContinuousBackups DescribeTable DescribeTimeToLive
				ListTagsOfResource TagResource UntagResource UpdateContinuousBackups UpdateTable`),
			on: on("dynamodb", "table/"+named(naming.Table)),
		},
		{
			sid: "Images",
			actions: of("ecr", `CreateRepository DeleteLifecyclePolicy DeleteRepository DeleteRepositoryPolicy
				DescribeRepositories GetLifecyclePolicy GetRepositoryPolicy ListTagsForResource PutLifecyclePolicy
				SetRepositoryPolicy TagResource UntagResource
				BatchGetImage CompleteLayerUpload GetDownloadUrlForLayer InitiateLayerUpload PutImage UploadLayerPart`),
			on: on("ecr", "repository/"+named(naming.Repository)),
		},
		{
			sid: "Topics",
			actions: of("sns", `CreateTopic DeleteTopic GetSubscriptionAttributes GetTopicAttributes
				ListSubscriptionsByTopic ListTagsForResource SetTopicAttributes Subscribe TagResource Unsubscribe
				UntagResource`),
			on: on("sns", named(naming.Topic), named(naming.Topic)+":*"),
		},
		{
			sid: "Packages",
			actions: of("codeartifact", `AssociateExternalConnection DeleteDomain
				DeleteRepository DescribeDomain DescribeRepository ListTagsForResource
				TagResource UntagResource UpdateRepository`),
			on: on("codeartifact", "domain/"+named(naming.PackageDomain),
				"repository/"+named(naming.PackageDomain)+"/"+named(naming.PackageRepository)),
		},
	}
}
