package asl

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"slipway/scripts/asl/jsonpath"
)

// fields are those a state of each type may have here, beside Type and Comment.
var fields = map[string][]string{
	"Pass": {"Next", "End", "InputPath", "OutputPath", "Parameters", "Result", "ResultPath"},
	"Task": {"Next", "End", "InputPath", "OutputPath", "Parameters", "ResultSelector", "ResultPath", "Resource",
		"Credentials", "TimeoutSeconds", "Retry", "Catch"},
	"Choice":  {"InputPath", "OutputPath", "Choices", "Default"},
	"Wait":    {"Next", "End", "InputPath", "OutputPath", "Seconds", "SecondsPath"},
	"Succeed": {"InputPath", "OutputPath"},
	"Fail":    {"Error", "ErrorPath", "Cause", "CausePath"},
}

// integration is the form of a task's resource: an SDK integration or an
// optimised one.
var integration = regexp.MustCompile(`^arn:aws[a-z-]*:states:::(aws-sdk:[a-z0-9]+:[a-z][A-Za-z0-9]*|[a-z]+:[a-` +
	`z][A-Za-z]*)$`)

// source reads the fields of one state and gathers the faults.
type source struct {
	fields map[string]any
	faults []error
}

// compileState compiles one state. It returns a state even if there are faults, so
// that the graph can be checked as well.
func compileState(name string, raw map[string]any) (*state, error) {
	src := &source{fields: raw}
	s := &state{name: name, kind: src.text("Type")}
	allowed, known := fields[s.kind]
	if !known {
		return s, fmt.Errorf("type %q is not supported", s.kind)
	}
	for _, field := range slices.Sorted(maps.Keys(raw)) {
		if field != "Type" && field != "Comment" && !slices.Contains(allowed, field) {
			src.fault("field %s is not supported in a %s", field, s.kind)
		}
	}
	s.inputPath, s.outputPath = src.path("InputPath"), src.path("OutputPath")
	if slices.Contains(allowed, "Next") {
		src.follow(s)
	}
	switch s.kind {
	case "Pass":
		src.template("Parameters", &s.parameters)
		s.result, s.hasResult = raw["Result"]
		src.resultPath(s)
	case "Task":
		src.task(s)
	case "Choice":
		src.choice(s)
	case "Wait":
		src.wait(s)
	case "Fail":
		s.errorName, s.cause = src.textOrPath("Error"), src.textOrPath("Cause")
	}
	return s, errors.Join(src.faults...)
}

// follow reads where the state leads; it must say so in exactly one way.
func (src *source) follow(s *state) {
	s.next = src.text("Next")
	end, isBool := src.fields["End"].(bool)
	if _, there := src.fields["End"]; there && !isBool {
		src.fault("End must be true or false")
	} else if end == (s.next != "") {
		src.fault("it needs either Next or \"End\": true")
	}
}

// resultPath reads where the result goes.
func (src *source) resultPath(s *state) {
	value, there := src.fields["ResultPath"]
	if there && value == nil {
		s.discard = true
		return
	}
	s.resultPath = src.reference(src.fields, "ResultPath")
}

// reference reads a path that a value can be written to; "$" when left out.
func (src *source) reference(from map[string]any, field string) jsonpath.Path {
	value, there := from[field]
	if !there {
		return jsonpath.Path{}
	}
	text, isText := value.(string)
	if !isText {
		src.fault("%s must be a path or null", field)
		return jsonpath.Path{}
	}
	path, err := jsonpath.Parse(text)
	if err != nil {
		src.fault("%s: %w", field, err)
	} else if !path.IsReference() {
		src.fault("%s %q does not name one place", field, text)
	}
	return path
}
