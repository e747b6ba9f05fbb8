package services

import "slices"

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
	answer := map[string]any{
		"Name":            f.Alias,
		"FunctionVersion": f.AliasVersion,
		"Description":     "",
		"RevisionId":      f.aliasRevision(),
	}
	if len(f.Weights) > 0 {
		weights := map[string]any{}
		for version, weight := range f.Weights {
			weights[version] = weight
		}
		answer["RoutingConfig"] = map[string]any{"AdditionalVersionWeights": weights}
	}
	return answer, nil
}

// updateAlias changes what is given and leaves the rest ("UpdateAlias", Lambda API
// reference).
func updateAlias(m *Model, p params) (any, error) {
	f := &m.Function
	if err := f.named(p, p.text("Name")); err != nil {
		return nil, err
	}
	if revision, given := p["RevisionId"]; given && revision != f.aliasRevision() {
		return nil, reject("Lambda", "PreconditionFailedException", "The Revision Id provided does not match the latest "+
			"Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id")
	}
	version := f.AliasVersion
	if _, given := p["FunctionVersion"]; given {
		version = p.text("FunctionVersion")
	}
	if f.Versions[version] == nil {
		return nil, reject("Lambda", "ResourceNotFoundException", "Function not found: %s:%s", f.Name, version)
	}
	if err := f.conflict(); err != nil {
		return nil, err
	}
	weights := f.Weights
	if _, given := p["RoutingConfig"]; given {
		weights = map[string]float64{}
		for other, weight := range p.object("RoutingConfig").object("AdditionalVersionWeights") {
			weights[other], _ = weight.(float64)
		}
	}
	if err := f.checkWeights(version, weights); err != nil {
		return nil, err
	}
	f.route(version, weights)
	return getAlias(m, params{"FunctionName": f.Name, "Name": f.Alias})
}

// checkWeights holds the rules of "Lambda alias routing", Lambda developer guide: one
// version beside the alias's own, with the same execution role.
func (f *Function) checkWeights(version string, weights map[string]float64) error {
	if len(weights) > 1 {
		return reject("Lambda", "InvalidParameterValueException",
			"Number of items in AdditionalVersionWeights cannot be greater than 1")
	}
	for other, weight := range weights {
		switch {
		case f.Versions[other] == nil:
			return reject("Lambda", "ResourceNotFoundException", "Function not found: %s:%s", f.Name, other)
		case other == version || weight < 0 || weight > 1:
			return reject("Lambda", "InvalidParameterValueException", "Invalid function version %s. Function version "+
				"included in AdditionalVersionWeights must differ from the alias's own, with a weight between 0 and 1", other)
		case f.Versions[other].Role != f.Versions[version].Role:
			return reject("Lambda", "InvalidParameterValueException",
				"The execution roles of versions %s and %s differ", version, other)
		}
	}
	return nil
}

// conflict rejects a change while another one is under way.
func (f *Function) conflict() error {
	if f.Conflicts > 0 {
		f.Conflicts--
		return f.busy()
	}
	return nil
}

func (f *Function) busy() error {
	return reject("Lambda", "ResourceConflictException",
		"The operation cannot be performed at this time. An update is in progress for resource: %s", f.Name)
}

// versionsBeside are the versions with a weight, in order.
func (f *Function) versionsBeside() []string {
	var versions []string
	for version := range f.Weights {
		versions = append(versions, version)
	}
	slices.Sort(versions)
	return versions
}
