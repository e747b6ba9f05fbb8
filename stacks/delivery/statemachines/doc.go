// Package statemachines holds the two Step Functions definitions of the
// delivery layer and renders them for one service or one environment.
//
// The release machine (release.asl.json and the phases under release/) carries
// one image digest to production, or puts an earlier version back. The recorder
// (recorder.asl.json and the phases under recorder/) writes what CodePipeline reports
// into the history table.
//
// The definitions are Amazon States Language with JSONPath. A string that is
// exactly "${name}" is a placeholder: rendering visits the decoded JSON and puts
// a value in its place, which may be a Pulumi output. Text is never pasted
// together, so no value can break the JSON around it.
//
// # Input of the release machine
//
// From the pipeline: {"deploymentId", "commit", "digest"}. From a person who
// rolls back: {"deploymentId", "rollbackTo", "actor"}, where rollbackTo is the
// number of a published version; "commit" may be added when it is known. The
// presence of rollbackTo makes it a rollback. Fields that are left out have
// defaults: the execution's name as deploymentId, "codepipeline" as actor.
//
// {"undoOf"} names an execution that was aborted or ran out of time: its traffic shift
// is stopped, and no row is written.
//
// # Rows
//
// Each execution writes a row STARTED (key "<start time>#1-started") and one
// end row SUCCEEDED, FAILED, ROLLED_BACK or NOT_RESTORED (key "<start time>#2-ended"). The
// keys are made once, when the execution starts, so a write that was applied but reported
// as failed is replaced by the next one instead of doubled. FAILED means that
// nothing reached production traffic, ROLLED_BACK that some had and was taken
// back, NOT_RESTORED that some had and could not be taken back. startedAt and
// endedAt give the duration: JSONPath machines cannot subtract times, so whoever
// reads the rows does.
//
// Nothing else belongs here: the resources that run the machines are in package
// delivery, the interpreter that executes them in the scripts module.
package statemachines
