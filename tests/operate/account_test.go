package operate_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"slipway/shared/contract"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	ownAccount    = "123456789012"
	targetAccount = "222222222222"
)

// account is AWS as far as the commands call it: a service whose version 3 replaced 2.
type account struct {
	refused bool // nobody may assume the role in the target account
	mutex   sync.Mutex
	letters []string // ids of the messages in the queue
	objects map[string]string
	started map[string]any // input of the execution that was started
	session string         // by which credentials the function was last read
}

func (a *account) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	body, _ := io.ReadAll(r.Body)
	_, call, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	switch {
	case call == "Query":
		answer(w, a.rows(string(body)))
	case call == "StartExecution":
		var in struct{ Input string }
		_ = json.Unmarshal(body, &in)
		_ = json.Unmarshal([]byte(in.Input), &a.started)
		answer(w, map[string]any{"executionArn": "arn:execution", "startDate": 1772366400})
	case call == "DescribeExecution":
		answer(w, map[string]any{"executionArn": "arn:execution", "status": "SUCCEEDED", "startDate": 1772366400})
	case call == "GetExecutionHistory":
		answer(w, map[string]any{"events": []any{}})
	case strings.HasPrefix(r.URL.Path, "/audit"):
		a.bucket(w, r, body)
	case call == "Scan":
		answer(w, map[string]any{"Items": []any{map[string]any{"deploymentId": map[string]string{"S": "run-7"}}}})
	case call == "ReceiveMessage":
		answer(w, a.receive())
	case call == "StartSyncExecution":
		answer(w, map[string]any{
			"executionArn": "arn:express", "status": "SUCCEEDED", "startDate": 1772366400, "stopDate": 1772366400,
			"output": `{"deploymentId": "run-7", "timestamp": "t#e", "written": true}`,
		})
	case call == "GetItem":
		answer(w, map[string]any{"Item": map[string]any{"deploymentId": map[string]string{"S": "run-7"}}})
	case call == "DeleteMessage":
		a.letters = nil
		answer(w, map[string]any{})
	case call == "ListExecutions":
		answer(w, map[string]any{"executions": []any{}})
	case strings.HasSuffix(r.URL.Path, "/aliases/live"):
		a.session = r.Header.Get("X-Amz-Security-Token")
		answer(w, map[string]any{"FunctionVersion": "3"})
	case strings.HasPrefix(r.URL.Path, "/2015-03-31/functions/"):
		answer(w, map[string]any{"Code": map[string]any{"ResolvedImageUri": "repository@" + digestOf("c")}})
	case strings.Contains(string(body), "Action=GetCallerIdentity"):
		_, _ = fmt.Fprint(w, "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::"+ownAccount+
			":user/alice</Arn><Account>"+ownAccount+"</Account></GetCallerIdentityResult></GetCallerIdentityResponse>")
	case strings.Contains(string(body), "Action=AssumeRole") && !a.refused:
		_, _ = fmt.Fprint(w, "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId>"+
			"<SecretAccessKey>S</SecretAccessKey><SessionToken>of the role</SessionToken>"+
			"<Expiration>2035-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>")
	default:
		w.WriteHeader(http.StatusForbidden)
	}
}

// rows are what the history answers to a query.
func (a *account) rows(query string) map[string]any {
	release := func(state, letter, version, previous string) map[string]any {
		row := map[string]any{}
		for name, value := range map[string]string{
			"eventType": "RELEASE", "state": state, "service": "api", "version": version, "previousVersion": previous,
			"digest": digestOf(letter), "commit": strings.Repeat(letter, 40), "timestamp": "2026-03-01T12:00:00Z",
		} {
			row[name] = map[string]string{"S": value}
		}
		return row
	}
	switch {
	case strings.Contains(query, "byService"):
		return map[string]any{"Items": []any{release("SUCCEEDED", "c", "3", "2"), release("SUCCEEDED", "b", "2", "1")}}
	case strings.Contains(query, "rollback-api-"):
		return map[string]any{"Items": []any{release("SUCCEEDED", "b", "2", "3")}}
	}
	return map[string]any{"Items": []any{}}
}

// bucket is S3 with one bucket.
func (a *account) bucket(w http.ResponseWriter, r *http.Request, body []byte) {
	switch r.Method {
	case http.MethodPut:
		a.objects = map[string]string{r.URL.Path: string(body)}
	case http.MethodGet:
		_, _ = fmt.Fprint(w, a.objects[r.URL.Path])
	}
}

// receive gives out the message in the queue.
func (a *account) receive() map[string]any {
	var all []any
	for _, id := range a.letters {
		all = append(all, map[string]any{
			"MessageId":     id,
			"ReceiptHandle": id,
			"Body":          `{"service": "api", "event": {"detail-type": "Change"}}`,
		})
	}
	return map[string]any{"Messages": all}
}

func digestOf(letter string) string { return "sha256:" + strings.Repeat(letter, 64) }

func answer(w http.ResponseWriter, what map[string]any) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	_ = json.NewEncoder(w).Encode(what)
}

// mark is how the simulated AWS marks the providers in its states.
var mark = regexp.MustCompile(`,?\s*"` + contract.SimulatedMark + `":\s*"?true"?`)

// onAccounts is a deployed environment whose recorded state is that of real accounts, which
// answer at an address of their own.
func onAccounts(t *testing.T, aws *account) *site {
	t.Helper()
	server := httptest.NewServer(aws)
	t.Cleanup(server.Close)
	s := build(t, "staging", targetAccount, []string{`slipway-LAYER:targetAccount: "` + targetAccount + `"`}, nil)
	files, err := filepath.Glob(filepath.Join(s.State, ".pulumi", "stacks", "*", "*.json"))
	require.NoError(t, err)
	require.Len(t, files, 3)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		moved := strings.ReplaceAll(string(text), tooling, ownAccount)
		moved = mark.ReplaceAllString(moved, "")
		require.NoError(t, os.WriteFile(file, []byte(moved), 0o600))
	}
	s.Set("SLIPWAY_AWS", "real")
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL":      server.URL,
		"AWS_ACCESS_KEY_ID":     "A",
		"AWS_SECRET_ACCESS_KEY": "S",
		"AWS_MAX_ATTEMPTS":      "1",
	} {
		s.Set(name, value)
		t.Setenv(name, value)
	}
	return s
}

func TestARealServiceIsRolledBackAndLookedAt(t *testing.T) {
	aws := &account{}
	s := onAccounts(t, aws)

	t.Run("the function is read with the role that deploys there", func(t *testing.T) {
		r := s.run(t, "status")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Out, "\napi      3        sha256:cccccccccccc  ")
		assert.Equal(t, "of the role", aws.session)
	})
	t.Run("a rollback is followed to its end, which the history tells", func(t *testing.T) {
		r := s.run(t, "rollback")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "Live now: version 3, commit cccccccccccc, sha256:cccccccccccc, since ")
		assert.Contains(t, r.Err, "Goes to:  version 2, commit bbbbbbbbbbbb, sha256:bbbbbbbbbbbb, since ")
		id, _ := aws.started["deploymentId"].(string)
		assert.Regexp(t, `^rollback-api-\d{8}-\d{6}$`, id)
		assert.Equal(t, map[string]any{
			"deploymentId": id,
			"rollbackTo":   "2",
			"commit":       strings.Repeat("b", 40),
			"actor":        "arn:aws:iam::" + ownAccount + ":user/alice",
		}, aws.started)
		assert.Contains(t, r.Out, "SUCCEEDED")
		assert.Equal(t, "api: traffic goes to version 3, "+digestOf("c")+".", lastLine(r), "as the alias says")
	})
	t.Run("an image is released again", func(t *testing.T) {
		r := s.run(t, "release", "--version", "2", "--override", "a hotfix")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, [...]any{digestOf("b"), "a hotfix"}, [...]any{aws.started["digest"], aws.started["override"]})
	})
	t.Run("what could not be written is written, and leaves the queue", func(t *testing.T) {
		aws.letters = []string{"m1"}
		r := s.run(t, "replay")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, "m1 api Change: written\n", r.Out)
		assert.Empty(t, aws.letters)
	})
	t.Run("the history is copied to a bucket of one's own", func(t *testing.T) {
		r := s.run(t, "history", "--export", "s3://audit/slipway/")
		require.Zero(t, r.Code, r.Err)
		assert.Regexp(t, `^s3://audit/slipway/table-deployments-staging-\d{8}T\d{6}Z\.jsonl has the 1 items of `, lastLine(r))
		require.Len(t, aws.objects, 1)
	})
	t.Run("a role that nobody may assume stops neither status nor rollback", func(t *testing.T) {
		aws.refused = true
		const why = "the function is in account 222222222222 and could not be read with the role " +
			"arn:aws:iam::222222222222:role/OrganizationAccountAccessRole, which the setting targetRole names: "
		r := s.run(t, "status")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Out, "\napi: "+why)
		r = s.run(t, "rollback")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err,
			"\nWarning: what is live is taken from the history, because the alias could not be read: "+why)
		assert.Equal(t, "2", aws.started["rollbackTo"])
	})
}
