package asl

import (
	"fmt"

	"slipway/scripts/asl/jsonpath"
)

// payloadLimit is the most a state may take or give, in bytes (Step Functions
// quotas).
const payloadLimit = 256 * 1024

// tooLarge is the error of a payload over the limit.
func tooLarge(state string) *Error {
	return &Error{Name: DataLimitExceeded, Cause: fmt.Sprintf("The state '%s' has a payload of more than 256 KB.", state)}
}

// place puts a result where the state's ResultPath says: into the whole input of the
// state, whatever InputPath has chosen of it. It comes after the task: no Retry and
// no Catch sees it fail.
func (e *Execution) place(s *state, result any) (any, error) {
	if s.discard {
		return e.data, nil
	}
	return e.set(s.name, s.resultPath, e.data, result)
}

// set writes a value into the payload, which may not grow over the limit. The
// whole payload is measured only when what was put in so far could be too much.
func (e *Execution) set(state string, at jsonpath.Path, payload, value any) (any, error) {
	output, ok := at.Set(payload, value)
	if !ok {
		return nil, &Error{
			Name:  ResultPathMatchFailure,
			Cause: fmt.Sprintf("The state '%s' cannot put a result at %s: what is there is no object.", state, at),
		}
	}
	if e.bound += sizeOf(value) + len(at.String()) + 4; e.bound > payloadLimit {
		e.bound = sizeOf(output)
	}
	if e.bound > payloadLimit {
		return nil, tooLarge(state)
	}
	return output, nil
}

// sizeOf is about the length of the value as JSON. It does not make the text:
// escapes are left out of the account.
func sizeOf(value any) int {
	switch value := value.(type) {
	case string:
		return len(value) + 2
	case map[string]any:
		size := 2
		for key, element := range value {
			size += len(key) + 4 + sizeOf(element)
		}
		return size
	case []any:
		size := 2
		for _, element := range value {
			size += 1 + sizeOf(element)
		}
		return size
	case bool, nil:
		return 5
	default:
		return len(fmt.Sprint(value))
	}
}
