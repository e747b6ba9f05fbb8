package requests

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// The accounts, suffix and path of roles that all lists are written in.
const (
	Own      = "123456789012"
	Target   = "444455556666"
	Suffix   = "dev"
	RolePath = "/shop/"
	State    = "acme-pulumi-state"
)

// recordedSuffix are the suffixes of the environments that are recorded.
var recordedSuffix = regexp.MustCompile(`-(both|one|two)\b`)

// changing are the parts of names that AWS makes up.
var changing = []struct {
	pattern *regexp.Regexp
	steady  string
}{
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}`), "id"},
	{regexp.MustCompile(`(notificationrule)/[0-9a-f]+`), "$1/id"},
	{regexp.MustCompile(`/apis/[a-z0-9]{5,}`), "/apis/id"},
	{regexp.MustCompile(`/(integrations|routes)/[a-z0-9]+`), "/$1/id"},
	{regexp.MustCompile(`(secret:secret-[a-z0-9-]+)-[A-Za-z]{6}$`), "$1-abcdef"},
	{regexp.MustCompile(`(` + State + `)/.+`), "$1/.pulumi/state"},
	{regexp.MustCompile(`:role/(shop/)?(role-)`), ":role" + RolePath + "$2"},
}

// List reads recorded calls and lists what IAM is asked for them, each once and in
// order, with the account that is asked.
func List(recorded io.Reader) ([]string, error) {
	seen := map[string]bool{}
	lines := bufio.NewScanner(recorded)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r Request
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("read recorded calls: %w", err)
		}
		if r.By == "Boto3" || r.By == "app/"+TestsApp {
			continue
		}
		at := Place{Account: Own, RolePath: RolePath}
		if r.Account != "" {
			at.Account = Target
		}
		for _, check := range r.Checks(at) {
			seen[check.line(at.Account)] = true
		}
	}
	var all []string
	for line := range seen {
		all = append(all, line)
	}
	slices.Sort(all)
	return all, lines.Err()
}

func (c Check) line(account string) string {
	resource := recordedSuffix.ReplaceAllString(c.Resource, "-"+Suffix)
	for _, part := range changing {
		resource = part.pattern.ReplaceAllString(resource, part.steady)
	}
	words := []string{account, c.Action, resource}
	if c.New {
		words = append(words, "new")
	}
	if c.PassedTo != "" {
		words = append(words, c.PassedTo)
	}
	return strings.Join(words, " ")
}

// Parse reads a line of a list.
func Parse(line string) (account string, c Check) {
	words := strings.Fields(line)
	account, c.Action, c.Resource = words[0], words[1], words[2]
	for _, word := range words[3:] {
		if c.New = word == "new"; !c.New {
			c.PassedTo = word
		}
	}
	return account, c
}
