package contract

import "github.com/pulumi/pulumi/sdk/v3/go/pulumi"

// The layers, in the order in which they are deployed.
const (
	FoundationLayer = "foundation"
	ComputeLayer    = "compute"
	DeliveryLayer   = "delivery"
)

// Foundation is what the foundation layer promises: storage, keys, registries.
type Foundation struct {
	AccountID         pulumi.StringOutput // the tooling account, 12 digits
	Region            pulumi.StringOutput // such as us-east-1
	KeyArn            pulumi.StringOutput // the customer managed key
	ArtifactBucket    pulumi.StringOutput // name of the pipeline artifact bucket
	CacheBucket       pulumi.StringOutput // name of the build cache bucket
	HistoryTable      pulumi.StringOutput // name of the deployment history table
	HistoryTableArn   pulumi.StringOutput
	TopicArn          pulumi.StringOutput // the deployment notifications topic
	PackageDomain     pulumi.StringOutput // name of the CodeArtifact domain
	PackageDomainArn  pulumi.StringOutput
	PackageRepository pulumi.StringOutput // name of the CodeArtifact npm repository
	PackageRepoArn    pulumi.StringOutput
	Services          map[string]*Registry // by service
}

// Registry is a service's image repository.
type Registry struct {
	Name pulumi.StringOutput // name of the ECR repository
	Arn  pulumi.StringOutput
	URI  pulumi.StringOutput // ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME
}

func (f *Foundation) layer() string { return FoundationLayer }

func (f *Foundation) fields() fields {
	all := fields{
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
		all.in(service, fields{"repositoryName": &r.Name, "repositoryArn": &r.Arn, "repositoryUri": &r.URI})
	}
	return all
}

// Compute is what the compute layer promises: functions and the deployer role.
type Compute struct {
	AccountID       pulumi.StringOutput // the account the functions run in
	DeployerRoleArn pulumi.StringOutput // the role that releases assume in that account
	Services        map[string]*Function
}

// Function is a service's function.
type Function struct {
	Name     pulumi.StringOutput
	Arn      pulumi.StringOutput // without a version
	Alias    pulumi.StringOutput // name of the alias that traffic goes to
	AliasArn pulumi.StringOutput
}

func (c *Compute) layer() string { return ComputeLayer }

func (c *Compute) fields() fields {
	all := fields{"accountId": &c.AccountID, "deployerRoleArn": &c.DeployerRoleArn}
	for service, f := range c.Services {
		all.in(service, fields{
			"functionName": &f.Name, "functionArn": &f.Arn, "aliasName": &f.Alias, "aliasArn": &f.AliasArn,
		})
	}
	return all
}

// Delivery is what the delivery layer promises people and tools: where
// to look and what is left to do by hand.
type Delivery struct {
	ConnectionArn pulumi.StringOutput // waits for the handshake in the console when new
	HistoryTable  pulumi.StringOutput // name of the deployment history table
	WebhookURL    pulumi.StringOutput // to be entered at GitHub; empty when the connection triggers
	WebhookSecret pulumi.StringOutput // ARN of the secret GitHub signs with; empty when the connection triggers
	BusName       pulumi.StringOutput // the bus that pushes arrive on
	DashboardURL  pulumi.StringOutput
	Services      map[string]*Pipeline
}

// Pipeline is a service's pipeline, with the outputs a person asks for.
type Pipeline struct {
	Name          pulumi.StringOutput
	Arn           pulumi.StringOutput
	URL           pulumi.StringOutput // the pipeline's page in the AWS console
	RepositoryURI pulumi.StringOutput
	FunctionArn   pulumi.StringOutput
	ReleaseArn    pulumi.StringOutput // the release state machine
}

func (d *Delivery) fields() fields {
	all := fields{
		"connectionArn":    &d.ConnectionArn,
		"historyTable":     &d.HistoryTable,
		"webhookUrl":       &d.WebhookURL,
		"webhookSecretArn": &d.WebhookSecret,
		"busName":          &d.BusName,
		"dashboardUrl":     &d.DashboardURL,
	}
	for service, p := range d.Services {
		all.in(service, fields{
			"pipelineName": &p.Name, "pipelineArn": &p.Arn, "pipelineUrl": &p.URL,
			"repositoryUri": &p.RepositoryURI, "functionArn": &p.FunctionArn, "releaseArn": &p.ReleaseArn,
		})
	}
	return all
}
