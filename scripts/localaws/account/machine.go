package account

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Machine is a deployed state machine.
type Machine struct{ Arn, Name, RoleArn, Definition string }

// Machine reads the state machine with the ARN.
func (v View) Machine(arn, by string) (Machine, error) {
	m, found, err := get[Machine](v, OwnerOf(arn), "aws:sfn/stateMachine:StateMachine", arn)
	if err == nil && !found {
		err = &MissingError{
			What:    "state machine",
			Name:    arn,
			NamedBy: by,
		}
	}
	return m, err
}

// Task is a task of a definition: what it calls, in whose role, with what.
type Task struct {
	Resource    string
	Parameters  map[string]any
	Credentials struct{ RoleArn string }
}

// Task is the first task, by name, that calls the API action, such as
// "lambda:getAlias".
func (m Machine) Task(action string) (Task, error) {
	var definition struct{ States map[string]Task }
	if err := json.Unmarshal([]byte(m.Definition), &definition); err != nil {
		return Task{}, fmt.Errorf("decode state machine %s: %w", m.Name, err)
	}
	for _, name := range slices.Sorted(maps.Keys(definition.States)) {
		if task := definition.States[name]; strings.HasSuffix(task.Resource, ":"+action) {
			return task, nil
		}
	}
	return Task{}, fmt.Errorf("state machine %s has no task %s", m.Name, action)
}

// Text is a parameter that is text.
func (t Task) Text(name string) string {
	text, _ := t.Parameters[name].(string)
	return text
}

// Texts are the texts of a parameter that is a list.
func (t Task) Texts(name string) []string {
	values, _ := t.Parameters[name].([]any)
	var texts []string
	for _, value := range values {
		text, _ := value.(string)
		texts = append(texts, text)
	}
	return texts
}
