// Package buildspec runs a CodeBuild buildspec on this machine, phase by phase
// and command by command as CodeBuild does, with whatever tools are first on
// the PATH: fake tools in tests and in the simulated pipeline.
//
// It is stricter than CodeBuild where CodeBuild's word is not clear: each
// command runs in a shell of its own, and only exported variables and the
// working directory go on to the next one. What it does not know (other
// shells, run-as, on-failure other than ABORT) it rejects and never skips.
//
// Rules kept (CodeBuild user guide, build-spec-ref and
// view-build-details-phases): a failed command skips the rest of its phase but
// not the phase's finally block; a failed install or pre_build ends the build;
// a failed build phase still runs post_build; report files are collected
// whatever happened. What must not live here: anything about our own two
// buildspecs.
package buildspec

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
)

// Spec is one build to run.
type Spec struct {
	// YAML is the buildspec.
	YAML []byte
	// Env holds the environment variables of the project and the action, and
	// those that CodeBuild sets (AWS_REGION, CODEBUILD_RESOLVED_SOURCE_VERSION).
	// They win over the buildspec's own. Nothing else of this process's
	// environment reaches the build but the PATH.
	Env map[string]string
	// Dir is the source: CODEBUILD_SRC_DIR and the first working directory.
	Dir string
	// Bin, when set, is a folder put first on the PATH.
	Bin string
	// Out gets what the commands print, both streams in order.
	Out io.Writer
}

// Status is how a phase ended.
type Status string

// The statuses a phase can have.
const (
	Succeeded Status = "SUCCEEDED"
	Failed    Status = "FAILED"
	Skipped   Status = "SKIPPED"
)

// PhaseResult is one phase's end.
type PhaseResult struct {
	// Name is install, pre_build, build or post_build.
	Name string
	// Status is how it ended.
	Status Status
	// Failure is the command that failed first, with its exit status.
	Failure string
}

// Report is a report group and the files that would go to it.
type Report struct {
	// Group is the key in the buildspec, variables expanded.
	Group string
	// Files are paths under Dir.
	Files []string
}

// Result is what a build came to.
type Result struct {
	// Exported are the exported variables that have a value.
	Exported map[string]string
	// Phases are the buildspec's phases in their order.
	Phases []PhaseResult
	// Reports are the buildspec's report groups, sorted by name.
	Reports []Report
}

// Succeeded reports whether every phase did.
func (r Result) Succeeded() bool {
	for _, phase := range r.Phases {
		if phase.Status != Succeeded {
			return false
		}
	}
	return true
}

// phaseOrder is CodeBuild's.
var phaseOrder = []string{"install", "pre_build", "build", "post_build"}

// Run runs the build. The error is about running it at all; a build that
// fails is a Result.
func Run(ctx context.Context, spec Spec) (Result, error) {
	document, err := parse(spec.YAML)
	if err != nil {
		return Result{}, err
	}
	scratch, err := os.MkdirTemp("", "buildspec-")
	if err != nil {
		return Result{}, fmt.Errorf("create scratch folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	shell, err := newShell(spec, document, scratch)
	if err != nil {
		return Result{}, err
	}
	result := Result{Exported: map[string]string{}}
	ended := false
	for _, name := range phaseOrder {
		phase, declared := document.Phases[name]
		if !declared {
			continue
		}
		if ended {
			result.Phases = append(result.Phases, PhaseResult{Name: name, Status: Skipped})
			continue
		}
		outcome, err := shell.runPhase(ctx, name, phase)
		if err != nil {
			return Result{}, err
		}
		result.Phases = append(result.Phases, outcome)
		ended = outcome.Status == Failed && (name != "build" || phase.OnFailure == "ABORT")
	}
	for _, name := range document.Env.ExportedVariables {
		if value, set := shell.variables[name]; set {
			result.Exported[name] = value
		}
	}
	result.Reports, err = findReports(spec.Dir, document.Reports, maps.Clone(shell.variables))
	return result, err
}
