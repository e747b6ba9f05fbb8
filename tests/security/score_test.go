package security_test

import (
	"fmt"
	"strings"
)

// services are the lines of the score, in the ledger's order.
var services = []string{
	"S3", "KMS", "ECR", "DynamoDB", "SNS", "IAM", "Lambda", "CodeBuild", "CodePipeline", "Logs", "EventBridge",
}

// score is how many rules an environment passes of those it is asked, by service.
type score struct {
	environment    string
	passed, asked  map[string]int
	excepted, only int // left out: by exceptions, and as production's alone
}

func newScore(environment string, entries []entry) score {
	s := score{
		environment: environment,
		passed:      map[string]int{},
		asked:       map[string]int{},
	}
	for _, e := range entries {
		switch {
		case e.passed():
			s.passed[e.service]++
			s.asked[e.service]++
		case e.counted():
			s.asked[e.service]++
		case e.exception != nil:
			s.excepted++
		default:
			s.only++
		}
	}
	return s
}

func scoreTable(scores []score) string {
	head, line := "| Service |", "|---|"
	for _, s := range scores {
		head += " " + s.environment + " |"
		line += "--:|"
	}
	rows := []string{head, line}
	add := func(name string, cell func(score) string) {
		row := "| " + name + " |"
		for _, s := range scores {
			row += " " + cell(s) + " |"
		}
		rows = append(rows, row)
	}
	for _, service := range services {
		add(service, func(s score) string { return fmt.Sprintf("%d / %d", s.passed[service], s.asked[service]) })
	}
	add("**Score**", func(s score) string {
		passed, asked := total(s.passed), total(s.asked)
		return fmt.Sprintf("**%d / %d, %.1f %%**", passed, asked, 100*float64(passed)/float64(asked))
	})
	add("Excepted", func(s score) string { return fmt.Sprint(s.excepted) })
	add("Asked in production only", func(s score) string { return fmt.Sprint(s.only) })
	return strings.Join(rows, "\n") + "\n"
}

func total(by map[string]int) (sum int) {
	for _, n := range by {
		sum += n
	}
	return sum
}
