package services

import (
	"maps"

	"slipway/shared/contract"
)

// Repository is one ECR repository with immutable tags.
type Repository struct {
	// Name is what it is called.
	Name string
	// Manifests are the images, by digest.
	Manifests map[string]string
	// Tags are the digests, by tag.
	Tags map[string]string
}

// NewRepository makes a repository that holds images with the given digests.
func NewRepository(name string, digests ...string) Repository {
	r := Repository{
		Name:      name,
		Manifests: map[string]string{},
		Tags:      map[string]string{},
	}
	for _, digest := range digests {
		r.Manifests[digest] = `{"schemaVersion":2,"config":{"digest":"` + digest + `"}}`
	}
	return r
}

// Has reports whether the repository holds the image.
func (r *Repository) Has(digest string) bool {
	_, there := r.Manifests[digest]
	return there
}

func (r *Repository) named(p params) error {
	if p.text("RepositoryName") != r.Name {
		return reject("Ecr", "RepositoryNotFoundException",
			"The repository with name '%s' does not exist", p.text("RepositoryName"))
	}
	return nil
}

func batchGetImage(m *Model, p params) (any, error) {
	if err := m.Repository.named(p); err != nil {
		return nil, err
	}
	images, failures := []any{}, []any{}
	wanted, _ := p["ImageIds"].([]any)
	for _, one := range wanted {
		id, _ := one.(map[string]any)
		digest, _ := id["ImageDigest"].(string)
		if manifest, there := m.Repository.Manifests[digest]; there {
			images = append(images, map[string]any{"ImageId": id, "ImageManifest": manifest})
		} else {
			failures = append(failures, map[string]any{"ImageId": id, "FailureCode": "ImageNotFound"})
		}
	}
	return map[string]any{"Images": images, "Failures": failures}, nil
}

func putImage(m *Model, p params) (any, error) {
	r := &m.Repository
	if err := r.named(p); err != nil {
		return nil, err
	}
	manifest, tag := p.text("ImageManifest"), p.text("ImageTag")
	for digest, held := range r.Manifests {
		if held != manifest {
			continue
		}
		switch tagged, taken := r.Tags[tag]; {
		case taken && tagged == digest:
			return nil, reject("Ecr", "ImageAlreadyExistsException",
				"Image with digest '%s' and tag '%s' already exists", digest, tag)
		case taken:
			return nil, reject("Ecr", "ImageTagAlreadyExistsException",
				"The image tag '%s' already exists and cannot be overwritten because the tag is immutable.", tag)
		}
		r.Tags[tag] = digest
		return map[string]any{"Image": map[string]any{"ImageId": map[string]any{"ImageDigest": digest, "ImageTag": tag}}}, nil
	}
	return nil, reject("Ecr", "ReferencedImagesNotFoundException", "The manifest refers to layers that are not there")
}

func describeAlarms(m *Model, p params) (any, error) {
	alarms := []any{}
	names, _ := p["AlarmNames"].([]any)
	for _, one := range names {
		name, _ := one.(string)
		if state, there := m.Alarms[name]; there {
			alarms = append(alarms, map[string]any{"AlarmName": name, "StateValue": state})
		}
	}
	return map[string]any{"MetricAlarms": alarms, "CompositeAlarms": []any{}}, nil
}

// putItem writes one row. Attributes are texts, {"S": "..."}; a key may not be
// empty.
func putItem(m *Model, p params) (any, error) {
	row := map[string]string{}
	for name, attribute := range p.object("Item") {
		typed, _ := attribute.(map[string]any)
		text, ok := typed["S"].(string)
		if !ok || len(typed) != 1 {
			return nil, reject("DynamoDB", "ValidationException", "attribute %s is not {\"S\": text}", name)
		}
		row[name] = text
	}
	if row[contract.HistoryDeployment] == "" || row[contract.HistoryTime] == "" {
		return nil, reject("DynamoDB", "ValidationException", "One or more parameter values are not valid: a key is empty")
	}
	if m.Rows == nil {
		m.Rows = map[string]map[string]string{}
	}
	m.Rows[row[contract.HistoryDeployment]+" "+row[contract.HistoryTime]] = maps.Clone(row)
	return map[string]any{}, nil
}

// listExecutions answers the running executions, the newest first.
func listExecutions(m *Model, _ params) (any, error) {
	executions := []any{}
	for i := len(m.Running) - 1; i >= 0; i-- {
		executions = append(executions, map[string]any{"ExecutionArn": m.Running[i], "Status": "RUNNING"})
	}
	return map[string]any{"Executions": executions}, nil
}
