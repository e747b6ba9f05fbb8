// Package example_test holds the sample service to what its README says: its
// unit tests pass, its integration tests pass against the handler behind an
// address like the Lambda runtime interface emulator's, and the stages'
// buildspecs run on it.
package example_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
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
			t.Skip(tool + " is not on the PATH: the sample service's own tests need Node.js 18.19 or later")
		}
	}
	version, err := exec.CommandContext(t.Context(), "node", "--version").Output()
	require.NoError(t, err)
	var major, minor int
	_, err = fmt.Sscanf(string(version), "v%d.%d", &major, &minor)
	require.NoError(t, err)
	if major < 18 || major == 18 && minor < 19 { // the first 18 that writes JUnit
		t.Skipf("node is %s: the sample service's own tests need Node.js 18.19 or later", bytes.TrimSpace(version))
	}
}

// service copies the sample service, so that nothing is left in the checkout, with its
// dependency as its tests have it.
func service(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "api")
	copyService(t, dir)
	unpack(t, dir)
	return dir
}

// copyService copies what git has of the service, and no packages that somebody installed.
func copyService(t *testing.T, to string) {
	t.Helper()
	require.NoError(t, os.CopyFS(to, os.DirFS(filepath.Join("..", "..", "example", "api"))))
	require.NoError(t, os.RemoveAll(filepath.Join(to, "node_modules")))
	lockPacked(t, to)
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

// emulator is an address that invokes the handler in a folder, with the variables of a file
// as Docker reads it.
func emulator(t *testing.T, dir string, files ...string) string {
	t.Helper()
	return invoking(t, variables(t, files...), "node", "--input-type=module", "-e", invoke,
		filepath.Join(dir, "src", "handler.js"))
}

func variables(t *testing.T, files ...string) []string {
	t.Helper()
	var all []string
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		all = append(all, strings.Fields(string(content))...)
	}
	return all
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
