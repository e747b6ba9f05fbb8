package statemachines

import (
	"maps"

	"slipway/shared/contract"
)

// me is the execution that runs, which is not the one it acts for when that died.
const me = "$$.Execution.Id"

// rows are the parameters of the calls about the two rows of a release, and about the
// marks of images that a person rolled back from. A mark lacks the attribute that the
// index of a service's rows is made of, so it is no row of the history.
func (s ReleaseSettings) rows() map[string]any {
	return map[string]any{
		"putStarted":      s.putStarted(),
		"putEnd":          s.putEnd(),
		"notePrevious":    s.note("SET #previousVersion = :version, #previousDigest = :digest", "$.previous"),
		"noteVersion":     s.note("SET #version = :version, #digest = :digest", "$.target"),
		"noteTold":        s.noteTold(),
		"findStart":       s.find("#state = :started"),
		"findEnd":         s.find("#state <> :started"),
		"readTakenBack":   s.request(map[string]any{"Key": s.mark("$.release.digest"), "ConsistentRead": true}, nil),
		"forgetTakenBack": s.request(map[string]any{"Key": s.mark("$.target.digest")}, nil),
		"putTakenBack":    s.putTakenBack("$.previous.digest"),
		"putStopped":      s.putTakenBack("$.stopped.digest"),
	}
}

// both are the attributes that both rows of a release have.
func (s ReleaseSettings) both() map[string]any {
	return map[string]any{
		contract.HistoryDeployment: "$.release.id",
		contract.HistoryService:    s.Service,
		"environment":              s.Environment,
		"eventType":                "$.kind.eventType",
		"actor":                    "$.release.actor",
		"execution":                "$.release.execution",
		"commit":                   "$.release.commit",
		"override":                 "$.release.override",
		"settings":                 "$.release.settings",
		"digest":                   "$.target.digest",
		"version":                  "$.target.version",
		"previousVersion":          "$.previous.version",
		"previousDigest":           "$.previous.digest",
		"startedAt":                "$.release.startedAt",
		"endKey":                   "$.keys.end",
	}
}

// put writes a row unless there is another one. A call that is repeated because its
// answer was lost meets its own row, which has the values.
func (s ReleaseSettings) put(row map[string]any, own string, values map[string]any) map[string]any {
	return s.request(map[string]any{
		"Item":                attributes(row),
		"ConditionExpression": "attribute_not_exists(#deploymentId) OR " + own,
	}, values)
}

func (s ReleaseSettings) putStarted() map[string]any {
	row := s.both()
	row[contract.HistoryTime], row["state"] = "$.keys.start", "STARTED"
	return s.put(row, "#execution = :execution", map[string]any{":execution": "$.release.execution"})
}

func (s ReleaseSettings) putEnd() map[string]any {
	row := s.both()
	maps.Copy(row, map[string]any{
		contract.HistoryTime: "$.keys.end",
		"state":              "$.outcome.state",
		"shift":              "$.shift.DeploymentId",
		"reason":             "$.end.reason",
		"undoFailure":        "$.end.undo",
		"problems":           "$.problems.text",
		"requests":           "States.Format('{}', $.requests.count)",
		"verdict":            "$.requests.verdict",
		"endedBy":            me,
		"endedAt":            "$$.State.EnteredTime",
	})
	return s.put(row, "(#endedBy = :me AND #endedAt = :now)", map[string]any{":me": me, ":now": "$$.State.EnteredTime"})
}

// note adds to the STARTED row what an undo by another execution has to know.
func (s ReleaseSettings) note(update, from string) map[string]any {
	return s.change("$.keys.start", update, map[string]any{":version": from + ".version", ":digest": from + ".digest"})
}

// noteTold adds to the end row when people were told of it.
func (s ReleaseSettings) noteTold() map[string]any {
	return s.change("$.keys.end", "SET #toldAt = :now", map[string]any{":now": "$$.State.EnteredTime"})
}

// change adds to a row that is there.
func (s ReleaseSettings) change(key, update string, values map[string]any) map[string]any {
	return s.request(map[string]any{
		"Key": attributes(map[string]any{
			contract.HistoryDeployment: "$.release.id",
			contract.HistoryTime:       key,
		}),
		"UpdateExpression":    update,
		"ConditionExpression": "attribute_exists(#deploymentId)",
	}, values)
}

// find looks for rows of the release; other rows may have its deployment id too.
func (s ReleaseSettings) find(filter string) map[string]any {
	return s.request(map[string]any{
		"KeyConditionExpression": "#deploymentId = :id",
		"FilterExpression":       "#execution = :execution AND " + filter,
		"ConsistentRead":         true,
	}, map[string]any{":id": "$.release.id", ":execution": "$.release.execution", ":started": "STARTED"})
}

// mark is the key of the mark of an image.
func (s ReleaseSettings) mark(digest string) map[string]any {
	return attributes(map[string]any{
		contract.HistoryDeployment: contract.TakenBackPrefix + s.Service,
		contract.HistoryTime:       digest,
	})
}

// putTakenBack marks an image. After a redrive the list has no second entry and the
// call is not made: what was taken back then may be live again.
func (s ReleaseSettings) putTakenBack(digest string) map[string]any {
	item := s.mark(digest)
	maps.Copy(item, attributes(map[string]any{
		"by":        "States.ArrayGetItem(States.Array($.release.actor), $$.Execution.RedriveCount)",
		"at":        "$.release.startedAt",
		"execution": "$.release.execution",
	}))
	return s.request(map[string]any{"Item": item}, nil)
}
