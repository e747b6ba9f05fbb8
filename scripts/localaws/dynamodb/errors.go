package dynamodb

import "fmt"

// Error is a call that was rejected, as DynamoDB names it.
type Error struct {
	Code, Message string
}

// Error is "code: message".
func (e *Error) Error() string { return e.Code + ": " + e.Message }

// ErrNoTable is what Rows returns for a table that is not there.
var ErrNoTable = &Error{Code: "ResourceNotFoundException", Message: "Requested resource not found"}

var errCondition = &Error{Code: "ConditionalCheckFailedException", Message: "The conditional request failed"}

// invalid is a call that DynamoDB cannot understand.
func invalid(format string, values ...any) error {
	return &Error{Code: "ValidationException", Message: fmt.Sprintf(format, values...)}
}
