package resources_test

// m is short for a resource's properties.
type m = map[string]any

// list is short for a list of values.
type list = []any
