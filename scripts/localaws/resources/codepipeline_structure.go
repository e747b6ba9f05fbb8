package resources

import (
	"slices"
	"strconv"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

func invalidStructure(operation, format string, args ...any) error {
	return awserr.New("CodePipeline", operation, "InvalidStructureException", format, args...)
}

// onlyV2 keeps what pipelines of type V1 lack out of them.
func onlyV2(operation string) Rule {
	return func(c *Call) error {
		if c.In.Str("pipelineType") == "V2" {
			return nil
		}
		for _, key := range []string{"triggers", "variables"} {
			if len(c.In.Maps(key)) > 0 {
				return invalidStructure(operation, "Pipeline of type V1 cannot have %s", key)
			}
		}
		for _, stage := range c.In.Maps("stages") {
			if stage.Str("onFailure.result") != "" {
				return invalidStructure(operation, "Pipeline of type V1 cannot have the failure condition of stage %s",
					stage.Str("name"))
			}
		}
		if mode := c.In.Str("executionMode"); mode != "SUPERSEDED" {
			return invalidStructure(operation, "Pipeline of type V1 cannot have the execution mode %s", mode)
		}
		return nil
	}
}

// stageFailures: a stage that is tried again has no other answer to its failure.
func stageFailures(operation string) Rule {
	return func(c *Call) error {
		for i, stage := range c.In.Maps("stages") {
			result, mode := stage.Str("onFailure.result"), stage.Str("onFailure.retryConfiguration.retryMode")
			if result != "RETRY" && mode != "" || result == "RETRY" && stage.Has("onFailure.condition") {
				return invalidStructure(operation,
					"Stage %s cannot have a retry configuration and another failure condition", stage.Str("name"))
			}
			if i == 0 && result == "ROLLBACK" {
				return invalidStructure(operation, "Stage %s cannot roll back: it contains source actions", stage.Str("name"))
			}
		}
		return nil
	}
}

// stageOrder: sources make the first stage, all of it, and no other.
func stageOrder(operation string) Rule {
	return func(c *Call) error {
		for i, stage := range c.In.Maps("stages") {
			if len(stage.Maps("actions")) == 0 {
				return invalidStructure(operation, "Pipeline stage %s must have at least one action", stage.Str("name"))
			}
			for _, action := range stage.Maps("actions") {
				source := action.Str("category") == "Source"
				if i == 0 && !source {
					return invalidStructure(operation, "Pipeline should start with a stage that only contains source actions")
				}
				if i > 0 && source {
					return invalidStructure(operation,
						"Source action %s is in stage %s; source actions belong to the first stage only",
						action.Str("name"), stage.Str("name"))
				}
			}
		}
		return nil
	}
}

func stageNames(operation string) Rule {
	return func(c *Call) error {
		var stages []string
		for _, stage := range c.In.Maps("stages") {
			if slices.Contains(stages, stage.Str("name")) {
				return invalidStructure(operation, "Stage name must be unique within the pipeline: %s", stage.Str("name"))
			}
			stages = append(stages, stage.Str("name"))
			var actions []string
			for _, action := range stage.Maps("actions") {
				if slices.Contains(actions, action.Str("name")) {
					return invalidStructure(operation, "Action name must be unique within the stage %s: %s",
						stage.Str("name"), action.Str("name"))
				}
				actions = append(actions, action.Str("name"))
			}
		}
		return nil
	}
}

func runOrder(action properties.Map) float64 {
	if n, ok := action.Num("runOrder"); ok {
		return n
	}
	if n, err := strconv.ParseFloat(action.Str("runOrder"), 64); err == nil {
		return n
	}
	return 1
}

// artifactsWired: what an action takes in, an earlier one has put out, under a
// name that no other action puts out.
func artifactsWired(operation string) Rule {
	return func(c *Call) error {
		made := map[string]bool{}
		for _, stage := range c.In.Maps("stages") {
			actions := stage.Maps("actions")
			slices.SortStableFunc(actions, func(a, b properties.Map) int { return int(runOrder(a) - runOrder(b)) })
			for i, action := range actions {
				for _, name := range action.Strs("inputArtifacts") {
					if !made[name] || madeBeside(actions, i, name) {
						return invalidStructure(operation,
							"Input Artifact Bundle %s in action %s is not declared as Output Artifact Bundle in any of the "+
								"preceding actions",
							name,
							action.Str("name"))
					}
				}
				for _, name := range action.Strs("outputArtifacts") {
					if made[name] {
						return invalidStructure(operation,
							"Output Artifact Bundle name must be unique within the pipeline. %s has been used more than once.", name)
					}
					made[name] = true
				}
			}
		}
		return nil
	}
}

// madeBeside reports whether the artifact comes from an action that runs at the
// same time.
func madeBeside(actions []properties.Map, i int, name string) bool {
	for j, other := range actions {
		if j != i && runOrder(other) == runOrder(actions[i]) && slices.Contains(other.Strs("outputArtifacts"), name) {
			return true
		}
	}
	return false
}
