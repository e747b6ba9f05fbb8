package services

import (
	"cmp"

	"slipway/scripts/asl"
)

// invoke calls a version, or through the alias one of those that have a share of it.
// An answer of any size is given back: what Step Functions does with a large one is
// the interpreter's part.
func invoke(m *Model, p params) (any, error) {
	f := &m.Function
	through := p.text("Qualifier") == f.Alias
	if through {
		p = params{"FunctionName": p["FunctionName"], "Qualifier": m.routed()}
	}
	name, v, err := f.version(p)
	if err != nil {
		return nil, err
	}
	if v.State == "Inactive" {
		v.wake(m.Clock.Now(), f.PublishTakes)
	}
	if v.State != "Active" {
		return nil, reject("Lambda", "ResourceNotReadyException", "The function is in state %s.", v.State)
	}
	if v.Throttles > 0 || m.chance(v.ThrottleRate) {
		v.Throttles = max(v.Throttles-1, 0)
		m.record(name, through, count{Throttles: 1})
		return nil, reject("Lambda", "TooManyRequestsException", "Rate Exceeded.")
	}
	if cmp.Or(v.Architecture, x86) != cmp.Or(f.ImagesFor[v.Digest], x86) {
		m.record(name, through, count{Invocations: 1, Errors: 1})
		return nil, &asl.Error{
			Name:  "Runtime.InvalidEntrypoint",
			Cause: `{"errorType":"Runtime.InvalidEntrypoint","errorMessage":"Error: fork/exec: exec format error"}`,
		}
	}
	answer := v.answer(f)
	failed, is := answer.(*asl.Error)
	if !is && m.chance(v.FailureRate) {
		failed = &asl.Error{Name: "Error", Cause: `{"errorType":"Error","errorMessage":"simulated failure"}`}
	}
	if failed != nil {
		m.record(name, through, count{Invocations: 1, Errors: 1})
		return nil, failed
	}
	m.record(name, through, count{Invocations: 1})
	return map[string]any{"StatusCode": 200, "ExecutedVersion": name, "Payload": answer}, nil
}

// answer is what the version answers to the next call.
func (v *Version) answer(f *Function) any {
	if len(v.Answers) > 0 {
		answer := v.Answers[0]
		if len(v.Answers) > 1 {
			v.Answers = v.Answers[1:]
		}
		return answer
	}
	if answer, given := f.Answers[v.Digest]; given {
		return answer
	}
	return map[string]any{"statusCode": 200}
}

// routed is the version that a call through the alias reaches.
func (m *Model) routed() string {
	for _, version := range m.Function.versionsBeside() {
		if m.chance(100 * m.Function.Weights[version]) {
			return version
		}
	}
	return m.Function.AliasVersion
}
