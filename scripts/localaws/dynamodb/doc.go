// Package dynamodb answers the calls that a state machine makes to a DynamoDB table:
// PutItem, GetItem, UpdateItem, DeleteItem and Query, with their expressions. Where
// the rows are kept is decided by its users: in memory for a test, on disk for a
// simulated account.
//
// It knows the part of the expression language that this project uses: comparisons
// with =, <>, < and <=, attribute_exists, attribute_not_exists, AND, OR, NOT and
// parentheses in conditions; SET, ADD and REMOVE of whole attributes in updates.
// Attributes are texts (S) and numbers (N). Everything else is rejected with a
// ValidationException, and so is what DynamoDB rejects: a reserved word as a name,
// a placeholder that is not defined, one that is not used.
//
// What must not be here: the names of this project's tables and attributes.
package dynamodb
