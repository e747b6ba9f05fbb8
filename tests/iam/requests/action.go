package requests

import (
	"regexp"
	"strings"
)

// Action is the action that IAM checks for the call itself.
func (r Request) Action() string {
	prefix := r.Service
	if prefix == "monitoring" {
		prefix = "cloudwatch"
	}
	switch name, ok := r.named(); {
	case prefix == "s3":
		return "s3:" + r.onBucket()
	case prefix == "apigateway":
		return "apigateway:" + r.Method
	case ok:
		return prefix + ":" + name
	}
	return prefix + ":" + r.Call
}

var (
	operationPath = regexp.MustCompile(`/operation/(\w+)$`)
	// byPath are the operations of services that tell them by method and path.
	byPath = []struct {
		service, method string
		path            *regexp.Regexp
		action          string
	}{
		{"lambda", "GET", lambdaPath(`account-settings`), "GetAccountSettings"},
		{"lambda", "POST", lambdaPath(`functions`), "CreateFunction"},
		{"lambda", "GET", lambdaPath(`functions/[^/]+`), "GetFunction"},
		{"lambda", "DELETE", lambdaPath(`functions/[^/]+`), "DeleteFunction"},
		{"lambda", "GET", lambdaPath(`functions/[^/]+/configuration`), "GetFunctionConfiguration"},
		{"lambda", "PUT", lambdaPath(`functions/[^/]+/configuration`), "UpdateFunctionConfiguration"},
		{"lambda", "PUT", lambdaPath(`functions/[^/]+/code`), "UpdateFunctionCode"},
		{"lambda", "GET", lambdaPath(`functions/[^/]+/code-signing-config`), "GetFunctionCodeSigningConfig"},
		{"lambda", "PUT", lambdaPath(`functions/[^/]+/concurrency`), "PutFunctionConcurrency"},
		{"lambda", "GET", lambdaPath(`functions/[^/]+/concurrency`), "GetFunctionConcurrency"},
		{"lambda", "DELETE", lambdaPath(`functions/[^/]+/concurrency`), "DeleteFunctionConcurrency"},
		{"lambda", "GET", lambdaPath(`functions/[^/]+/versions`), "ListVersionsByFunction"},
		{"lambda", "POST", lambdaPath(`functions/[^/]+/versions`), "PublishVersion"},
		{"lambda", "POST", lambdaPath(`functions/[^/]+/aliases`), "CreateAlias"},
		{"lambda", "GET", lambdaPath(`functions/[^/]+/aliases/[^/]+`), "GetAlias"},
		{"lambda", "PUT", lambdaPath(`functions/[^/]+/aliases/[^/]+`), "UpdateAlias"},
		{"lambda", "DELETE", lambdaPath(`functions/[^/]+/aliases/[^/]+`), "DeleteAlias"},
		{"lambda", "GET", lambdaPath(`functions/[^/]+/policy`), "GetPolicy"},
		{"lambda", "POST", lambdaPath(`functions/[^/]+/policy`), "AddPermission"},
		{"lambda", "DELETE", lambdaPath(`functions/[^/]+/policy/[^/]+`), "RemovePermission"},
		{"lambda", "GET", lambdaPath(`tags/.+`), "ListTags"},
		{"lambda", "POST", lambdaPath(`tags/.+`), "TagResource"},
		{"lambda", "DELETE", lambdaPath(`tags/.+`), "UntagResource"},
		{"codeartifact", "POST", exact(`/v1/domain`), "CreateDomain"},
		{"codeartifact", "GET", exact(`/v1/domain`), "DescribeDomain"},
		{"codeartifact", "DELETE", exact(`/v1/domain`), "DeleteDomain"},
		{"codeartifact", "POST", exact(`/v1/repository`), "CreateRepository"},
		{"codeartifact", "GET", exact(`/v1/repository`), "DescribeRepository"},
		{"codeartifact", "DELETE", exact(`/v1/repository`), "DeleteRepository"},
		{"codeartifact", "POST", exact(`/v1/repository/external-connection`), "AssociateExternalConnection"},
		{"codeartifact", "DELETE", exact(`/v1/repository/external-connection`), "DisassociateExternalConnection"},
		{"codeartifact", "POST", exact(`/v1/tags`), "ListTagsForResource"},
		{"codeartifact", "POST", exact(`/v1/tag`), "TagResource"},
		{"codeartifact", "POST", exact(`/v1/untag`), "UntagResource"},
		{"codestar-notifications", "POST", exact(`/createNotificationRule`), "CreateNotificationRule"},
		{"codestar-notifications", "POST", exact(`/describeNotificationRule`), "DescribeNotificationRule"},
		{"codestar-notifications", "POST", exact(`/updateNotificationRule`), "UpdateNotificationRule"},
		{"codestar-notifications", "POST", exact(`/deleteNotificationRule`), "DeleteNotificationRule"},
		{"codestar-notifications", "POST", exact(`/listNotificationRules`), "ListNotificationRules"},
		{"codestar-notifications", "POST", exact(`/deleteTarget`), "DeleteTarget"},
		{"codestar-notifications", "POST", exact(`/listTagsForResource`), "ListTagsForResource"},
		{"codestar-notifications", "POST", exact(`/tagResource`), "TagResource"},
		{"codestar-notifications", "POST", exact(`/untagResource/.*`), "UntagResource"},
	}
)

func lambdaPath(rest string) *regexp.Regexp { return exact(`/20\d\d-\d\d-\d\d/` + rest + `/?`) }

func exact(path string) *regexp.Regexp { return regexp.MustCompile("^" + path + "$") }

// named is the operation by the path.
func (r Request) named() (string, bool) {
	if found := operationPath.FindStringSubmatch(r.Path); found != nil {
		return found[1], true
	}
	for _, o := range byPath {
		if o.service == r.Service && o.method == r.Method && o.path.MatchString(r.Path) {
			return o.action, true
		}
	}
	return "", false
}

// bucketSettings are the words in S3's actions for what a query names.
var bucketSettings = map[string]string{
	"accelerate": "AccelerateConfiguration", "acl": "BucketAcl", "cors": "BucketCORS",
	"encryption": "EncryptionConfiguration", "lifecycle": "LifecycleConfiguration", "location": "BucketLocation",
	"logging": "BucketLogging", "object-lock": "BucketObjectLockConfiguration",
	"ownershipControls": "BucketOwnershipControls", "policy": "BucketPolicy",
	"publicAccessBlock": "BucketPublicAccessBlock", "replication": "ReplicationConfiguration",
	"requestPayment": "BucketRequestPayment", "tagging": "BucketTagging", "versioning": "BucketVersioning",
	"website": "BucketWebsite",
}

// onBucket is the action of a call on a bucket or an object (Amazon S3 User Guide,
// using-with-s3-policy-actions).
func (r Request) onBucket() string {
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.Path, "/"), "/")
	verb := map[string]string{"GET": "Get", "HEAD": "Get", "PUT": "Put", "DELETE": "Put"}[r.Method]
	for _, part := range strings.Split(r.Query, "&") {
		name, _, _ := strings.Cut(part, "=")
		setting, ok := bucketSettings[name]
		switch {
		case ok && r.Method == "DELETE" && name == "policy":
			return "DeleteBucketPolicy"
		case ok && key == "":
			return verb + setting
		case name == "versions":
			return "ListBucketVersions"
		case name == "delete":
			return "DeleteObjectVersion"
		}
	}
	switch {
	case bucket == "":
		return "ListAllMyBuckets"
	case key != "":
		return map[string]string{
			"GET":    "GetObject",
			"HEAD":   "GetObject",
			"PUT":    "PutObject",
			"DELETE": "DeleteObject",
		}[r.Method]
	case r.Method == "PUT":
		return "CreateBucket"
	case r.Method == "DELETE":
		return "DeleteBucket"
	}
	return "ListBucket"
}
