package services

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// Provisioned is what Lambda keeps ready of a version.
type Provisioned struct {
	// Wanted is how many environments.
	Wanted int

	readyAt time.Time
}

// putProvisioned begins to make a version ready. What is so of a version counts against
// what its function reserves (Lambda Developer Guide, provisioned-concurrency).
func putProvisioned(m *Model, p params) (any, error) {
	f := &m.Function
	name, v, err := f.provisionable(p)
	if err != nil {
		return nil, err
	}
	wanted, _ := strconv.Atoi(fmt.Sprint(p["ProvisionedConcurrentExecutions"]))
	sum := wanted
	for other, version := range f.Versions {
		if version.Provisioned != nil && other != name {
			sum += version.Provisioned.Wanted
		}
	}
	switch {
	case wanted < 1:
		return nil, reject("Lambda", "InvalidParameterValueException", "ProvisionedConcurrentExecutions must be 1 or more")
	case f.Reserved > 0 && sum > f.Reserved:
		return nil, reject("Lambda", "InvalidParameterValueException",
			"Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function")
	}
	if v.Provisioned == nil || v.Provisioned.Wanted != wanted {
		v.Provisioned = &Provisioned{wanted, m.Clock.Now().Add(f.ProvisionTakes)}
	}
	return f.describe(v, m.Clock.Now()), nil
}

func getProvisioned(m *Model, p params) (any, error) {
	_, v, err := m.Function.provisionable(p)
	if err != nil {
		return nil, err
	}
	if v.Provisioned == nil {
		return nil, reject("Lambda", "ProvisionedConcurrencyConfigNotFoundException",
			"No Provisioned Concurrency Config found for this function")
	}
	return m.Function.describe(v, m.Clock.Now()), nil
}

func deleteProvisioned(m *Model, p params) (any, error) {
	_, v, err := m.Function.provisionable(p)
	if err != nil {
		return nil, err
	}
	v.Provisioned = nil
	return map[string]any{}, nil
}

func listProvisioned(m *Model, _ params) (any, error) {
	f, all := &m.Function, []any{}
	for _, number := range slices.Sorted(maps.Keys(f.Versions)) {
		if v := f.Versions[number]; v.Provisioned != nil {
			config := f.describe(v, m.Clock.Now())
			config["FunctionArn"] = "arn:aws:lambda:us-east-1:123456789012:function:" + f.Name + ":" + number
			all = append(all, config)
		}
	}
	return map[string]any{"ProvisionedConcurrencyConfigs": all}, nil
}

// provisionable is a version that is not $LATEST.
func (f *Function) provisionable(p params) (string, *Version, error) {
	name, v, err := f.version(p)
	if err == nil && name == "$LATEST" {
		err = reject("Lambda", "InvalidParameterValueException",
			"Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
	}
	return name, v, err
}

// describe is how far it has come. A version whose environments do not start fails.
func (f *Function) describe(v *Version, now time.Time) map[string]any {
	answer := map[string]any{
		"RequestedProvisionedConcurrentExecutions": v.Provisioned.Wanted,
		"Status": "IN_PROGRESS",
	}
	switch {
	case now.Before(v.Provisioned.readyAt):
	case f.Uninitialised[v.Digest]:
		answer["Status"], answer["StatusReason"] = "FAILED", "FUNCTION_ERROR_INIT_FAILURE"
	default:
		answer["Status"] = "READY"
	}
	return answer
}
