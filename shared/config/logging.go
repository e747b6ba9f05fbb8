package config

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// The formats of a function's log.
const (
	LogText = "Text"
	LogJSON = "JSON"
)

// The levels of Lambda's log filters (Lambda API, LoggingConfig).
var (
	logFormats        = []string{LogText, LogJSON}
	applicationLevels = []string{"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"}
	systemLevels      = []string{"DEBUG", "INFO", "WARN"}
)

// usualLevel is what Lambda takes for a level that is not set.
const usualLevel = "INFO"

// Logging is how a function logs. The levels are "" if the format has none.
type Logging struct{ Format, Application, System string }

// logging reads an object of which each value that is missing is as in def.
func (r *Reader) logging(key string, def Logging) Logging {
	var given map[string]any
	r.Object(key, &given, `an object such as {"format": "JSON", "application": "WARN"}`)
	of := r.within(key, given, "format", "application", "system")
	l := Logging{Format: of.choice("format", def.Format, logFormats)}
	if l.Format == LogJSON {
		l.Application = of.choice("application", cmp.Or(def.Application, usualLevel), applicationLevels)
		l.System = of.choice("system", cmp.Or(def.System, usualLevel), systemLevels)
		return l
	}
	for _, level := range []string{"application", "system"} {
		if value, set := given[level]; set {
			of.Reject(level, compact(value), "no level: Lambda filters logs of the format JSON alone")
		}
	}
	return l
}

func loggingSchema() Schema {
	return Schema{
		"type": "object",
		"properties": Schema{
			"format":      Choice(logFormats...),
			"application": Choice(applicationLevels...),
			"system":      Choice(systemLevels...),
		},
		"additionalProperties": false,
	}
}

// within reads the parts of the object at key, of which it rejects all but the known ones.
func (r *Reader) within(key string, given map[string]any, known ...string) *Reader {
	of := &Reader{
		project: r.project,
		prefix:  r.prefix + key + ".",
		source:  within{r.source, given},
		faults:  r.faults,
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(known, name) {
			of.Reject(name, compact(given[name]), "no such part; there are "+strings.Join(known, ", "))
		}
	}
	return of
}
