package buildspec

import (
	"context"
	"fmt"
	"strings"
)

// runPhase runs a phase's commands up to the first that fails, then its
// finally block the same way.
func (s *shell) runPhase(ctx context.Context, name string, phase phase) (PhaseResult, error) {
	result := PhaseResult{Name: name, Status: Succeeded}
	for _, block := range [][]string{phase.Commands, phase.Finally} {
		for _, command := range block {
			status, err := s.runCommand(ctx, command)
			if err != nil {
				return PhaseResult{}, fmt.Errorf("run phase %s: %w", name, err)
			}
			if status == 0 {
				continue
			}
			s.variables["CODEBUILD_BUILD_SUCCEEDING"] = "0"
			if result.Status == Succeeded {
				result.Status = Failed
				result.Failure = fmt.Sprintf("exit status %d: %s", status, strings.TrimSpace(command))
			}
			break
		}
	}
	return result, nil
}
