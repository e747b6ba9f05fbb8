package hook

import (
	"encoding/json"
	"strconv"
	"time"
)

// Log is a log group, and which of its lines are wanted (CloudWatch Logs User Guide,
// FilterAndPatternSyntax).
type Log struct{ Group, Pattern string }

const (
	ofReceiver = `{ $.msg = "webhook" }`
	// ofAPI are the calls that were answered with an error: most by the receiver, which says
	// more of them, and the others by API Gateway itself.
	ofAPI = `{ ($.status = "4*") || ($.status = "5*") }`
)

// Line is one of a log group.
type Line struct {
	At      time.Time
	Message string
}

// received reads what the receiver writes of a call.
func received(line Line) (Delivery, bool) {
	var said struct {
		Msg, Outcome, RequestID, Event, Delivery, Repository, Ref, After string

		Status int
	}
	if json.Unmarshal([]byte(line.Message), &said) != nil || said.Msg != "webhook" {
		return Delivery{}, false
	}
	return Delivery{
		Time:       line.At,
		ID:         said.Delivery,
		Event:      said.Event,
		Repository: said.Repository,
		Ref:        said.Ref,
		Commit:     said.After,
		Answer:     said.Status,
		Outcome:    said.Outcome,
		Started:    []Start{},
		request:    said.RequestID,
	}, true
}

// turnedAway reads what the API writes of a call. Only the webhook's own route counts: what
// asks for another address is not GitHub.
func turnedAway(line Line) (Delivery, bool) {
	var said struct{ RequestID, Route, Status, Error string }
	if json.Unmarshal([]byte(line.Message), &said) != nil || said.Route != "POST /github" {
		return Delivery{}, false
	}
	status, err := strconv.Atoi(said.Status)
	if err != nil || status < 400 {
		return Delivery{}, false
	}
	outcome := "API Gateway answered in the receiver's place"
	if said.Error != "" && said.Error != "-" {
		outcome += ": " + said.Error
	}
	return Delivery{
		Time:    line.At,
		Answer:  status,
		Outcome: outcome,
		Started: []Start{},
		request: said.RequestID,
	}, true
}
