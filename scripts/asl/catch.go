package asl

import (
	"slipway/scripts/asl/jsonpath"
)

// catcher leads on after certain errors.
type catcher struct {
	names      []string
	resultPath jsonpath.Path
	discard    bool
	next       string
}

// catchers reads the Catch of a task.
func (src *source) catchers(s *state) {
	for _, one := range src.objects("Catch") {
		src.only("Catch", one, "ErrorEquals", "ResultPath", "Next", "Comment")
		c := catcher{names: src.names(one)}
		if c.next, _ = one["Next"].(string); c.next == "" {
			src.fault("a Catch needs Next")
		}
		if value, there := one["ResultPath"]; there && value == nil {
			c.discard = true
		} else {
			c.resultPath = src.reference(one, "ResultPath")
		}
		s.catchers = append(s.catchers, c)
	}
	for _, c := range s.catchers[:max(0, len(s.catchers)-1)] {
		src.lastIfAll("Catch", c.names)
	}
}
