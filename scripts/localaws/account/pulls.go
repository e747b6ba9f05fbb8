package account

import (
	"fmt"
	"regexp"
	"strings"
)

// Hook is a deployed webhook of a CodeBuild project.
type Hook struct {
	ProjectName  string
	FilterGroups []struct{ Filters []Filter }
}

// Filter is a condition on what GitHub tells.
type Filter struct {
	Type, Pattern         string
	ExcludeMatchedPattern bool
}

// Pulled is what GitHub tells of a pull request.
type Pulled struct {
	Event   string
	BaseRef string
	Files   []string
}

// Hooks are the webhooks of an account's projects.
func (v View) Hooks(account string) ([]Hook, error) {
	return list(v, account, "aws:codebuild/webhook:Webhook", func(Hook) bool { return true })
}

// Takes tells whether a group of the webhook's filters lets the pull request through
// (CodeBuild user guide, github-webhook: all filters of a group, any group).
func (h Hook) Takes(p Pulled) (bool, error) {
	for _, group := range h.FilterGroups {
		all := true
		for _, f := range group.Filters {
			fits, err := f.fits(p)
			if err != nil {
				return false, fmt.Errorf("read webhook of %s: %w", h.ProjectName, err)
			}
			all = all && fits != f.ExcludeMatchedPattern
		}
		if all {
			return true, nil
		}
	}
	return false, nil
}

func (f Filter) fits(p Pulled) (bool, error) {
	if f.Type == "EVENT" {
		for event := range strings.SplitSeq(f.Pattern, ",") {
			if strings.TrimSpace(event) == p.Event {
				return true, nil
			}
		}
		return false, nil
	}
	pattern, err := regexp.Compile(f.Pattern)
	if err != nil {
		return false, err
	}
	switch f.Type {
	case "BASE_REF":
		return pattern.MatchString(p.BaseRef), nil
	case "FILE_PATH":
		for _, file := range p.Files {
			if pattern.MatchString(file) {
				return true, nil
			}
		}
		return false, nil
	}
	return false, fmt.Errorf("the simulation knows no filter of type %s", f.Type)
}
