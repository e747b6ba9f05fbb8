package codepipeline

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"

	"slipway/scripts/asl"
)

// The states' resources that StartOf and Executions answer.
const (
	StartResource      = "arn:aws:states:::aws-sdk:codepipeline:startPipelineExecution"
	ExecutionsResource = "arn:aws:states:::aws-sdk:codepipeline:listPipelineExecutions"
)

// Kind is that of the document that a pipeline's executions are kept in, the oldest first.
const Kind = "pipeline-executions"

// FreezeKind is the kind of document that says that a pipeline is frozen.
const FreezeKind = "pipeline-freeze"

// Execution is one of a pipeline.
type Execution struct {
	ID      string    `json:"id"`
	Token   string    `json:"token"` // of the request; a second one with it starts nothing
	Commit  string    `json:"commit"`
	By      string    `json:"by"` // ARN of who asked
	Started time.Time `json:"started"`
	Status  string    `json:"status"` // as CodePipeline calls it
	Waiting *Waiting  `json:"waiting,omitempty"`
}

// InProgress is the status of an execution that has not ended.
const InProgress = "InProgress"

// Waiting is where an execution waits, and what it goes on with.
type Waiting struct {
	Stage string `json:"stage"`
	// Asks says that a person is asked there; without it another execution has the stage.
	Asks    bool            `json:"asks"`
	Since   time.Time       `json:"since"`
	Message string          `json:"message"` // of the commit
	Shown   string          `json:"shown"`   // to the person who is asked
	Held    json.RawMessage `json:"held"`
}

// Cancel ends what has not ended, as a change of the pipeline's structure does
// (CodePipeline user guide, execution-modes: active executions are canceled after the
// actions in progress, pending ones at once).
func Cancel(all []Execution) []Execution {
	for i := range all {
		if all[i].Status == InProgress {
			all[i].Status, all[i].Waiting = "Cancelled", nil
		}
	}
	return all
}

// TooMany is the error of a start that comes when as many are in progress as may be.
const TooMany = "CodePipeline.ConcurrentPipelineExecutionsLimitExceededException"

// limit is how many executions a pipeline may have in progress that does not supersede
// them (CodePipeline user guide, limits).
const limit = 50

// Admit rejects one execution more than the pipeline may have (CodePipeline API reference,
// StartPipelineExecution).
func Admit(all []Execution, mode string) error {
	under := 0
	for _, e := range all {
		if e.Status == InProgress {
			under++
		}
	}
	if mode == "SUPERSEDED" || under < limit {
		return nil
	}
	return &asl.Error{
		Name:  TooMany,
		Cause: fmt.Sprintf("The pipeline has %d executions in progress, which is the limit in %s mode.", under, mode),
	}
}

// Start is what StartPipelineExecution asks for.
type Start struct {
	Pipeline, Action, Commit, Token string
	Variables                       map[string]string
}

var token = regexp.MustCompile(`^[a-zA-Z0-9-]{1,128}$`)

// StartOf reads the parameters as CodePipeline does (CodePipeline API reference,
// StartPipelineExecution). A commit is the only revision that a source with a connection
// takes.
func StartOf(parameters any) (Start, error) {
	p, err := fields(parameters, "Name", "SourceRevisions", "ClientRequestToken")
	if err != nil {
		return Start{}, err
	}
	s := Start{}
	s.Pipeline, _ = p["Name"].(string)
	if given, there := p["ClientRequestToken"]; there {
		if s.Token, _ = given.(string); !token.MatchString(s.Token) {
			return s, invalid("Value '%v' at 'clientRequestToken' failed to satisfy constraint: "+
				"Member must satisfy regular expression pattern: ^[a-zA-Z0-9-]+$", given)
		}
	}
	revisions, _ := p["SourceRevisions"].([]any)
	for _, one := range revisions {
		revision, err := fields(one, "ActionName", "RevisionType", "RevisionValue")
		if err != nil {
			return s, err
		}
		if revision["RevisionType"] != "COMMIT_ID" {
			return s, invalid("revision type %v is not one of a source with a connection", revision["RevisionType"])
		}
		s.Action, _ = revision["ActionName"].(string)
		s.Commit, _ = revision["RevisionValue"].(string)
	}
	return s, nil
}

// Executions answers those of a pipeline, the latest first (CodePipeline API reference,
// ListPipelineExecutions). They are given the oldest first.
func Executions(all []Execution, parameters any) (any, error) {
	p, err := fields(parameters, "PipelineName", "MaxResults")
	if err != nil {
		return nil, err
	}
	most := 100
	if given, there := p["MaxResults"]; there {
		if _, err := fmt.Sscan(fmt.Sprint(given), &most); err != nil || most < 1 || most > 100 {
			return nil, invalid("Value '%v' at 'maxResults' failed to satisfy constraint: 1 to 100", given)
		}
	}
	summaries := []any{}
	for _, e := range slices.Backward(all) {
		if len(summaries) >= most {
			break
		}
		summaries = append(summaries, map[string]any{
			"PipelineExecutionId": e.ID,
			"Status":              e.Status,
			"StartTime":           e.Started.UTC().Format("2006-01-02T15:04:05.000Z"),
			"Trigger":             map[string]any{"TriggerType": "StartPipelineExecution", "TriggerDetail": e.By},
		})
	}
	return map[string]any{"PipelineExecutionSummaries": summaries}, nil
}

// fields are the parameters, none but those named.
func fields(parameters any, names ...string) (map[string]any, error) {
	p, _ := parameters.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		if !slices.Contains(names, name) {
			return nil, &asl.Error{Name: asl.Runtime, Cause: `the field "` + name + `" is not supported by the API`}
		}
	}
	return p, nil
}

func invalid(format string, values ...any) error {
	return &asl.Error{Name: "CodePipeline.ValidationException", Cause: fmt.Sprintf(format, values...)}
}
