package services

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Message is what was published to a topic. Text is what a mail has, and HTTPS what a
// subscription of that protocol gets, such as a chat's.
type Message struct {
	Topic, Subject, Text, HTTPS string
	At                          time.Time
}

const (
	longestSubject = 100        // characters
	longestMessage = 256 * 1024 // bytes
)

// publish keeps the message, if it is one that SNS takes ("Publish", SNS API
// reference). The optimised integration gives errors the prefix SNS.
func publish(m *Model, p params) (any, error) {
	topic, subject, text := p.text("TopicArn"), p.text("Subject"), p.text("Message")
	_, subjectGiven := p["Subject"]
	switch {
	case topic == "":
		return nil, reject("SNS", "InvalidParameterException", "Invalid parameter: TopicArn or TargetArn Reason: no value")
	case m.Topic != "" && topic != m.Topic:
		return nil, reject("SNS", "NotFoundException", "Topic does not exist")
	case subjectGiven && !isSubject(subject):
		return nil, reject("SNS", "InvalidParameterException", "Invalid parameter: Subject")
	case text == "":
		return nil, reject("SNS", "InvalidParameterException", "Invalid parameter: Empty message")
	case len(text) > longestMessage:
		return nil, reject("SNS", "InvalidParameterException", "Invalid parameter: Message too long")
	}
	mail, https, err := byProtocol(p.text("MessageStructure"), text)
	if err != nil {
		return nil, err
	}
	m.Messages = append(m.Messages, Message{
		Topic:   topic,
		Subject: subject,
		Text:    mail,
		HTTPS:   https,
		At:      m.Clock.Now(),
	})
	return map[string]any{"MessageId": fmt.Sprintf("00000000-0000-4000-9000-%012d", len(m.Messages))}, nil
}

// byProtocol is the text for each protocol: the same, or of the structure json what
// stands under the protocol's name, and under default without one.
func byProtocol(structure, text string) (mail, https string, err error) {
	if structure == "" {
		return text, text, nil
	}
	var texts map[string]any
	if structure != "json" || json.Unmarshal([]byte(text), &texts) != nil {
		return "", "", reject("SNS", "InvalidParameterException",
			"Invalid parameter: Message Structure - JSON message body failed to parse")
	}
	mail, there := texts["default"].(string)
	if !there {
		return "", "", reject("SNS", "InvalidParameterException",
			"Invalid parameter: Message Structure - No default entry in JSON message body")
	}
	https = mail
	for protocol, to := range map[string]*string{"email": &mail, "https": &https} {
		if own, there := texts[protocol].(string); there {
			*to = own
		}
	}
	return mail, https, nil
}

// isSubject reports whether the text can be the subject of a mail: ASCII without line
// breaks and control characters, up to 100 characters, not beginning with a space.
func isSubject(text string) bool {
	odd := func(r rune) bool { return r > unicode.MaxASCII || unicode.IsControl(r) }
	return text != "" && len(text) <= longestSubject && !strings.ContainsFunc(text, odd) && text[0] != ' '
}
