package services

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// Message is what was published to a topic.
type Message struct {
	Topic, Subject, Text string
	At                   time.Time
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
	m.Messages = append(m.Messages, Message{
		Topic:   topic,
		Subject: subject,
		Text:    text,
		At:      m.Clock.Now(),
	})
	return map[string]any{"MessageId": fmt.Sprintf("00000000-0000-4000-9000-%012d", len(m.Messages))}, nil
}

// isSubject reports whether the text can be the subject of a mail: ASCII without line
// breaks and control characters, up to 100 characters, not beginning with a space.
func isSubject(text string) bool {
	odd := func(r rune) bool { return r > unicode.MaxASCII || unicode.IsControl(r) }
	return text != "" && len(text) <= longestSubject && !strings.ContainsFunc(text, odd) && text[0] != ' '
}
