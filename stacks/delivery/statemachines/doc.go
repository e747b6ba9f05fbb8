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
// From the pipeline: {"deploymentId", "commit", "digest"}; "override" with a reason gets
// past a firing alarm and past a person's rollback from the image; "settings": "yes" releases
// the settings of the function that no traffic reaches yet, with the image that is live. From a person who
// rolls back: {"deploymentId", "rollbackTo", "actor"}, where rollbackTo is the number of
// a published version; "commit" may be added when it is known. The presence of rollbackTo
// makes it a rollback. {"undoOf"} names an execution that died. Fields that are left out
// have defaults: the execution's name as deploymentId, "codepipeline" as actor.
//
// # Rows
//
// Each release writes a row STARTED (key "<start time>#<service>#1-started") and one end
// row (key "<start time>#<service>#2-ended"). FAILED means that nothing reached production
// traffic; ROLLED_BACK that some may have, and was taken back; NOT_RESTORED that a person
// has to act; SUPERSEDED that somebody else decided meanwhile what production is on;
// ALREADY_LIVE that there was nothing to do. A row is never overwritten: to the STARTED row
// the versions are added, to the end row when people were told.
package statemachines
