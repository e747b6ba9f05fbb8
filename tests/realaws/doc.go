// Package realaws tests slipway with code that others wrote: the real AWS provider, on
// an emulator of AWS.
//
// It needs two parts, and skips with the reason if one is missing:
//
//   - an AWS endpoint on this machine, in AWS_ENDPOINT_URL. One that is not on the
//     loopback interface is rejected: the suite deletes everything it finds.
//   - the provider for Pulumi package aws, 6.x: already running, in
//     PULUMI_DEBUG_PROVIDERS=aws:PORT, or as pulumi-resource-aws on PATH.
//
// The moto emulator must be started with PYTHONPATH=tests/realaws/moto, a folder
// of corrections, each with its reason.
//
// What whoever deploys may do is held against the calls of this suite (tests/iam,
// TestDeployer). When a layer gets a resource of another type, record them again: start
// recorder in front of the emulator and the provider with the recorder's address as
// AWS_ENDPOINT_URL, run TestTheRealProvider/environments/(deployed|of_the_shipped) into
// one-account.jsonl and TestTheRealProvider/environments/in_two_accounts, on an empty
// emulator, into two-accounts.jsonl, then `go test ./tests/iam -update -recorded FOLDER`.
package realaws
