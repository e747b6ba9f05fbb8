package example_test

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheUnitTestsPass(t *testing.T) {
	t.Parallel()
	needNode(t)
	output, err := npm(t, service(t), nil, "test")
	require.NoError(t, err, output)
	assert.Contains(t, output, "fail 0")
}

func TestTheIntegrationTestsPassAgainstTheHandlerAndWriteJUnit(t *testing.T) { // R20
	t.Parallel()
	needNode(t)
	dir := service(t)
	file := filepath.Join(t.TempDir(), "integration.xml")
	output, err := npm(t, dir,
		[]string{"SERVICE_URL=" + emulator(t, dir, filepath.Join(dir, "test", "integration.env")), "JUNIT_FILE=" + file},
		"run", "test:integration")
	require.NoError(t, err, output)
	assert.Len(t, cases(t, file), 5)
	assert.NoFileExists(t, filepath.Join(dir, "junit.xml"))
}

func TestTheIntegrationTestsFailWhenTheServiceIsBroken(t *testing.T) {
	t.Parallel()
	needNode(t)
	dir := service(t)
	broken := "export async function handler() { throw new Error('the database is gone'); }\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "src", "handler.js"), []byte(broken), 0o600))
	file := filepath.Join(t.TempDir(), "integration.xml")
	output, err := npm(t, dir,
		[]string{"SERVICE_URL=" + emulator(t, dir, filepath.Join(dir, "test", "integration.env")), "JUNIT_FILE=" + file},
		"run", "test:integration")
	require.Error(t, err)
	assert.Contains(t, output, "the function failed: Error: the database is gone")
	assert.Len(t, cases(t, file), 5)
}

func TestTheIntegrationTestsSayWhatTheyNeed(t *testing.T) {
	t.Parallel()
	needNode(t)
	output, err := npm(t, service(t), []string{"SERVICE_URL="}, "run", "test:integration")
	require.Error(t, err)
	assert.Contains(t, output, "SERVICE_URL is not set: docker run --rm -p 9000:8080 IMAGE")
}

func TestTheImageHoldsTheServiceAndNotItsTests(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..", "example", "api")
	dockerfile, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	require.NoError(t, err)
	assert.Contains(t, string(dockerfile), "\nARG BASE_IMAGE=public.ecr.aws/lambda/nodejs:18\nFROM ${BASE_IMAGE}\n") // R5
	assert.NotContains(t, string(dockerfile), "# syntax=", "the frontend's image would come from Docker Hub")
	ignored, err := os.ReadFile(filepath.Join(root, ".dockerignore"))
	require.NoError(t, err)
	assert.Equal(t, "*\n!package.json\n!package-lock.json\n!src\n!build\n", string(ignored))
}

func TestTheReadmeIsTenLines(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join("..", "..", "example", "api", "README.md"))
	require.NoError(t, err)
	assert.Len(t, strings.Split(strings.TrimSpace(string(readme)), "\n"), 10)
}

// cases lists the test cases of a JUnit file.
func cases(t *testing.T, file string) []string {
	t.Helper()
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	var suites struct {
		Cases []struct {
			Name string `xml:"name,attr"`
		} `xml:"testcase"`
	}
	require.NoError(t, xml.Unmarshal(content, &suites))
	var names []string
	for _, testCase := range suites.Cases {
		names = append(names, testCase.Name)
	}
	return names
}
