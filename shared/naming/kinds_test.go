package naming_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

// kindRule is what AWS documents for the names of one kind.
type kindRule struct {
	constant   string // the Go name of the kind
	kind       naming.Kind
	typ        string
	what       string
	least      int
	most       int
	legal      string // every character that AWS accepts inside a name
	outer      string // those it accepts at both ends, when they are fewer
	pattern    string
	source     string
	unofficial string // characters that look harmless and are refused
}

const (
	lower     = "abcdefghijklmnopqrstuvwxyz"
	digits    = "0123456789"
	letters   = lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	alnum     = letters + digits
	printable = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" + alnum
)

// kindRules restates the table of limits by hand, so that a slip in the code
// has to be made twice.
var kindRules = []kindRule{
	{"Alarm", naming.Alarm, "alarm", "CloudWatch alarm name", 1, 255, printable, "",
		`^[\x20-\x7e]+$`, "CloudWatch API, PutMetricAlarm", "\n\x7fé"},
	{"API", naming.API, "api", "API Gateway API name", 1, 128, printable, "",
		`^[\x20-\x7e]+$`, "API Gateway V2 API, CreateApi", "\n\x7fé"},
	{"Bucket", naming.Bucket, "s3", "S3 bucket name", 3, 63, lower + digits + ".-", lower + digits,
		`^[a-z0-9][a-z0-9.-]*[a-z0-9]$`, "S3 User Guide, bucket naming rules", "A_/ "},
	{"BuildProject", naming.BuildProject, "codebuild", "CodeBuild project name", 2, 150, alnum + "_-", alnum,
		`^[A-Za-z0-9][A-Za-z0-9_-]*$`, "CodeBuild API, CreateProject", "./ "},
	{"Bus", naming.Bus, "bus", "EventBridge bus name", 1, 256, alnum + "/.-_", "",
		`^[/.\-_A-Za-z0-9]+$`, "EventBridge API, CreateEventBus", " :@"},
	{"Connection", naming.Connection, "connection", "CodeStar connection name", 1, 32, printable, "",
		`^[\x20-\x7e]+$`, "CodeConnections API, CreateConnection", "\n\x7fé"},
	{"Dashboard", naming.Dashboard, "dashboard", "CloudWatch dashboard name", 1, 255, alnum + "_-", "",
		`^[A-Za-z0-9_-]+$`, "CloudWatch API, PutDashboard", "./ "},
	{"DeploymentApp", naming.DeploymentApp, "codedeploy", "CodeDeploy application name", 1, 100, alnum + "+=,.@_-", "",
		`^[A-Za-z0-9+=,.@_-]+$`, "CodeDeploy API, CreateApplication", "/: "},
	{"DeploymentGroup", naming.DeploymentGroup, "deploygroup", "CodeDeploy deployment group name",
		1, 100, alnum + "+=,.@_-", "",
		`^[A-Za-z0-9+=,.@_-]+$`, "CodeDeploy API, CreateDeploymentGroup", "/: "},
	{"KeyAlias", naming.KeyAlias, "kms", "KMS key alias", 1, 250, alnum + "/_-", "",
		`^[a-zA-Z0-9/_-]+$`, "KMS API, CreateAlias; without the leading alias/", ".: "},
	{"Lambda", naming.Lambda, "lambda", "Lambda function name", 1, 64, alnum + "_-", "",
		`^[A-Za-z0-9_-]+$`, "Lambda API, CreateFunction", ".: "},
	{"NotificationRule", naming.NotificationRule, "notify", "notification rule name", 1, 64, alnum + "_- ", "",
		`^[A-Za-z0-9_ -]+$`, "CodeStar Notifications API, CreateNotificationRule", ".:\t"},
	{"PackageDomain", naming.PackageDomain, "domain", "CodeArtifact domain name", 2, 50, lower + digits + "-", lower,
		`^[a-z][a-z0-9-]*[a-z0-9]$`, "CodeArtifact API, CreateDomain", "A._"},
	{"PackageRepository", naming.PackageRepository, "npm", "CodeArtifact repository name", 2, 100, alnum + "._-", alnum,
		`^[A-Za-z0-9][A-Za-z0-9._-]+$`, "CodeArtifact API, CreateRepository", "/: "},
	{"PipelineName", naming.PipelineName, "pipeline", "CodePipeline pipeline name", 1, 100, alnum + ".@_-", "",
		`^[A-Za-z0-9.@_-]+$`, "CodePipeline API, CreatePipeline", "/: "},
	{"Query", naming.Query, "query", "CloudWatch Logs query name", 1, 255, printable, "",
		`^[\x20-\x7e]+$`, "CloudWatch Logs API, PutQueryDefinition", "\n\x7fé"},
	{"Queue", naming.Queue, "queue", "SQS queue name", 1, 80, alnum + "_-", "",
		`^[A-Za-z0-9_-]+$`, "SQS API, CreateQueue", ".: "},
	{"ReportGroup", naming.ReportGroup, "reports", "CodeBuild report group name", 2, 128, alnum + "_-", alnum,
		`^[A-Za-z0-9][A-Za-z0-9_-]*$`, "CodeBuild API, CreateReportGroup", ".: "},
	{"Repository", naming.Repository, "ecr", "ECR repository name", 2, 256, lower + digits + "._-/", lower + digits,
		`^[a-z0-9]+([._/-][a-z0-9]+)*$`, "ECR API, CreateRepository", "A: "},
	{"Role", naming.Role, "role", "IAM role name", 1, 64, alnum + "_+=,.@-", "",
		`^[A-Za-z0-9_+=,.@-]+$`, "IAM API, CreateRole", "/: "},
	{"Rule", naming.Rule, "rule", "EventBridge rule name", 1, 64, alnum + ".-_", "",
		`^[.\-_A-Za-z0-9]+$`, "EventBridge API, PutRule", "/: "},
	{"Secret", naming.Secret, "secret", "Secrets Manager secret name", 1, 512, alnum + "/_+=.@-", "",
		`^[A-Za-z0-9/_+=.@-]+$`, "Secrets Manager API, CreateSecret", ",: "},
	{"StateMachine", naming.StateMachine, "sfn", "Step Functions state machine name", 1, 80, alnum + "_-", "",
		`^[A-Za-z0-9_-]+$`, "Step Functions API, CreateStateMachine", ".: "},
	{"Table", naming.Table, "table", "DynamoDB table name", 3, 255, alnum + "_.-", "",
		`^[A-Za-z0-9_.-]+$`, "DynamoDB API, CreateTable", "/: "},
	{"Topic", naming.Topic, "topic", "SNS topic name", 1, 256, alnum + "_-", "",
		`^[A-Za-z0-9_-]+$`, "SNS API, CreateTopic", ".: "},
}

// at is a name of n characters that is legal but perhaps for its length.
func at(n int) string { return strings.Repeat("a", n) }

func TestEveryKindIsHeldToItsRule(t *testing.T) {
	t.Parallel()
	for _, r := range kindRules {
		t.Run(r.constant, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, r.typ, r.kind.Type)
			assert.Equal(t, r.what, r.kind.What)
			assert.NoError(t, r.kind.Check(at(r.least)), "the shortest")
			assert.NoError(t, r.kind.Check(at(r.most)), "the longest")
			assert.EqualError(t, r.kind.Check(at(r.most+1)), fmt.Sprintf("%s %q: has %d characters, AWS accepts %d to %d (%s)",
				r.what, at(r.most+1), r.most+1, r.least, r.most, r.source))
			assert.EqualError(t, r.kind.Check(at(r.least-1)), fmt.Sprintf("%s %q: has %d characters, AWS accepts %d to %d (%s)",
				r.what, at(r.least-1), r.least-1, r.least, r.most, r.source))
		})
	}
}

func TestEveryKindAcceptsItsAlphabetAndNothingElse(t *testing.T) {
	t.Parallel()
	for _, r := range kindRules {
		t.Run(r.constant, func(t *testing.T) {
			t.Parallel()
			for _, c := range r.legal {
				assert.NoError(t, r.kind.Check("a"+string(c)+"b"), "%q inside", c)
			}
			outer := r.outer
			if outer == "" {
				outer = r.legal
			}
			for _, c := range outer {
				assert.NoError(t, r.kind.Check(string(c)+"ab"), "%q first", c)
			}
			for _, c := range r.legal {
				if !strings.ContainsRune(outer, c) {
					assert.Error(t, r.kind.Check(string(c)+"ab"), "%q first", c)
				}
			}
			for _, c := range r.unofficial {
				name := "a" + string(c) + "b"
				err := r.kind.Check(name)
				assert.EqualError(t, err, fmt.Sprintf("%s %q: does not match %s (%s)", r.what, name, r.pattern, r.source))
				var fault *naming.Fault
				require.True(t, errors.As(err, &fault))
				assert.Equal(t, name, fault.Value)
			}
		})
	}
}

func TestNamesThatAWSKeepsForItselfAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"xn--shop", "sthree-shop", "amzn-s3-demo-shop", "shop-s3alias", "shop--ol-s3", "shop.mrap", "shop--x-s3",
		"shop--table-s3",
	} {
		assert.EqualError(t, naming.Bucket.Check(name),
			fmt.Sprintf("S3 bucket name %q: matches %s, which AWS keeps for itself (%s)", name,
				`^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$`, "S3 User Guide, bucket naming rules"))
		assert.NoError(t, naming.Bucket.Check("a"+name+"a"), "only at that end")
	}
}

// Two kinds with one type would let their names collide, and a hyphen in a type
// would make names ambiguous.
func TestEveryTypeIsOneWordOfItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, r := range kindRules {
		assert.Regexp(t, `^[a-z][a-z0-9]*$`, r.kind.Type, r.constant)
		assert.Empty(t, seen[r.kind.Type], "%s has the type of another kind", r.constant)
		seen[r.kind.Type] = r.constant
	}
}

func TestTheTableOfThisTestHoldsEveryKind(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "kinds.go", nil, 0)
	require.NoError(t, err)
	var declared, tested []string
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
			declared = append(declared, v.Names[0].Name)
		}
		return true
	})
	for _, r := range kindRules {
		tested = append(tested, r.constant)
	}
	assert.Equal(t, declared, tested)
}
