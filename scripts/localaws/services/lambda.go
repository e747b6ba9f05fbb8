package services

import (
	"strings"

	"slipway/scripts/asl"
)

// named rejects a call about another function or alias.
func (f *Function) named(p params, alias string) error {
	if p.text("FunctionName") != f.Name {
		return reject("Lambda", "ResourceNotFoundException", "Function not found: %s", p.text("FunctionName"))
	}
	if alias != "" && alias != f.Alias {
		return reject("Lambda", "ResourceNotFoundException", "Cannot find alias: %s", alias)
	}
	return nil
}

func getAlias(m *Model, p params) (any, error) {
	f := &m.Function
	if err := f.named(p, p.text("Name")); err != nil {
		return nil, err
	}
	answer := map[string]any{"Name": f.Alias, "FunctionVersion": f.AliasVersion, "Description": ""}
	if len(f.Weights) > 0 {
		weights := map[string]any{}
		for version, weight := range f.Weights {
			weights[version] = weight
		}
		answer["RoutingConfig"] = map[string]any{"AdditionalVersionWeights": weights}
	}
	return answer, nil
}

func updateAlias(m *Model, p params) (any, error) {
	f := &m.Function
	if err := f.named(p, p.text("Name")); err != nil {
		return nil, err
	}
	version := p.text("FunctionVersion")
	if f.Versions[version] == nil {
		return nil, reject("Lambda", "ResourceNotFoundException", "Function not found: %s:%s", f.Name, version)
	}
	weights := map[string]float64{}
	for other, weight := range p.object("RoutingConfig").object("AdditionalVersionWeights") {
		weights[other], _ = weight.(float64)
	}
	f.route(version, weights)
	return getAlias(m, params{"FunctionName": f.Name, "Name": f.Alias})
}

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
		return "$LATEST", &Version{Digest: f.Digest, State: "Active"}, nil
	}
	v := f.Versions[qualifier]
	if v == nil {
		return "", nil, reject("Lambda", "ResourceNotFoundException", "Function not found: %s:%s", f.Name, qualifier)
	}
	return qualifier, v, nil
}

func getFunctionConfiguration(m *Model, p params) (any, error) {
	f := &m.Function
	name, v, err := f.version(p)
	if err != nil {
		return nil, err
	}
	configuration := map[string]any{
		"FunctionName":     f.Name,
		"Version":          name,
		"State":            v.State,
		"LastUpdateStatus": "Successful",
		"CodeSha256":       hashOf(v.Digest),
	}
	if name == "$LATEST" && f.status != "" {
		configuration["LastUpdateStatus"] = f.status
		if f.reason != "" {
			configuration["LastUpdateStatusReason"] = f.reason
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
		return nil, reject("Lambda", "ResourceConflictException",
			"The operation cannot be performed at this time. An update is in progress for resource: %s", f.Name)
	}
	repository, digest, _ := strings.Cut(p.text("ImageUri"), "@")
	if repository != f.RepositoryURL || !m.Repository.Has(digest) {
		return nil, reject("Lambda", "InvalidParameterValueException",
			"Source image %s does not exist. Provide a valid source image.", p.text("ImageUri"))
	}
	f.update(digest, m.Clock.Now())
	return getFunctionConfiguration(m, params{"FunctionName": f.Name})
}

func publishVersion(m *Model, p params) (any, error) {
	f := &m.Function
	if err := f.named(p, ""); err != nil {
		return nil, err
	}
	if f.status == "InProgress" {
		return nil, reject("Lambda", "ResourceConflictException",
			"The operation cannot be performed at this time. An update is in progress for resource: %s", f.Name)
	}
	if wanted := p.text("CodeSha256"); wanted != "" && wanted != hashOf(f.Digest) {
		return nil, reject("Lambda", "InvalidParameterValueException",
			"CodeSHA256 (%s) is different from current CodeSHA256 in $LATEST (%s).", wanted, hashOf(f.Digest))
	}
	return getFunctionConfiguration(m, params{"FunctionName": f.Name, "Qualifier": f.publish(m.Clock.Now())})
}

func invoke(m *Model, p params) (any, error) {
	name, v, err := m.Function.version(p)
	if err != nil {
		return nil, err
	}
	if v.State == "Inactive" {
		v.State, v.readyAt = "Pending", m.Clock.Now().Add(m.Function.PublishTakes)
	}
	if v.State != "Active" {
		return nil, reject("Lambda", "ResourceNotReadyException", "The function is in state %s.", v.State)
	}
	answer, given := m.Function.Answers[v.Digest]
	if !given {
		answer = map[string]any{"statusCode": 200}
	}
	if failed, is := answer.(*asl.Error); is {
		return nil, failed
	}
	return map[string]any{"StatusCode": 200, "ExecutedVersion": name, "Payload": answer}, nil
}

// hashOf is the code hash of a function from a container image: its digest.
func hashOf(digest string) string { return strings.TrimPrefix(digest, "sha256:") }
