package webhook

import (
	"encoding/json"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"slipway/stacks/delivery/receiver/pushevent"
)

// readPush trims GitHub's payload to the event's detail. GitHub shows its errors:
// they name what is missing and quote nothing of the body.
func readPush(body []byte, delivery string) (pushevent.Detail, error) {
	var push payload
	if err := json.Unmarshal(body, &push); err != nil {
		return pushevent.Detail{}, errors.New("the body is not a push payload in JSON")
	}
	if err := push.check(); err != nil {
		return pushevent.Detail{}, err
	}
	detail := pushevent.Detail{
		Ref:        push.Ref,
		After:      push.After,
		Before:     push.Before,
		Created:    push.Created,
		Deleted:    push.Deleted,
		Forced:     push.Forced,
		Repository: pushevent.Repository{FullName: push.Repository.FullName},
		Pusher:     pushevent.Pusher{Name: printable(push.Pusher.Name, maxShortText)},
		Delivery:   delivery,
	}
	if push.HeadCommit != nil {
		detail.HeadCommit = &pushevent.Commit{
			ID:      printable(push.HeadCommit.ID, maxShortText),
			Message: firstLine(push.HeadCommit.Message),
		}
	}
	collectPaths(&detail, push)
	return detail, nil
}

// firstLine is the first line of a commit's message, cut to maxMessage.
func firstLine(message string) string {
	line, _, _ := strings.Cut(strings.TrimLeft(message, "\r\n\t "), "\n")
	return printable(strings.TrimSpace(line), maxMessage)
}

// printable keeps the characters that a log or a mail shows, and cuts the text to a
// number of bytes, never inside a character.
func printable(text string, limit int) string {
	var kept strings.Builder
	for _, character := range text {
		if !unicode.IsPrint(character) {
			continue
		}
		if kept.Len()+utf8.RuneLen(character) > limit {
			break
		}
		kept.WriteRune(character)
	}
	return kept.String()
}
