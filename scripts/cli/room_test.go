package cli_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/caller/callertest"
)

// young is a young account: ten executions, one build, and somebody else's bucket.
func young(w http.ResponseWriter, r *http.Request) {
	_, call, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	switch {
	case strings.Contains(r.URL.Path, "account-settings"):
		_, _ = fmt.Fprint(w, `{"AccountLimit": {"ConcurrentExecutions": 10, "UnreservedConcurrentExecutions": 10}}`)
	case call == "DescribeSecret":
		w.Header().Set("X-Amzn-Errortype", "ResourceNotFoundException")
		http.Error(w, "{}", http.StatusBadRequest)
	case call == "GetServiceQuota":
		_, _ = fmt.Fprint(w, `{"Quota": {"Value": 0.0}}`)
	case r.Method == http.MethodHead && strings.Contains(r.URL.Path, "cache"):
		w.WriteHeader(http.StatusForbidden)
	case r.Method == http.MethodHead:
		w.WriteHeader(http.StatusNotFound)
	default:
		w.Header().Set("X-Amzn-Errortype", "AccessDeniedException")
		http.Error(w, "{}", http.StatusForbidden)
	}
}

// C2: a young account has no room for the defaults. AWS says so before the first change.
func TestARealAccountWithoutRoomIsToldApartBeforeTheFirstChange(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.set = map[string]string{
		"SLIPWAY_AWS":              "real",
		"ENV":                      "dev",
		"PULUMI_BACKEND_URL":       "file://" + t.TempDir(),
		"PULUMI_CONFIG_PASSPHRASE": "x",
	}
	d.yes = true
	d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config:\n  slipway-foundation:emails: [ops@acme.test]\n"+
		"  slipway-foundation:services: {api: {secrets: {DB: shop/db, OLD: shop/old}, parameters: {LIMITS: /shop/limits}}}\n")
	d.file(t, "stacks/delivery/Pulumi.dev.yaml", "config:\n  slipway-delivery:repository: acme/shop\n"+
		"  slipway-delivery:connectionArn: arn:aws:codestar-connections:us-east-1:123456789012:connection/"+
		"01234567-89ab-cdef-0123-456789abcdef\n")
	d.aws = (&callertest.AWS{Account: "123456789012", Other: http.HandlerFunc(young)}).Loader(t)

	said := d.untouched(t, "deploy-all")
	assert.Contains(t, said, "error: AWS has no room for all that dev is to have, so nothing was changed:\n"+
		"- Lambda in account 123456789012 can reserve 0 executions, and 55 are wanted: "+
		"lambda-api-dev 50 (slipway-compute:reservedConcurrency), "+
		"lambda-webhook-dev 5 (slipway-delivery:webhookConcurrency). ")
	assert.Contains(t, said, "quota L-B99A9384")
	assert.Contains(t, said, "quota L-2DC20C30")
	assert.Contains(t, said, "quota L-9D07B6EF")
	assert.Contains(t, said, "- bucket s3-cache-123456789012-dev is another account's")
	assert.Contains(t, said, "AWS does not show all that tells whether there is room: connection arn:aws:"+
		"codestar-connections:us-east-1:123456789012:connection/01234567-89ab-cdef-0123-456789abcdef "+
		"(AccessDeniedException).\n", "what may not be read is one line")
	assert.Contains(t, said, "\nthe settings of dev name what is not there or cannot be used, so nothing was changed:\n"+
		"- secret shop/db (slipway-foundation:services.api.secrets.DB) is not in account 123456789012 and us-east-1: ")
	assert.Contains(t, said, "\n- secret shop/old (slipway-foundation:services.api.secrets.OLD) is not in account ")
	assert.Contains(t, said, "AWS does not show whether all that the settings name is there: parameter /shop/limits "+
		"(AccessDeniedException).\n")
}
