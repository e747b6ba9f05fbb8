package resources

import (
	"errors"
	"slices"

	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localaws/properties"
)

const pipelineType = "aws:codepipeline/pipeline:Pipeline"

func codepipelineTypes() []*Type {
	rules := func(operation string) []Rule {
		return []Rule{
			assumable("CodePipeline", operation, "roleArn", "codepipeline.amazonaws.com"),
			onlyV2(operation), stageFailures(operation), stageOrder(operation), stageNames(operation),
			artifactsWired(operation), actionKeys(operation),
			artifactStore(operation), actionRoles(operation), actionTargets(operation),
		}
	}
	return []*Type{{
		Token:    pipelineType,
		Label:    "CodePipeline Pipeline",
		Tagged:   true,
		Required: []string{"artifactStores", "roleArn", "stages"},
		Replace:  []string{"name"},
		Defaults: properties.Map{"executionMode": "SUPERSEDED", "pipelineType": "V1"},
		Name: Name{
			Property: "name",
			Auto:     true,
			Min:      1,
			Max:      100,
			Allowed:  `[A-Za-z0-9.@\-_]+`,
			Words:    "must be letters, digits and the characters . @ - _",
		},
		ID: (*Call).Name,
		Outputs: func(c *Call) properties.Map {
			out := properties.Map{"arn": c.ARN("codepipeline", c.ID), "triggerAlls": []any{}}
			if triggers, ok := c.In["triggers"].([]any); ok {
				out["triggerAlls"] = triggers
			}
			return out
		},
		Validate: []Check{
			oneOf("executionMode", "SUPERSEDED", "QUEUED", "PARALLEL"), oneOf("pipelineType", "V1", "V2"), isARN("roleArn"),
			stageCount, stageShape, variableNames, artifactStoreShape,
		},
		Create: append(rules("CreatePipeline"), within(PipelinesQuota, pipelineType, "CodePipeline", "CreatePipeline",
			"LimitExceededException", "An account may have %d pipelines in a region.")),
		Update:  rules("UpdatePipeline"),
		Updated: endExecutions,
		Deleted: forgetPipeline,
		Exists: taken("CodePipeline", "CreatePipeline", "PipelineNameInUseException", func(c *Call) string {
			return "A pipeline with the name '" + c.Name() + "' already exists in account '" + c.Account + "'"
		}),
	}}
}

// endExecutions: an update of the pipeline ends the executions that have not ended. Tags
// are changed by a call of their own.
func endExecutions(c *Call) error {
	if !slices.ContainsFunc(c.Differs, func(key string) bool { return key != "tags" && key != "tagsAll" }) {
		return nil
	}
	var all []codepipeline.Execution
	found, err := c.Store.Document(c.Account, codepipeline.Kind, c.ID, &all)
	if err != nil || !found {
		return err
	}
	return c.Store.PutDocument(c.Account, codepipeline.Kind, c.ID, codepipeline.Cancel(all))
}

// forgetPipeline: a pipeline of the same name begins with no executions, and open.
func forgetPipeline(c *Call) error {
	return errors.Join(
		c.Store.DeleteDocument(c.Account, codepipeline.Kind, c.ID),
		c.Store.DeleteDocument(c.Account, codepipeline.FreezeKind, c.ID),
	)
}
