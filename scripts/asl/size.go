package asl

import "fmt"

// payloadLimit is the most a state may take or give, in bytes (Step Functions
// quotas).
const payloadLimit = 256 * 1024

// checkSize refuses a payload over the limit.
func checkSize(state string, payload any) *Error {
	if sizeOf(payload) <= payloadLimit {
		return nil
	}
	return &Error{Name: DataLimitExceeded, Cause: fmt.Sprintf("The state '%s' has a payload of more than 256 KB.", state)}
}

// sizeOf is about the length of the value as JSON. It is measured after every
// state, so it does not make the text: escapes are left out of the account.
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
	default:
		return 5
	}
}
