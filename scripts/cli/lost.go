package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/progress"
	"slipway/shared/contract"
)

// AskVariable makes a simulated environment ask before it takes anything away, as a
// real one does.
const AskVariable = "SLIPWAY_LOCAL_ASK"

// held is what holds data or serves traffic, and what is gone with it.
var held = map[string]string{
	"aws:dynamodb/table:Table":                      "a table, with its rows",
	"aws:s3/bucketV2:BucketV2":                      "a bucket, with its objects",
	"aws:ecr/repository:Repository":                 "a repository, with its images",
	"aws:kms/key:Key":                               "a key, and with it all that it encrypts",
	"aws:lambda/function:Function":                  "a function",
	"aws:lambda/alias:Alias":                        "the alias that traffic goes to",
	"aws:codepipeline/pipeline:Pipeline":            "a pipeline, with its executions",
	"aws:codestarconnections/connection:Connection": "a connection, with its handshake",
	"aws:apigatewayv2/api:Api":                      "the address that GitHub calls",
	"aws:secretsmanager/secret:Secret":              "a secret, with its value",
	"aws:sns/topic:Topic":                           "a topic, with its confirmed subscriptions",
	"aws:codeartifact/domain:Domain":                "a domain of packages",
	"aws:codeartifact/repository:Repository":        "a repository, with its packages",
}

// watchLosses lets previews and plans tell what they would take away. What belongs to
// a service that goes is allowed to go with the service's name.
func (s *session) watchLosses(r removal) {
	s.runner.Loses = func(e engine.Event) (layers.Loss, bool) {
		what, ok := held[e.Type]
		if !ok || e.Op == "update" && !endsExecutions(e) {
			return layers.Loss{}, false
		}
		name := physical(e.ID)
		loss := layers.Loss{
			Op:    e.Op,
			Name:  name,
			What:  what,
			Group: name,
		}
		for _, service := range r.going {
			if r.owns(service, name) {
				loss.Group = service
			}
		}
		return loss, true
	}
}

// physical is the name in an id, which for some types is an ARN.
func physical(id string) string {
	if parts := strings.SplitN(id, ":", 6); len(parts) == 6 && parts[0] == "arn" {
		return strings.TrimPrefix(parts[5], "function:")
	}
	return id
}

// asks tells whether a deployment asks before it takes anything away. A simulated
// environment has nothing that anyone could miss.
func (s *session) asks() bool { return !s.env.Simulated || s.getenv(AskVariable) == "1" }

// confirmLosses plans the deployment, and wants each thing that it would take away
// allowed by name.
func (s *session) confirmLosses(ctx context.Context, allow string, names []string) (layers.Report, error) {
	if !s.asks() {
		return layers.Report{}, nil
	}
	plan, err := s.runner.Losses(ctx, names...)
	if err == nil {
		plan.Losses, err = s.ending(ctx, plan.Losses)
	}
	if err != nil || len(plan.Losses) == 0 {
		return plan, err
	}
	progress.Losses(s.Console.Err, s.Console.Columns(), plan.Losses)
	allowed := listed(allow)
	var groups []string
	for _, loss := range plan.Losses {
		if !slices.Contains(groups, loss.Group) && !slices.Contains(allowed, loss.Group) {
			groups = append(groups, loss.Group)
		}
	}
	for _, group := range groups {
		named, err := s.Console.Names(group)
		if err != nil {
			return layers.Report{}, err
		}
		if !named {
			return layers.Report{}, s.lossError(groups, append(allowed, groups...), names)
		}
	}
	return plan, nil
}

// listed are the names in ALLOW.
func listed(allow string) []string {
	return strings.FieldsFunc(allow, func(r rune) bool { return r == ',' || r == ' ' })
}

func (s *session) lossError(missing, all, names []string) error {
	return fmt.Errorf("nothing was changed: the deployment would take away %s; "+
		"if that is not meant, correct stacks/*/Pulumi.%s.yaml; if it is, name it, which YES=1 does not: "+
		"`%s ALLOW=%s`", strings.Join(missing, ", "), s.env.Name, s.runner.Command("deploy", names...),
		strings.Join(all, ","))
}

// recorded is what the layers recorded when they were last deployed.
type recorded struct {
	foundation contract.FoundationOf[string]
	compute    contract.ComputeOf[string]
	delivery   contract.DeliveryOf[string]
}

func (s *session) recorded(ctx context.Context) (r recorded, err error) {
	if r.foundation, err = s.foundation(ctx); err != nil {
		return r, err
	}
	if r.compute, err = s.compute(ctx); err != nil {
		return r, err
	}
	r.delivery, err = s.delivery(ctx)
	return r, err
}

// services are those that the layer has deployed.
func (r recorded) services(layer string) []string {
	var names []string
	switch layer {
	case contract.FoundationLayer:
		names = keys(r.foundation.Services)
	case contract.ComputeLayer:
		names = keys(r.compute.Services)
	case contract.DeliveryLayer:
		names = keys(r.delivery.Services)
	}
	return names
}

// owns tells whether the service has a repository, function, alias or pipeline of the name.
func (r recorded) owns(service, name string) bool {
	if f, ok := r.foundation.Services[service]; ok && name == f.Name {
		return true
	}
	if p, ok := r.delivery.Services[service]; ok && name == p.Name {
		return true
	}
	f, ok := r.compute.Services[service]
	return ok && (name == f.Name || strings.HasPrefix(name, f.Name+":"))
}
