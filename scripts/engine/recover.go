package engine

import (
	"context"
	"encoding/json"
	"fmt"
)

// Unfinished is a creation that was under way when a process died. Whether it happened
// is not known.
type Unfinished struct {
	URN string
	// Held are the ids that the state holds under the URN: what was to be replaced, or
	// what a later run has made. Anything else under the URN is what was created.
	Held []string
}

// pendingCreate is what the engine calls such an operation.
const pendingCreate = "creating"

// deployment is the part of a state that recovery reads.
type deployment struct {
	Resources []struct {
		URN string `json:"urn"`
		ID  string `json:"id"`
	} `json:"resources"`
	Pending []struct {
		Type     string `json:"type"`
		Resource struct {
			URN string `json:"urn"`
		} `json:"resource"`
	} `json:"pending_operations"`
}

// PendingCreates lists the creations that were under way when a process died. A
// refresh clears every other kind of operation by itself.
func (s *Stack) PendingCreates(ctx context.Context) ([]Unfinished, error) {
	exported, err := s.Export(ctx)
	if err != nil || exported == nil {
		return nil, err
	}
	var whole struct{ Deployment deployment }
	if err := json.Unmarshal(exported, &whole); err != nil {
		return nil, fmt.Errorf("decode state of %s: %w", s, err)
	}
	var found []Unfinished
	for _, p := range whole.Deployment.Pending {
		if p.Type != pendingCreate {
			continue
		}
		u := Unfinished{URN: p.Resource.URN}
		for _, r := range whole.Deployment.Resources {
			if r.URN == u.URN {
				u.Held = append(u.Held, r.ID)
			}
		}
		found = append(found, u)
	}
	return found, nil
}

// ForgetPendingCreates takes the unfinished creations out of the state, when they have
// been undone or told.
func (s *Stack) ForgetPendingCreates(ctx context.Context) error {
	exported, err := s.Export(ctx)
	if err != nil || exported == nil {
		return err
	}
	var whole map[string]json.RawMessage
	if err := json.Unmarshal(exported, &whole); err != nil {
		return fmt.Errorf("decode state of %s: %w", s, err)
	}
	var deployment map[string]json.RawMessage
	if err := json.Unmarshal(whole["deployment"], &deployment); err != nil {
		return fmt.Errorf("decode state of %s: %w", s, err)
	}
	kept, err := withoutCreates(deployment["pending_operations"])
	if err != nil {
		return fmt.Errorf("decode state of %s: %w", s, err)
	}
	if deployment["pending_operations"], err = json.Marshal(kept); err != nil {
		return fmt.Errorf("encode state of %s: %w", s, err)
	}
	if whole["deployment"], err = json.Marshal(deployment); err != nil {
		return fmt.Errorf("encode state of %s: %w", s, err)
	}
	edited, err := json.Marshal(whole)
	if err != nil {
		return fmt.Errorf("encode state of %s: %w", s, err)
	}
	return s.Import(ctx, edited)
}

func withoutCreates(pending json.RawMessage) ([]json.RawMessage, error) {
	var all, kept []json.RawMessage
	if len(pending) > 0 {
		if err := json.Unmarshal(pending, &all); err != nil {
			return nil, err
		}
	}
	for _, raw := range all {
		var p struct{ Type string }
		if err := json.Unmarshal(raw, &p); err != nil {
			return nil, err
		}
		if p.Type != pendingCreate {
			kept = append(kept, raw)
		}
	}
	return kept, nil
}
