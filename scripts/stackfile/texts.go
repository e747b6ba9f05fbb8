package stackfile

import (
	"encoding/json"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// texts finds what YAML reads as another value than is written: 1.10 is 1.1 to it, 017
// is 15, and a day is a moment.
type texts struct {
	file   string
	faults []error
	loose  bool // what is looked at may be anything, but no secret
}

// check looks at a value and all that is in it.
func (t *texts) check(path string, node *yaml.Node) {
	node = meant(node)
	switch node.Kind {
	case yaml.SequenceNode:
		for i, value := range node.Content {
			t.check(fmt.Sprintf("%s[%d]", path, i), value)
		}
	case yaml.MappingNode:
		if secure, _ := find(node, "secure"); secure != nil && len(node.Content) == 2 {
			return
		}
		for key, value := range entries(node) {
			if tag := key.ShortTag(); tag != "!!str" && tag != "!!merge" {
				t.reject(path, key, "no text to YAML")
			}
			outer := t.loose
			t.loose = outer || anyJSON(path, key.Value)
			t.check(path+"."+key.Value, value)
			t.loose = outer
		}
	case yaml.ScalarNode:
		t.scalar(path, node)
	}
}

// anyJSON tells whether the values under a key may be anything, and are no texts.
func anyJSON(path, key string) bool { return key == "event" && strings.HasSuffix(path, "smoke") }

func (t *texts) scalar(path string, node *yaml.Node) {
	switch node.ShortTag() {
	case "!!str":
		t.clear(path, node)
		return
	case "!!null":
		return
	}
	var value any
	if err := node.Decode(&value); err != nil {
		t.reject(path, node, "does not fit its tag")
		return
	}
	read, err := json.Marshal(value)
	if err != nil {
		read = []byte(fmt.Sprint(value)) // what is no number, and the infinite
	}
	if string(read) != node.Value {
		t.reject(path, node, "read by YAML as "+string(read))
	}
}

// reject keeps a fault. Variables may be confidential, so their values are not printed.
func (t *texts) reject(path string, node *yaml.Node, is string) {
	if t.loose {
		return
	}
	if strings.Contains(path, "variables") {
		t.faults = append(t.faults, fmt.Errorf("%s in %s, line %d, is read by YAML as another value than is written: "+
			"write it in quotes", path, t.file, node.Line))
		return
	}
	t.faults = append(t.faults, fmt.Errorf("%s in %s, line %d, is written %s, %s: write %q, in quotes",
		path, t.file, node.Line, node.Value, is, node.Value))
}
