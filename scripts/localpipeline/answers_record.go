package localpipeline

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"io/fs"
	"os"
	"regexp"

	"slipway/scripts/buildspec/faketools"
)

// revision is the commit's message as CodePipeline returns it: JSON in a text.
func (b *buildTools) revision(context.Context, faketools.Call) faketools.Answer {
	summary, err := json.Marshal(struct{ ProviderType, CommitMessage string }{"GitHub", b.execution.push.Message})
	if err != nil {
		return faketools.Answer{Stderr: err.Error() + "\n", Exit: 255}
	}
	return faketools.Answer{Stdout: string(summary) + "\n"}
}

// testName finds the tests in a file for node's test runner, or Python's.
var testName = regexp.MustCompile("(?m)^\\s*(?:(?:test|it)\\(\\s*['\"`]|def (?:test_))([^'\"`(]+)")

type junitCase struct {
	Name    string  `xml:"name,attr"`
	Class   string  `xml:"classname,attr"`
	Failure *string `xml:"failure,omitempty"`
}

// serviceCommands are those of slipway.yml in its image. The tests of the image are the
// only ones that have a place for a report.
func (b *buildTools) serviceCommands(ctx context.Context, call faketools.Call) faketools.Answer {
	if call.JUnitFile == "" {
		return faketools.Answer{}
	}
	return b.integrationTests(ctx, call)
}

// integrationTests reports the tests that the source has as passed: there is no
// container to run them against.
func (b *buildTools) integrationTests(_ context.Context, call faketools.Call) faketools.Answer {
	report := struct {
		XMLName xml.Name    `xml:"testsuites"`
		Cases   []junitCase `xml:"testcase"`
	}{}
	err := fs.WalkDir(os.DirFS(b.execution.source), ".", func(path string, entry fs.DirEntry, err error) error {
		if matched, _ := regexp.MatchString(`test/integration/.*\.(js|py)$`, path); err != nil || !matched {
			return err
		}
		content, err := fs.ReadFile(os.DirFS(b.execution.source), path)
		for _, m := range testName.FindAllStringSubmatch(string(content), -1) {
			report.Cases = append(report.Cases, junitCase{Name: m[1], Class: "test"})
		}
		return err
	})
	if b.run.fault == "test" && len(report.Cases) > 0 {
		why := "FAULT=test"
		report.Cases[0].Failure = &why
	}
	var encoded []byte
	if err == nil {
		encoded, err = xml.MarshalIndent(report, "", "\t")
	}
	if err == nil {
		err = os.WriteFile(call.JUnitFile, encoded, 0o600)
	}
	switch {
	case err != nil:
		return faketools.Answer{Stderr: err.Error() + "\n", Exit: 1}
	case b.run.fault == "test":
		return faketools.Answer{Stderr: "1 test failed: FAULT=test\n", Exit: 1}
	}
	return faketools.Answer{}
}
