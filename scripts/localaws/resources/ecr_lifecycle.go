package resources

import (
	"encoding/json"
	"slices"
	"strings"

	"slipway/scripts/localaws/awserr"
)

// lifecycleDocument is ECR's lifecycle policy (ECR user guide, lifecycle policy properties).
type lifecycleDocument struct {
	Rules []struct {
		RulePriority int    `json:"rulePriority"`
		Description  string `json:"description"`
		Selection    struct {
			TagStatus      string   `json:"tagStatus"`
			TagPrefixList  []string `json:"tagPrefixList"`
			TagPatternList []string `json:"tagPatternList"`
			CountType      string   `json:"countType"`
			CountUnit      string   `json:"countUnit"`
			CountNumber    int      `json:"countNumber"`
		} `json:"selection"`
		Action struct {
			Type string `json:"type"`
		} `json:"action"`
	} `json:"rules"`
}

func lifecyclePolicy(c *Call) error {
	reject := func(what string) error {
		return awserr.New("ECR", "PutLifecyclePolicy", "InvalidParameterException",
			"Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: %s'",
			what)
	}
	var doc lifecycleDocument
	d := json.NewDecoder(strings.NewReader(c.In.Str("policy")))
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		return reject(err.Error())
	}
	if len(doc.Rules) == 0 {
		return reject("rules must not be empty")
	}
	var priorities []int
	for _, rule := range doc.Rules {
		s := rule.Selection
		tagged := len(s.TagPrefixList)+len(s.TagPatternList) > 0
		switch {
		case rule.RulePriority < 1:
			return reject("rulePriority must be at least 1")
		case slices.Contains(priorities, rule.RulePriority):
			return reject("rulePriority must be unique")
		case !slices.Contains([]string{"tagged", "untagged", "any"}, s.TagStatus):
			return reject("tagStatus must be one of tagged, untagged, any")
		case s.TagStatus == "tagged" && !tagged:
			return reject("tagStatus=tagged requires a tagPrefixList or tagPatternList")
		case s.TagStatus != "tagged" && tagged:
			return reject("a tag list requires tagStatus=tagged")
		case s.CountType != "imageCountMoreThan" && s.CountType != "sinceImagePushed":
			return reject("countType must be one of imageCountMoreThan, sinceImagePushed")
		case (s.CountType == "sinceImagePushed") != (s.CountUnit == "days"):
			return reject("countUnit=days goes with countType=sinceImagePushed, and only with it")
		case s.CountNumber < 1:
			return reject("countNumber must be at least 1")
		case rule.Action.Type != "expire":
			return reject("action type must be expire")
		}
		priorities = append(priorities, rule.RulePriority)
	}
	for _, rule := range doc.Rules {
		if rule.Selection.TagStatus == "any" && rule.RulePriority != slices.Max(priorities) {
			return reject("the rule with tagStatus=any must have the lowest priority, that is the highest number")
		}
	}
	return nil
}
