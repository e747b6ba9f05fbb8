// Package example_test holds the sample service to what its README says: its
// unit tests pass, its integration tests pass against the handler behind an
// address like the Lambda runtime interface emulator's, and the stages'
// buildspecs run on it.
package example_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

const invocations = "/2015-03-31/functions/function/invocations"

// needNode skips a test on a machine without Node.js: slipway itself needs
// none, only the sample service does.
func needNode(t *testing.T) {
	t.Helper()
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not on the PATH: the sample service's own tests need Node.js 20 or later")
		}
	}
	version, err := exec.CommandContext(t.Context(), "node", "--version").Output()
	require.NoError(t, err)
	major := regexp.MustCompile(`^v(\d+)`).FindStringSubmatch(string(version))
	require.NotNil(t, major)
	if number, _ := strconv.Atoi(major[1]); number < 20 {
		t.Skipf("node is %s: the sample service's own tests need Node.js 20 or later", bytes.TrimSpace(version))
	}
}

// service copies the sample service, so that nothing is left in the checkout.
func service(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "api")
	require.NoError(t, os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "example", "api"))))
	return dir
}

// npm runs an npm script of the service and returns what it printed.
func npm(t *testing.T, dir string, environment []string, arguments ...string) (string, error) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "npm", arguments...)
	command.Dir, command.Env = dir, append(os.Environ(), environment...)
	output, err := command.CombinedOutput()
	return string(output), err
}

// invoke is one invocation: the event on standard input, and on standard output the
// response, or the error in Lambda's form.
const invoke = `
import { pathToFileURL } from 'node:url';
const { handler } = await import(pathToFileURL(process.argv[1]));
console.log = () => {};
let event = '';
for await (const chunk of process.stdin) event += chunk;
try {
  process.stdout.write(JSON.stringify(await handler(JSON.parse(event), { awsRequestId: 'test' })));
} catch (error) {
  process.stdout.write(JSON.stringify({ errorType: error.name, errorMessage: error.message }));
}
`

// emulator is an address that invokes the handler in a folder.
func emulator(t *testing.T, dir string) string {
	t.Helper()
	return invoking(t, nil, "node", "--input-type=module", "-e", invoke, filepath.Join(dir, "src", "handler.js"))
}

// invoking is an address at which a command answers, one process an invocation, as the
// emulator in an image would.
func invoking(t *testing.T, environment []string, name string, arguments ...string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		if request.Method != http.MethodPost || request.URL.Path != invocations {
			http.NotFound(answer, request)
			return
		}
		command := exec.CommandContext(request.Context(), name, arguments...)
		command.Stdin, command.Env = request.Body, append(os.Environ(), environment...)
		output, err := command.Output()
		if err != nil || !json.Valid(output) {
			http.Error(answer, "the handler ended without an answer", http.StatusBadGateway)
			return
		}
		_, _ = io.Copy(answer, bytes.NewReader(output))
	}))
	t.Cleanup(server.Close)
	return server.URL + invocations
}
