package asl

import (
	"slipway/scripts/asl/expression"
)

// choice is one rule of a Choice: where to go when the condition holds.
type choice struct {
	holds condition
	next  string
}

// choice reads the rules of a Choice. The default is the rule that always holds.
func (src *source) choice(s *state) {
	for _, rule := range src.objects("Choices") {
		next, _ := rule["Next"].(string)
		if next == "" {
			src.fault("a rule needs Next")
		}
		s.choices = append(s.choices, choice{holds: src.condition(rule, true), next: next})
	}
	if len(s.choices) == 0 {
		src.fault("it needs Choices")
	}
	if otherwise := src.text("Default"); otherwise != "" {
		s.choices = append(s.choices, choice{
			next:  otherwise,
			holds: func(expression.Scope) (bool, error) { return true, nil },
		})
	}
}
