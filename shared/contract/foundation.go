package contract

import "github.com/pulumi/pulumi/sdk/v3/go/pulumi"

// Foundation are the outputs of the foundation layer: storage, keys, registries.
type Foundation = FoundationOf[pulumi.StringOutput]

// FoundationOf is Foundation with values of type T.
type FoundationOf[T any] struct {
	AccountID         T // the tooling account, 12 digits
	Region            T // such as us-east-1
	KeyArn            T // the customer managed key
	ArtifactBucket    T // name of the pipeline artifact bucket
	CacheBucket       T // name of the build cache bucket
	HistoryTable      T // name of the deployment history table
	HistoryTableArn   T
	TopicArn          T // the deployment notifications topic
	PackageDomain     T // name of the CodeArtifact domain
	PackageDomainArn  T
	PackageRepository T // name of the CodeArtifact npm repository
	PackageRepoArn    T
	Services          map[string]*RegistryOf[T] // by service
}

// Registry is a service's image repository.
type Registry = RegistryOf[pulumi.StringOutput]

// RegistryOf is Registry with values of type T.
type RegistryOf[T any] struct {
	Name T // name of the ECR repository
	Arn  T
	URI  T // ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME
}

func (f *FoundationOf[T]) fields() fields[T] {
	all := fields[T]{
		"accountId":            &f.AccountID,
		"region":               &f.Region,
		"keyArn":               &f.KeyArn,
		"artifactBucket":       &f.ArtifactBucket,
		"cacheBucket":          &f.CacheBucket,
		"historyTable":         &f.HistoryTable,
		"historyTableArn":      &f.HistoryTableArn,
		"topicArn":             &f.TopicArn,
		"packageDomain":        &f.PackageDomain,
		"packageDomainArn":     &f.PackageDomainArn,
		"packageRepository":    &f.PackageRepository,
		"packageRepositoryArn": &f.PackageRepoArn,
	}
	for service, r := range f.Services {
		all.in(service, fields[T]{
			"repositoryName": &r.Name,
			"repositoryArn":  &r.Arn,
			"repositoryUri":  &r.URI,
		})
	}
	return all
}
