package named_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/caller/callertest"
	"slipway/scripts/named"
)

// answers are the bodies of calls, by the call and a word that it has to hold; the first that
// fits is given. One that begins with ! is the code of an error.
type answers [][3]string

func (a answers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := r.Header.Get("X-Amz-Target")
	var text [4096]byte
	n, _ := r.Body.Read(text[:])
	body := string(text[:n])
	if call == "" {
		_, call, _ = strings.Cut(body, "Action=")
		call, _, _ = strings.Cut(call, "&")
	}
	for _, one := range a {
		if !strings.HasSuffix(call, one[0]) || !strings.Contains(body, one[1]) {
			continue
		}
		code, failed := strings.CutPrefix(one[2], "!")
		switch {
		case failed && r.Header.Get("X-Amz-Target") == "" && !strings.HasPrefix(call, "Describe"):
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprintf(w, `<ErrorResponse><Error><Code>%s</Code></Error></ErrorResponse>`, code)
		case failed && r.Header.Get("X-Amz-Target") == "": // EC2 has a form of its own
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprintf(w, `<Response><Errors><Error><Code>%s</Code></Error></Errors></Response>`, code)
		case failed:
			w.Header().Set("X-Amzn-Errortype", code)
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprintf(w, `{"__type": "com.amazonaws#%s"}`, code)
		default:
			_, _ = fmt.Fprint(w, one[2])
		}
		return
	}
	w.WriteHeader(http.StatusBadGateway)
}

func open(t *testing.T, a answers) named.AWS {
	t.Helper()
	config, err := (&callertest.AWS{Account: account, Other: a}).Loader(t)(t.Context())
	require.NoError(t, err)
	config.Region = region
	config.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
	return named.AWS{Config: config, Account: account}
}

const (
	streams = "arn:aws:dynamodb:eu-west-1:111122223333:table/"
	table   = `{"Table": {"StreamSpecification": {"StreamEnabled": %v}, "LatestStreamArn": "` + streams + `%s"}}`
)

func TestAWS(t *testing.T) {
	t.Parallel()
	a := open(t, answers{
		{"DescribeSecret", "shop/db", `{"Name": "shop/db"}`},
		{"DescribeSecret", "shop/old", `{"Name": "shop/old", "DeletedDate": 1.7e9}`},
		{"DescribeSecret", "shop/none", "!ResourceNotFoundException"},
		{"DescribeSecret", "", "!AccessDeniedException"},
		{"DescribeParameters", `"NextToken"`, `{"Parameters": [{"Name": "/flag"}]}`},
		{"DescribeParameters", `"Values":["/shop/limits","flag","/flag","none","/none"]`,
			`{"Parameters": [{"Name": "/shop/limits"}], "NextToken": "more"}`},
		{"GetPolicy", "Orders", `<GetPolicyResponse/>`},
		{"GetPolicy", "None", "!NoSuchEntity"},
		{"GetPolicy", "", "!AccessDenied"},
		{"GetQueueAttributes", "/111122223333/orders", `{"Attributes": {"VisibilityTimeout": "30"}}`},
		{"GetQueueAttributes", "/111122223333/odd", `{"Attributes": {}}`},
		{"GetQueueAttributes", "", "!QueueDoesNotExist"},
		{"GetTopicAttributes", "news", `<r><GetTopicAttributesResult/></r>`},
		{"GetTopicAttributes", "", "!NotFound"},
		{"DescribeEventBus", "shop", `{"Name": "shop"}`},
		{"DescribeEventBus", "", "!ResourceNotFoundException"},
		{"DescribeTable", "stock", fmt.Sprintf(table, true, "stock/stream/2")},
		{"DescribeTable", "still", fmt.Sprintf(table, false, "still/stream/1")},
		{"DescribeTable", "", "!ResourceNotFoundException"},
		{"DescribeCertificate", "ready", `{"Certificate": {"Status": "ISSUED"}}`},
		{"DescribeCertificate", "asked", `{"Certificate": {"Status": "PENDING_VALIDATION"}}`},
		{"DescribeCertificate", "", "!ResourceNotFoundException"},
		{"DescribeSubnets", "Filter.1.Name=subnet-id&Filter.1.Value.1=subnet-a&Filter.1.Value.2=subnet-b",
			`<r><subnetSet><item><subnetId>subnet-a</subnetId><vpcId>vpc-1</vpcId></item></subnetSet></r>`},
		{"DescribeSubnets", "", "!UnauthorizedOperation"},
		{"DescribeSecurityGroups", "Filter.1.Name=group-id",
			`<r><securityGroupInfo><item><groupId>sg-a</groupId><vpcId>vpc-2</vpcId></item></securityGroupInfo></r>`},
	})
	for name, tt := range map[string]struct {
		kind named.Kind
		want map[string]string // how each is
	}{
		"secrets": {named.Secret, map[string]string{
			"shop/db": "there", "shop/none": "absent", "shop/hidden": "AccessDeniedException",
			"shop/old": "is to be deleted, and until then nothing can read it: `aws secretsmanager restore-secret " +
				"--secret-id shop/old --region eu-west-1`, or correct the setting",
		}},
		"policies": {named.Policy, map[string]string{
			"arn:aws:iam::1:policy/Orders": "there", "arn:aws:iam::1:policy/None": "absent", "x": "AccessDenied",
		}},
		"queues": {named.Queue, map[string]string{
			orders: "there for 30", "arn:aws:sqs:eu-west-1:111122223333:none": "absent",
			"arn:aws:sqs:eu-west-1:111122223333:odd": `its VisibilityTimeout is ""`,
		}},
		"topics": {named.Topic, map[string]string{"arn:aws:sns:eu-west-1:1:news": "there", "arn:aws:sns:none": "absent"}},
		"buses":  {named.Bus, map[string]string{"shop": "there", "none": "absent"}},
		"streams": {named.Stream, map[string]string{
			streams + "stock/stream/2": "there", streams + "none/stream/1": "absent",
			streams + "stock/stream/1": "is not written any more: table stock has another stream now, " + streams +
				"stock/stream/2. Correct the setting",
			streams + "still/stream/1": "is not written any more: table still has no stream. Enable one, `aws dynamodb " +
				"update-table --table-name still --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES " +
				"--region eu-west-1`, and name it",
		}},
		"certificates": {named.Certificate, map[string]string{
			"ready": "there", "none": "absent",
			"asked": "is PENDING_VALIDATION, and only one that is ISSUED can be used: `aws acm describe-certificate " +
				"--certificate-arn asked` shows what it waits for",
		}},
		"security groups": {named.Group, map[string]string{"sg-a": "there of vpc-2", "sg-b": "absent"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var names []string
			for one := range tt.want {
				names = append(names, one)
			}
			assert.Equal(t, tt.want, told(a.Look(t.Context(), tt.kind, names)))
		})
	}
	t.Run("subnets that are not there are left out by a filter", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]string{"subnet-a": "there of vpc-1", "subnet-b": "absent"},
			told(a.Look(t.Context(), named.Subnet, []string{"subnet-a", "subnet-b"})))
		assert.Equal(t, map[string]string{"subnet-c": "UnauthorizedOperation"},
			told(a.Look(t.Context(), named.Subnet, []string{"subnet-c"})))
	})
	t.Run("parameters are listed at once, with a slash and without, and no value is asked for", func(t *testing.T) {
		t.Parallel()
		const abroad = "arn:aws:ssm:eu-west-1:444455556666:parameter/shared"
		assert.Equal(t, map[string]string{
			"arn:aws:ssm:eu-west-1:111122223333:parameter/shop/limits": "there",
			"flag": "there",
			"none": "absent",
			abroad: "AWS lists it in its own account and region alone",
		}, told(a.Look(t.Context(), named.Parameter,
			[]string{"arn:aws:ssm:eu-west-1:111122223333:parameter/shop/limits", "flag", abroad, "none"})))
		assert.Equal(t, map[string]string{"other": "ssm answers with status 502"},
			told(a.Look(t.Context(), named.Parameter, []string{"other"})))
	})
}

// told is each state in a few words.
func told(states map[string]named.State) map[string]string {
	all := map[string]string{}
	for name, s := range states {
		switch {
		case s.Err != nil:
			all[name] = s.Err.Error()
		case !s.There:
			all[name] = "absent"
		case s.Unfit != "":
			all[name] = s.Unfit
		case s.Network != "":
			all[name] = "there of " + s.Network
		case s.Visible != 0:
			all[name] = fmt.Sprintf("there for %d", s.Visible)
		default:
			all[name] = "there"
		}
	}
	return all
}
