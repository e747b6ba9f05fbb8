package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const queueType = "aws:sqs/queue:Queue"

// ErrNoQueue is in the error about a queue that is not there.
var ErrNoQueue = errors.New("AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist")

// Message is one message of a queue: its body and the values of its attributes.
type Message struct {
	ID         string            `json:"id"`
	Body       string            `json:"body"`
	Attributes map[string]string `json:"attributes"`
}

// SendMessage puts a message at the end of the queue with the address.
func (s *Store) SendMessage(account, queue string, m Message) error {
	there, err := s.Messages(account, queue)
	if err != nil {
		return err
	}
	last := 0
	for _, m := range there {
		_, _ = fmt.Sscanf(m.ID, "message-%d", &last)
	}
	m.ID = fmt.Sprintf("message-%06d", last+1)
	return WriteJSON(s.messageFile(account, queue, m.ID), m)
}

// Messages are those of the queue, the oldest first.
func (s *Store) Messages(account, queue string) ([]Message, error) {
	if _, found, err := s.Get(account, queueType, queue); err != nil {
		return nil, err
	} else if !found {
		return nil, fmt.Errorf("%w: %s", ErrNoQueue, queue)
	}
	out, err := readFolder[Message](filepath.Dir(s.messageFile(account, queue, "")))
	if err != nil {
		return nil, fmt.Errorf("read queue %s: %w", queue, err)
	}
	slices.SortFunc(out, func(a, b Message) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// DeleteMessage removes a message, if it is there.
func (s *Store) DeleteMessage(account, queue, id string) error {
	if err := os.Remove(s.messageFile(account, queue, id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete message of queue %s: %w", queue, err)
	}
	return nil
}

// DeleteMessages removes every message, as deleting the queue does.
func (s *Store) DeleteMessages(account, queue string) error {
	return os.RemoveAll(filepath.Dir(s.messageFile(account, queue, "")))
}

func (s *Store) messageFile(account, queue, id string) string {
	return filepath.Join(s.dir, account, "queue-messages", FileName(queue), id+".json")
}
