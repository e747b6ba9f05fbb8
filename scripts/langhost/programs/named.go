package programs

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"slipway/scripts/langhost"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/stacks/compute"
)

// named are the things of others that the services' settings name.
func named(c compute.Config) []langhost.Named {
	var all []langhost.Named
	for _, s := range c.Services {
		service := s.String()
		l := listing{
			function: c.Names.Services[service].Function.String(),
			setting:  config.FullKey(contract.Project(contract.FoundationLayer), "services."+service+"."),
			timeout:  c.For(service).TimeoutSeconds,
		}
		l.service(c.For(service).Service)
		l.network(c, service)
		l.variables(c, service)
		all = append(all, l.named...)
	}
	return all
}

// listing lists the things that one service names.
type listing struct {
	function, setting string
	timeout           int
	named             []langhost.Named
}

func (l *listing) add(kind, name, setting string) {
	l.named = append(l.named, langhost.Named{
		Kind:     kind,
		Name:     name,
		Setting:  setting,
		Function: l.function,
		Timeout:  l.timeout,
	})
}

func (l *listing) service(s config.Service) {
	for i, statement := range s.Statements {
		l.outputs(fmt.Sprintf("%sstatements[%d].resources", l.setting, i), statement.Resources...)
	}
	for _, policy := range s.Policies {
		l.add("policy", policy, l.setting+"policies")
	}
	for _, variable := range sorted(s.Secrets) {
		l.add("secret", s.Secrets[variable].Name, l.setting+"secrets."+variable)
	}
	for _, variable := range sorted(s.Parameters) {
		l.add("parameter", s.Parameters[variable].Name, l.setting+"parameters."+variable)
	}
	for _, name := range sorted(s.Events) {
		e := s.Events[name]
		at := l.setting + "events." + name + "."
		switch e.Kind {
		case config.OfQueue, config.OfTopic, config.OfStream:
			l.add(string(e.Kind), e.Source, at+string(e.Kind))
		case config.OfPattern:
			l.add("bus", e.Bus, at+"bus")
		}
	}
	if s.HTTP != nil && s.HTTP.Domain != nil {
		l.add("certificate", s.HTTP.Domain.Certificate, l.setting+"http.domain.certificate")
	}
}

// network is the service's own, or that of all services.
func (l *listing) network(c compute.Config, service string) {
	vpc, at := c.For(service).VPC, l.setting+"vpc."
	if reflect.DeepEqual(vpc, c.VPC) {
		at = config.FullKey(contract.Project(contract.ComputeLayer), "vpc.")
	}
	for _, id := range vpc.Subnets {
		l.add("subnet", id, at+"subnetIds")
	}
	for _, id := range vpc.SecurityGroups {
		l.add("security group", id, at+"securityGroupIds")
	}
}

// variables may hold outputs, of whatever they are.
func (l *listing) variables(c compute.Config, service string) {
	for _, name := range sorted(c.Variables[service]) {
		l.outputs(l.setting+"variables."+name, c.Variables[service][name])
	}
}

func (l *listing) outputs(setting string, texts ...string) {
	for _, text := range texts {
		_, references := config.References(text)
		for _, r := range references {
			l.add("output", "${stack:"+r.Stack+"#"+r.Output+"}", setting)
		}
	}
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
