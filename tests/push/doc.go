// Package push shows which pipelines a GitHub push starts: real-shaped webhook
// calls go through the receiver's own code, and what it puts on the bus is
// matched with the rules that the delivery layer deploys, as EventBridge would.
//
// There is no code here but tests. What a rule looks like is tested beside the
// layer; what the receiver refuses is tested beside the receiver.
package push
