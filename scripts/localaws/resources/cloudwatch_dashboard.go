package resources

import (
	"encoding/json"
	"fmt"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

var widgetNeeds = map[string]string{
	"metric":   "",
	"text":     "markdown",
	"log":      "query",
	"alarm":    "alarms",
	"explorer": "metrics",
	"custom":   "endpoint",
}

// dashboardWidgets validates the body as PutDashboard does.
func dashboardWidgets(c *Call) error {
	var body struct {
		Widgets []map[string]any `json:"widgets"`
	}
	if err := json.Unmarshal([]byte(c.In.Str("dashboardBody")), &body); err != nil {
		return dashboardRejected([]string{err.Error()})
	}
	if body.Widgets == nil {
		return dashboardRejected([]string{`Should have required property "widgets" at ""`})
	}
	var wrong []string
	for i, raw := range body.Widgets {
		w, at := properties.Map(raw), fmt.Sprintf("/widgets/%d", i)
		need, known := widgetNeeds[w.Str("type")]
		switch {
		case !known:
			wrong = append(wrong, fmt.Sprintf("Should be one of metric, text, log, alarm, explorer, custom at %s/type", at))
			continue
		case !w.Has("properties"):
			wrong = append(wrong, fmt.Sprintf(`Should have required property "properties" at %s`, at))
			continue
		case need != "" && !w.Has("properties."+need):
			wrong = append(wrong, fmt.Sprintf(`Should have required property "%s" at %s/properties`, need, at))
		case w.Str("type") == "metric" && !w.Has("properties.metrics") && !w.Has("properties.annotations"):
			wrong = append(wrong, fmt.Sprintf(`Should have required property "metrics" at %s/properties`, at))
		}
		if kind := w.Str("type"); (kind == "metric" || kind == "log") && !w.Has("properties.region") {
			wrong = append(wrong, fmt.Sprintf(`Should have required property "region" at %s/properties`, at))
		}
		for name, limit := range map[string]float64{"x": 23, "width": 24} {
			if n, ok := w.Num(name); ok && n > limit {
				wrong = append(wrong, fmt.Sprintf("Should be <= %v at %s/%s", limit, at, name))
			}
		}
	}
	if len(wrong) > 0 {
		return dashboardRejected(wrong)
	}
	return nil
}

func dashboardRejected(wrong []string) error {
	return awserr.New("CloudWatch", "PutDashboard", "InvalidParameterInput",
		"The dashboard body is invalid, there are %d validation errors: %s", len(wrong), strings.Join(wrong, "; "))
}
