package config

// Smoke is how a version is tried. The Test stage tries an image in the same way, so
// what passes there can be released.
type Smoke struct {
	Event    any // what the function is called with, as JSON
	Status   int // the statusCode of a good answer; 0 for any below 500
	Attempts int // calls until the version counts as bad
}

// readyEvent asks a service whether it is ready: an event of an HTTP API (API Gateway
// Developer Guide, payload format 2.0) of which only what a router reads is there.
var readyEvent = map[string]any{
	"version":        "2.0",
	"rawPath":        "/health",
	"requestContext": map[string]any{"http": map[string]any{"method": "GET", "path": "/health"}},
}

// longestEvent leaves room among the environment variables of a build, which may have
// 5500 characters (CodeBuild User Guide, build-env-ref-env-vars).
const longestEvent = 4000

// smoke reads an object of which each value that is missing is as in def.
func (r *Reader) smoke(key string, def Smoke) Smoke {
	var given map[string]any
	r.Object(key, &given, `an object such as {"event": {"ping": true}, "status": 200, "attempts": 3}`)
	of := r.part(key, "a smoke call", given, "event", "status", "attempts")
	if event, set := given["event"]; set {
		def.Event = of.event("event", event)
	}
	def.Status = of.Int("status", def.Status, 0, 599)
	if def.Status > 0 && def.Status < 100 {
		of.Reject("status", compact(def.Status), "0, or an HTTP status from 100 to 599")
	}
	def.Attempts = of.Int("attempts", def.Attempts, 1, 10)
	return def
}

func (r *Reader) event(key string, event any) any {
	text := compact(event)
	if event == nil || len(text) > longestEvent {
		r.Reject(key, text, "any JSON but null, of at most 4000 characters")
	}
	return event
}

func smokeSchema() Schema {
	return Schema{
		"type": "object",
		"properties": Schema{
			"event":    Schema{},
			"status":   Whole(0, 599),
			"attempts": Whole(1, 10),
		},
		"additionalProperties": false,
	}
}
