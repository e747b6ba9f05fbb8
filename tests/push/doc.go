// Package push shows which pipelines a GitHub push starts. Webhook calls of the real
// shape go through the receiver's own code, and the events that it puts on the bus are
// matched with the rules that the delivery layer deploys, as EventBridge would.
//
// It holds only tests. The shape of a rule is tested in the layer, the calls that the
// receiver rejects in the receiver.
package push
