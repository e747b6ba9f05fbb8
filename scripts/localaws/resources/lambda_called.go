package resources

import (
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/policy"
)

// calledBy wants the function at the path to let a service call it on behalf of a source, and
// the queue of what it could not deliver to take that. AWS does not look; the calls would be
// lost without a word. A function that is not simulated is taken on trust.
func calledBy(service, path string, source func(*Call) string, queue func(*Call) string) Rule {
	return func(c *Call) error {
		function := c.In.Str(path)
		name := strings.TrimPrefix(arnOf(function).Resource, "function:")
		if _, there := c.GetIn(arnOf(function).AccountID, functionType, functionName(function)); !there {
			return nil
		}
		from := source(c)
		admitted, err := c.admits(arnOf(function).AccountID, name, service, from)
		if err != nil {
			return err
		}
		if !admitted {
			return awserr.Warn("%s would call nothing: no permission of the function %s lets %s call it for that.", from, name,
				service)
		}
		if to := queue(c); to != "" && c.Simulated(arnOf(to).AccountID) {
			takes, err := c.queueTakes(to, service, from)
			if err != nil {
				return err
			}
			if !takes {
				return awserr.Warn("what %s cannot deliver would be lost: the policy of %s does not let %s send it.", from, to,
					service)
			}
		}
		return nil
	}
}

// admits reports whether a permission of a function, or of one alias, lets a service call it.
func (c *Call) admits(account, function, service, source string) (bool, error) {
	permissions, err := c.Store.ListOf(account, permissionType, function+"/")
	for _, p := range permissions {
		from, _ := p.Outputs["sourceArn"].(string)
		if p.Outputs["principal"] == service && (from == "" || policy.Like(from, source)) {
			return true, err
		}
	}
	return false, err
}

// queueTakes reports whether the policy of a queue lets a service send on behalf of a source.
func (c *Call) queueTakes(queue, service, source string) (bool, error) {
	policies, err := c.Store.List(arnOf(queue).AccountID, queuePolicyType)
	for _, p := range policies {
		url, _ := p.Outputs["queueUrl"].(string)
		text, _ := p.Outputs["policy"].(string)
		doc, fault := policy.Parse(text)
		if fault == nil && strings.HasSuffix(url, "/"+arnOf(queue).AccountID+"/"+arnOf(queue).Resource) {
			return doc.Allows(policy.Request{
				Service:  service,
				Action:   "sqs:SendMessage",
				Resource: queue,
				Context: map[string]string{
					"aws:sourcearn":       source,
					"aws:sourceaccount":   arnOf(source).AccountID,
					"aws:securetransport": "true",
				},
			}), err
		}
	}
	return false, err
}
