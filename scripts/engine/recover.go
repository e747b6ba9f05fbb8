package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// Unlock removes the lock that a dead process left on the stack. It is the
// caller's part to know that the process is dead.
func (s *Stack) Unlock(ctx context.Context) error {
	if err := s.backend.CancelCurrentUpdate(ctx, s.ref); err != nil {
		return fmt.Errorf("unlock stack %s: %w", s, err)
	}
	return nil
}

// ForgetPendingCreates drops the creations that were under way when a process
// died. It returns the URNs of those that no later run has made good: whether
// they happened is not known. A refresh clears every other kind by itself.
func (s *Stack) ForgetPendingCreates(ctx context.Context) ([]string, error) {
	exported, err := s.Export(ctx)
	if err != nil || exported == nil {
		return nil, err
	}
	var whole map[string]json.RawMessage
	if err := json.Unmarshal(exported, &whole); err != nil {
		return nil, fmt.Errorf("decode state of %s: %w", s, err)
	}
	var deployment map[string]json.RawMessage
	if err := json.Unmarshal(whole["deployment"], &deployment); err != nil {
		return nil, fmt.Errorf("decode state of %s: %w", s, err)
	}
	kept, forgotten, err := splitPending(deployment["pending_operations"])
	if err != nil || len(forgotten) == 0 {
		return nil, err
	}
	if forgotten, err = unknown(forgotten, deployment["resources"]); err != nil {
		return nil, err
	}
	if deployment["pending_operations"], err = json.Marshal(kept); err != nil {
		return nil, fmt.Errorf("encode state of %s: %w", s, err)
	}
	if whole["deployment"], err = json.Marshal(deployment); err != nil {
		return nil, fmt.Errorf("encode state of %s: %w", s, err)
	}
	edited, err := json.Marshal(whole)
	if err != nil {
		return nil, fmt.Errorf("encode state of %s: %w", s, err)
	}
	return forgotten, s.Import(ctx, edited)
}

func splitPending(pending json.RawMessage) (kept []json.RawMessage, creates []string, err error) {
	if len(pending) == 0 {
		return nil, nil, nil
	}
	var all []json.RawMessage
	if err := json.Unmarshal(pending, &all); err != nil {
		return nil, nil, fmt.Errorf("decode pending operations: %w", err)
	}
	for _, raw := range all {
		var p struct {
			Type     string `json:"type"`
			Resource struct {
				URN string `json:"urn"`
			} `json:"resource"`
		}
		if err := json.Unmarshal(raw, &p); err != nil {
			return nil, nil, fmt.Errorf("decode pending operation: %w", err)
		}
		if p.Type == "creating" {
			creates = append(creates, p.Resource.URN)
			continue
		}
		kept = append(kept, raw)
	}
	return kept, creates, nil
}

// unknown leaves out what the state holds by now.
func unknown(urns []string, resources json.RawMessage) ([]string, error) {
	var held []struct{ URN string }
	if len(resources) > 0 {
		if err := json.Unmarshal(resources, &held); err != nil {
			return nil, fmt.Errorf("decode resources: %w", err)
		}
	}
	left := []string{}
	for _, urn := range urns {
		if !slices.ContainsFunc(held, func(r struct{ URN string }) bool { return r.URN == urn }) {
			left = append(left, urn)
		}
	}
	return left, nil
}
