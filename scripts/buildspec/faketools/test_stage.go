package faketools

import (
	"encoding/xml"
)

// Test describes what a Test stage without a failure finds.
type Test struct {
	// Cases are the names of the integration tests, all of which pass.
	Cases []string
}

// Replies lists the replies to a test run that passes.
func (t Test) Replies() []Reply {
	junit := suites{}
	for _, name := range t.Cases {
		junit.Cases = append(junit.Cases, suite{
			Name:  name,
			Time:  "0.001",
			Class: "test",
		})
	}
	// Three texts a case: it always marshals.
	report, _ := xml.MarshalIndent(junit, "", "\t")
	return append(logins(),
		Reply{Tool: "docker", Args: "pull"},
		Reply{
			Tool:   "docker",
			Args:   "run",
			Stdout: "c0ffee\n",
		},
		Reply{
			Tool:   "docker",
			Args:   "inspect",
			Stdout: "true\n",
		},
		Reply{
			Tool:   "docker",
			Args:   "logs",
			Stdout: "log of the service\n",
		},
		Reply{Tool: "docker", Args: "rm"},
		Reply{
			Tool:   "curl",
			Stdout: "000",
			Exit:   7,
			Times:  1,
		},
		Reply{Tool: "curl", Stdout: "200"},
		Reply{
			Tool:   "npm",
			Args:   "run test:integration",
			Script: "cat >\"$JUNIT_FILE\" <<'END_OF_JUNIT'\n" + string(report) + "\nEND_OF_JUNIT",
		},
	)
}

// suites and suite are JUnit XML as node's own test runner writes it.
type suites struct {
	XMLName xml.Name `xml:"testsuites"`
	Cases   []suite  `xml:"testcase"`
}

type suite struct {
	Name  string `xml:"name,attr"`
	Time  string `xml:"time,attr"`
	Class string `xml:"classname,attr"`
}
