package config

// Alarms are what is too much of a function in five minutes. All but Errors are 0 for no
// alarm.
type Alarms struct {
	Errors         int // requests that failed (R8)
	ErrorPercent   int // the share of requests that failed
	Throttles      int // requests that were rejected because too many were under way
	Spillovers     int // requests for which no environment that is kept ready was free
	P99Millisecond int // what one of a hundred requests took at least
}

// alarms reads an object of which each value that is missing is as in def.
func (r *Reader) alarms(key string, def Alarms) Alarms {
	var given map[string]any
	r.Object(key, &given, `an object such as {"errors": 5, "errorPercent": 2, "throttles": 1, "p99": 3000}`)
	of := r.within(key, given, "errors", "errorPercent", "throttles", "spillovers", "p99")
	return Alarms{
		Errors:         of.Int("errors", def.Errors, 1, 1000000),
		ErrorPercent:   of.Int("errorPercent", def.ErrorPercent, 0, 100),
		Throttles:      of.Int("throttles", def.Throttles, 0, 1000000),
		Spillovers:     of.Int("spillovers", def.Spillovers, 0, 1000000),
		P99Millisecond: of.Int("p99", def.P99Millisecond, 0, 900000),
	}
}

// alarmsSetting is about the alarms on the live function.
var alarmsSetting = setting{
	Key: Key{
		Name:    "alarms",
		Default: "`{\"errors\": 5}`",
		Rule: "what of the live function in five minutes raises an alarm: `errors`, requests that failed, which undoes a " +
			"release as well; and if they are set and not 0 `errorPercent`, the share of them, `throttles`, requests for " +
			"which there was no room, `spillovers`, requests that waited for a start because none of the environments of " +
			"`provisionedConcurrency` was free, and `p99`, the milliseconds that one of a hundred requests takes. What is " +
			"left out keeps its value for all services. Name one of the latter in `rollbackAlarms` to have it undo releases too",
		Example: `{"errorPercent": 2, "throttles": 1, "p99": 3000}`,
		Schema: Schema{
			"type": "object",
			"properties": Schema{
				"errors":       Whole(1, 1000000),
				"errorPercent": Whole(0, 100),
				"throttles":    Whole(0, 1000000),
				"spillovers":   Whole(0, 1000000),
				"p99":          Whole(0, 900000),
			},
			"additionalProperties": false,
		},
	},
	layers: inDelivery,
	read:   func(r *Reader, s *Service) { s.Alarms = r.alarms("alarms", s.Alarms) },
}
