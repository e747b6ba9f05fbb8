package graph_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/graph"
	"slipway/scripts/operate/queue"
	"slipway/scripts/operate/status"
)

var noon = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

// small is an environment with one service in each state that there is.
func small() graph.Graph {
	connection := &status.Connection{ARN: "arn", Status: status.Available}
	releasing := []status.Release{{Name: "release-9", Since: "2026-11-27T11:57:00Z"}}
	return graph.Graph{
		Report: status.Report{
			Environment: "dev",
			Connection:  connection,
			Subscriptions: &status.Subscriptions{
				Confirmed: []string{"ops@example.com"},
				Pending:   []string{"night@example.com"},
			},
			Services: []status.Service{
				{
					Name:      "api",
					Version:   "7",
					Execution: "0f9c1b2d-4e5f-6071-8293-a4b5c6d7e8f9",
					State:     "SUCCEEDED",
					Stage:     "Deploy",
					Address:   "https://api.example.com",
					Alarms:    map[string]string{"alarm-errors-api-dev": "OK"},
				},
				{
					Name:          "cart",
					Version:       "3",
					State:         "InProgress",
					Stage:         "Deploy",
					Weights:       map[string]float64{"4": 0.1},
					Releases:      releasing,
					ReleasesKnown: true,
					Pending:       []string{"memory"},
				},
				{
					Name:    "mail",
					Version: "2",
					State:   "FAILED",
					Stage:   "Test",
					Alarms:  map[string]string{"alarm-errors-mail-dev": "ALARM", "alarm-rate-mail-dev": "ALARM"},
					Frozen: &queue.Freeze{
						Reason: `the <sale> & "more"`,
						By:     "arn:alice",
						Since:  noon.Add(-2 * time.Hour),
					},
				},
				{
					Name:    "web",
					State:   "InProgress",
					Stage:   "Manual-Approval",
					Alarms:  map[string]string{"alarm-errors-web-dev": "ALARM"},
					Version: "1",
					Waiting: []status.Waiting{{
						Title:   "c0ffee123456 Mend it",
						Stage:   "Manual-Approval",
						Asks:    true,
						Started: noon.Add(-time.Hour),
						Asked:   noon.Add(-time.Minute),
					}},
				},
				{
					Name:   "fresh",
					State:  "never ran",
					Unseen: []string{"read alias: AccessDeniedException"},
				},
			},
		},
		At:         noon,
		Repository: "shop/monorepo",
		Branch:     "main",
		Way:        graph.Arrivals("https://hook.example.com", "", connection),
		Layers: []graph.Layer{
			layer("foundation", nil, "s3/bucketV2:BucketV2", "s3/bucketV2:BucketV2", "kms/key:Key"),
			layer("compute", []string{"foundation"}, "lambda/function:Function"),
			layer("delivery", []string{"foundation", "compute"}, "cloudwatch/eventRule:EventRule",
				"cloudwatch/logGroup:LogGroup", "cloudwatch/metricAlarm:MetricAlarm",
				"cloudwatch/queryDefinition:QueryDefinition", "ec2/vpc:Vpc"),
		},
	}
}

func layer(name string, needs []string, types ...string) graph.Layer {
	for i := range types {
		types[i] = "aws:" + types[i]
	}
	return graph.Layer{
		Name:   name,
		Needs:  needs,
		Groups: graph.Holds(append(types, "pulumi:providers:aws")),
	}
}

// crowd is an environment with thirty services.
func crowd() graph.Graph {
	g := small()
	kinds := g.Services
	g.Services = nil
	for i := range 30 {
		s := kinds[i%len(kinds)]
		s.Name = fmt.Sprintf("service-%02d-with-a-long-name", i)
		if s.Address != "" {
			s.Address = "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/a/long/path"
		}
		g.Services = append(g.Services, s)
	}
	return g
}

func TestTheGoldenFiles(t *testing.T) {
	t.Parallel()
	g := small()
	for name, draw := range map[string]func(io.Writer) error{
		"small.mmd":  g.Mermaid,
		"small.svg":  g.SVG,
		"small.html": g.HTML,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var first, second bytes.Buffer
			require.NoError(t, draw(&first))
			require.NoError(t, draw(&second))
			assert.Equal(t, first.String(), second.String())
			golden(t, name, first.String())
		})
	}
}

// A page that loads something shows what somebody else decides.
func TestAPageLoadsNothing(t *testing.T) {
	t.Parallel()
	for name, g := range map[string]graph.Graph{"small": small(), "crowd": crowd()} {
		var out bytes.Buffer
		require.NoError(t, g.HTML(&out))
		text := strings.ReplaceAll(out.String(), `xmlns="http://www.w3.org/2000/svg"`, "")
		for _, loads := range []string{"<script", "<link", "<img", "<iframe", "@import", "src=", "href=", "http://"} {
			assert.NotContains(t, text, loads, name)
		}
		assert.NotContains(t, strings.ReplaceAll(text, "url(#arrow)", ""), "url(", name)
		assert.Contains(t, text, "prefers-color-scheme: dark")
		assert.NotContains(t, text, "<sale>", "what people write is escaped")
	}
}

func TestAPictureIsWholeXMLInWhichNothingOverlaps(t *testing.T) {
	t.Parallel()
	for name, g := range map[string]graph.Graph{"small": small(), "crowd": crowd()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			require.NoError(t, g.SVG(&out))
			var width, height int
			var boxes [][4]int
			for d := xml.NewDecoder(&out); ; {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				require.NoError(t, err)
				e, is := token.(xml.StartElement)
				if !is {
					continue
				}
				at := map[string]int{}
				class := ""
				for _, a := range e.Attr {
					var n int
					if _, err := fmt.Sscan(a.Value, &n); err == nil {
						at[a.Name.Local] = n
					}
					if a.Name.Local == "class" {
						class = a.Value
					}
				}
				switch {
				case e.Name.Local == "svg":
					width, height = at["width"], at["height"]
				case class == "box" || class == "layer":
					boxes = append(boxes, [4]int{at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]})
				case e.Name.Local == "text":
					assert.Less(t, at["y"], height)
				}
			}
			require.NotEmpty(t, boxes)
			for i, a := range boxes {
				assert.True(t, a[0] >= 0 && a[1] >= 0 && a[2] <= width && a[3] <= height, "%v is in the picture", a)
				for _, b := range boxes[i+1:] {
					assert.True(t, a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1], "%v and %v overlap", a, b)
				}
			}
		})
	}
}

func TestTheWayOfAChange(t *testing.T) {
	t.Parallel()
	names := func(boxes []graph.Box) (all []string) {
		for _, b := range boxes {
			all = append(all, b.Name+": "+b.Says+": "+string(b.State))
		}
		return all
	}
	pending := &status.Connection{Status: "PENDING"}
	assert.Equal(t, []string{"GitHub: connection not seen: waits", "Webhook: signature, paths: done",
		"EventBridge: a rule a service: done"}, names(graph.Arrivals("https://hook", "", nil)))
	assert.Equal(t, []string{"GitHub: connection pending: failed", "Connection: its own triggers: done"},
		names(graph.Arrivals("", "", pending)))
	assert.Equal(t, []string{"GitHub: connection gone: failed", "staging: releases it first: done",
		"Promotion: what was released: done"}, names(graph.Arrivals("", "staging", &status.Connection{})))
}
