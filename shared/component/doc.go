// Package component holds what the components of all three layers are made with:
// registration, resource options, roles, log groups, tags, shared policy statements
// and links to the AWS console.
//
// Resources that only one layer makes stay in that layer.
package component
