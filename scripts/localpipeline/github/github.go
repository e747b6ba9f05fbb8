// Package github is GitHub's part of a simulated push: a push payload in the shape
// GitHub sends it, and the signature over it.
//
// What must not be here: anything about who receives it.
package github

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// Push is what a person pushed.
type Push struct {
	Repository string // owner/name
	Branch     string
	Commit     string // full sha
	Message    string
	Paths      []string // changed files
	At         time.Time
	Delivery   string // GitHub's id of its call; a redelivery has that of the first
}

// zeros is what GitHub names where there is no commit.
const zeros = "0000000000000000000000000000000000000000"

// Payload is the body of the webhook's call (GitHub webhook documentation,
// event push; only what a receiver could want of it).
func (p Push) Payload() ([]byte, error) {
	at := p.At.UTC().Format(time.RFC3339)
	commit := map[string]any{
		"id": p.Commit, "message": p.Message, "timestamp": at, "distinct": true,
		"url":   "https://github.com/" + p.Repository + "/commit/" + p.Commit,
		"added": []string{}, "removed": []string{}, "modified": p.Paths,
	}
	payload, err := json.Marshal(map[string]any{
		"ref": "refs/heads/" + p.Branch, "before": zeros, "after": p.Commit,
		"created": false, "deleted": false, "forced": false,
		"repository":  map[string]any{"full_name": p.Repository, "default_branch": "main"},
		"pusher":      map[string]any{"name": "simulated"},
		"head_commit": commit, "commits": []any{commit},
	})
	if err != nil {
		return nil, fmt.Errorf("encode push: %w", err)
	}
	return payload, nil
}

// Sign is the X-Hub-Signature-256 header over a body.
func Sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// NewCommit makes the sha of a commit that never was before.
func NewCommit(random io.Reader) (string, error) {
	sha := make([]byte, 20)
	if _, err := io.ReadFull(random, sha); err != nil {
		return "", fmt.Errorf("make commit: %w", err)
	}
	return hex.EncodeToString(sha), nil
}
