package services

import (
	"cmp"
	"strings"
)

// x86 is the architecture of what names none (Lambda API, UpdateFunctionCode).
const x86 = "x86_64"

// version finds what a qualifier names.
func (f *Function) version(p params) (string, *Version, error) {
	if err := f.named(p, ""); err != nil {
		return "", nil, err
	}
	qualifier := p.text("Qualifier")
	if qualifier == f.Alias {
		qualifier = f.AliasVersion
	}
	if qualifier == "" || qualifier == "$LATEST" {
		return "$LATEST", &Version{
			Digest:       f.Digest,
			State:        "Active",
			Role:         f.Role,
			Environment:  f.Environment,
			Architecture: f.Architecture,
		}, nil
	}
	v := f.Versions[qualifier]
	if v == nil {
		return "", nil, reject("Lambda", "ResourceNotFoundException", "Function not found: %s:%s", f.Name, qualifier)
	}
	return qualifier, v, nil
}

// getFunctionConfiguration answers as Lambda does, the variables too.
func getFunctionConfiguration(m *Model, p params) (any, error) {
	f := &m.Function
	name, v, err := f.version(p)
	if err != nil {
		return nil, err
	}
	configuration := map[string]any{
		"FunctionName":     f.Name,
		"Version":          name,
		"Role":             v.Role,
		"PackageType":      "Image",
		"State":            v.State,
		"LastUpdateStatus": "Successful",
		"CodeSha256":       hashOf(v.Digest),
		"Architectures":    []any{cmp.Or(v.Architecture, x86)},
	}
	if len(v.Environment) > 0 {
		variables := map[string]any{}
		for name, value := range v.Environment {
			variables[name] = value
		}
		configuration["Environment"] = map[string]any{"Variables": variables}
	}
	if code := v.code(); code != "" {
		configuration["StateReasonCode"], configuration["StateReason"] = code, reasons[code]
	}
	if name == "$LATEST" && f.status != "" {
		configuration["LastUpdateStatus"] = f.status
		if f.reason != "" {
			configuration["LastUpdateStatusReason"] = f.reason
		}
		if f.status == "Failed" {
			configuration["LastUpdateStatusReasonCode"] = "InvalidImage"
		}
	}
	return configuration, nil
}

func getFunction(m *Model, p params) (any, error) {
	configuration, err := getFunctionConfiguration(m, p)
	if err != nil {
		return nil, err
	}
	_, v, _ := m.Function.version(p)
	uri := m.Function.RepositoryURL + "@" + v.Digest
	return map[string]any{
		"Configuration": configuration,
		"Code":          map[string]any{"RepositoryType": "ECR", "ImageUri": uri, "ResolvedImageUri": uri},
	}, nil
}

func updateFunctionCode(m *Model, p params) (any, error) {
	f := &m.Function
	if err := f.named(p, ""); err != nil {
		return nil, err
	}
	if f.status == "InProgress" {
		return nil, f.busy()
	}
	if err := f.conflict(); err != nil {
		return nil, err
	}
	repository, digest, _ := strings.Cut(p.text("ImageUri"), "@")
	if repository != f.RepositoryURL || !m.Repository.Has(digest) {
		return nil, reject("Lambda", "InvalidParameterValueException",
			"Source image %s does not exist. Provide a valid source image.", p.text("ImageUri"))
	}
	architecture := x86 // also if the function has another one
	if given, _ := p["Architectures"].([]any); len(given) > 0 {
		architecture, _ = given[0].(string)
	}
	if architecture != x86 && architecture != "arm64" {
		return nil, reject("Lambda", "InvalidParameterValueException",
			"Unrecognized architecture value, received: %v", p["Architectures"])
	}
	f.update(digest, architecture, m.Clock.Now())
	return getFunctionConfiguration(m, params{"FunctionName": f.Name})
}

func publishVersion(m *Model, p params) (any, error) {
	f := &m.Function
	if err := f.named(p, ""); err != nil {
		return nil, err
	}
	if f.status == "InProgress" {
		return nil, f.busy()
	}
	if err := f.conflict(); err != nil {
		return nil, err
	}
	if wanted := p.text("CodeSha256"); wanted != "" && wanted != hashOf(f.Digest) {
		return nil, reject("Lambda", "InvalidParameterValueException",
			"CodeSHA256 (%s) is different from current CodeSHA256 in $LATEST (%s).", wanted, hashOf(f.Digest))
	}
	return getFunctionConfiguration(m, params{"FunctionName": f.Name, "Qualifier": f.publish(m.Clock.Now())})
}

// hashOf is the code hash of a function from a container image: its digest.
func hashOf(digest string) string { return strings.TrimPrefix(digest, "sha256:") }
