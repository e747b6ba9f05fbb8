package replay

import (
	"encoding/json"
	"fmt"
	"strings"

	"slipway/shared/naming"
)

// letter is a message that was read: what it tells, and what to give the recorder, or
// why the recorder cannot write it.
type letter struct {
	message        Message
	service, about string
	input          []byte
	cannot         string
}

// String names the message for a person.
func (l letter) String() string {
	return strings.Join(strings.Fields(l.message.ID+" "+l.service+" "+l.about), " ")
}

// event is what is read of an event.
type event struct {
	Time       string `json:"time"`
	DetailType string `json:"detail-type"`
	Detail     struct {
		Pipeline, State, Stage, Action string

		EventName    string `json:"eventName"`
		ExecutionArn string `json:"executionArn"`
		ExecutionID  string `json:"execution-id"`
		After        string `json:"after"`
		Input        string `json:"input"` // of a release, as JSON
	} `json:"detail"`
}

// open reads a message. Four kinds of sender put messages there: the recorder, with the
// input it could not write; the starter, with a start it could not make; the approver, with
// an approval it could not answer; and EventBridge,
// with an event that it could not deliver and the ARN of the rule, which tells the service
// (EventBridge User Guide, eb-rule-dlq).
func open(m Message, names naming.Environment) letter {
	l := letter{message: m}
	body := []byte(m.Body)
	var wrapped struct {
		Service, Pipeline, Commit, Execution, Bus string
		Event                                     json.RawMessage
	}
	if err := json.Unmarshal(body, &wrapped); err != nil {
		return l.without("it is no JSON object; DISCARD=" + m.ID + " removes it")
	}
	arn := m.Attributes["RULE_ARN"]
	rule := arn[strings.LastIndex(arn, "/")+1:]
	if wrapped.Bus != "" {
		return l.notTaken(wrapped.Bus, wrapped.Commit, m.Attributes["FAILURE"], names)
	}
	if wrapped.Pipeline != "" && wrapped.Commit != "" {
		l.service = wrapped.Service
		return l.notStarted(wrapped.Commit, names)
	}
	if wrapped.Pipeline != "" && wrapped.Execution != "" {
		l.service = wrapped.Service
		return l.notAnswered(wrapped.Execution, names)
	}
	promotion := wrapped.Pipeline != ""
	if len(wrapped.Event) > 0 {
		l.service, body = wrapped.Service, wrapped.Event
	}
	var e event
	if err := json.Unmarshal(body, &e); err != nil {
		return l.without("its event cannot be read: " + err.Error() + "; DISCARD=" + m.ID + " removes it")
	}
	l.about = e.String()
	switch {
	case l.of(rule, names.PushRulePattern()):
		return l.notStarted(e.Detail.After, names)
	case e.Detail.After != "":
		return l.notTaken("its bus", e.Detail.After, "", names)
	case l.of(rule, names.ApproveRulePattern()):
		return l.notAnswered(e.Detail.ExecutionID, names)
	case promotion, l.of(rule, names.PromotionRulePattern()):
		return l.notPromoted(e.commit(), names)
	case l.of(rule, names.AnnounceRulePattern()):
		return l.without(fmt.Sprintf("no later environment in another account was told of the release of %s. "+
			"If it is wanted "+
			"there still: `make promote FROM=%s SERVICE=%s COMMIT=%s ENV=` with its name; then DISCARD=%s removes the message",
			e.commit(), names.Suffix, l.service, e.commit(), m.ID))
	case l.of(rule, names.UndoRulePattern()):
		return l.without("this release" + of(e.Detail.ExecutionArn) + " died, and nothing undid what it left. " +
			"`make status` " +
			"shows where traffic goes, `make rollback` mends it; then DISCARD=" + m.ID + " removes the message")
	case l.service != "", l.of(rule, names.RecordRulePattern()), l.of(rule, names.ChangeRulePattern()),
		l.of(e.Detail.Pipeline, names.PipelinePattern()):
	default:
		return l.without("neither its rule nor its event names a service; DISCARD=" + m.ID + " removes it")
	}
	var err error
	l.input, err = json.Marshal(map[string]any{
		"service":  l.service,
		"event":    json.RawMessage(body),
		"replayOf": m.ID,
	})
	if err != nil {
		return l.without(err.Error())
	}
	return l
}

// notStarted says how a push is brought to its pipeline. That is not done here: by now a
// newer one may have been released.
func (l letter) notStarted(commit string, names naming.Environment) letter {
	return l.without(fmt.Sprintf("the push of %s started no pipeline. If it is wanted still: `make start ENV=%s "+
		"SERVICE=%s COMMIT=%s`; then DISCARD=%s removes the message", commit, names.Suffix, l.service, commit, l.message.ID))
}

// notTaken says what to do about rules that start pipelines and are not as they should be.
// Which pipelines the push should have started is not known here.
func (l letter) notTaken(bus, commit, failure string, names naming.Environment) letter {
	var why struct{ Cause string }
	_ = json.Unmarshal([]byte(failure), &why)
	if why.Cause == "" {
		why.Cause = "A rule may not have started its pipeline."
	}
	return l.without(fmt.Sprintf("%s `make webhook ENV=%s` says which, of those on %s; "+
		"`make refresh ENV=%s LAYER=delivery` and "+
		"`make deploy ENV=%s LAYER=delivery` put it back. The push of %s may have started too little since: "+
		"`make start ENV=%s "+
		"SERVICE= COMMIT=%s`; then DISCARD=%s removes the message",
		why.Cause, names.Suffix, bus, names.Suffix, names.Suffix, commit, names.Suffix, commit, l.message.ID))
}

// notPromoted is notStarted for a release in the environment that images come from.
func (l letter) notPromoted(commit string, names naming.Environment) letter {
	return l.without(fmt.Sprintf("the release of %s in the environment before started no pipeline. "+
		"If it is wanted still: "+
		"`make promote ENV=%s SERVICE=%s COMMIT=%s`; then DISCARD=%s removes the message", commit, names.Suffix, l.service,
		commit, l.message.ID))
}

// commit is that of the release that the event tells of; "" if it names none.
func (e event) commit() string {
	var input struct{ Commit string }
	_ = json.Unmarshal([]byte(e.Detail.Input), &input) // what is no JSON names none
	return input.Commit
}

// notAnswered says how an approval that waits is answered. Not here: whether it still
// should be is for a person to say.
func (l letter) notAnswered(execution string, names naming.Environment) letter {
	return l.without(fmt.Sprintf("nothing answered the approval of execution %s. If it still waits: `make approve ENV=%s "+
		"SERVICE=%s EXECUTION=%s`; then DISCARD=%s removes the message",
		execution, names.Suffix, l.service, execution, l.message.ID))
}

func of(what string) string {
	if what == "" {
		return ""
	}
	return " of " + what
}

// of takes the service out of a name that matches a pattern with one *.
func (l *letter) of(name, pattern string) bool {
	before, after, _ := strings.Cut(pattern, "*")
	service, begins := strings.CutPrefix(name, before)
	service, ends := strings.CutSuffix(service, after)
	if !begins || !ends || service == "" {
		return false
	}
	l.service = service
	return true
}

func (l letter) without(why string) letter {
	l.cannot = why
	return l
}

// String says what happened, in the event's own words.
func (e event) String() string {
	what := []string{e.DetailType, e.Detail.Stage, e.Detail.Action, e.Detail.EventName, e.Detail.State}
	if e.Time != "" {
		what = append(what, "at", e.Time)
	}
	return strings.Join(what, " ")
}
