package config

import (
	"fmt"
	"regexp"
	"slices"
)

// VPC is the network that a function runs in. The ids may be outputs of other stacks.
type VPC struct{ Subnets, SecurityGroups []string }

// What Lambda takes (Lambda API, VpcConfig).
const (
	mostSubnets        = 16
	mostSecurityGroups = 5
)

var (
	// SubnetPattern is the id of a subnet.
	SubnetPattern = regexp.MustCompile(`^subnet-([0-9a-f]{8}|[0-9a-f]{17})$`)
	// GroupPattern is the id of a security group.
	GroupPattern = regexp.MustCompile(`^sg-([0-9a-f]{8}|[0-9a-f]{17})$`)
)

// In reports whether there is a network.
func (v VPC) In() bool { return len(v.Subnets) > 0 }

// vpc reads an object of ids; an empty one is no network.
func (r *Reader) vpc(key string, def VPC) VPC {
	if _, set := r.source.Get(key); !set {
		r.known = append(r.known, key)
		return def
	}
	var given map[string]any
	r.Object(key, &given, `an object such as {"subnetIds": ["subnet-0123abcd"], "securityGroupIds": ["sg-0123abcd"]}`)
	of := r.within(key, given, "subnetIds", "securityGroupIds")
	if len(given) == 0 {
		return VPC{}
	}
	return VPC{
		Subnets:        of.ids("subnetIds", SubnetPattern, mostSubnets, "subnet-0123456789abcdef0"),
		SecurityGroups: of.ids("securityGroupIds", GroupPattern, mostSecurityGroups, "sg-0123456789abcdef0"),
	}
}

func (r *Reader) ids(key string, pattern *regexp.Regexp, most int, example string) []string {
	var all []string
	r.Object(key, &all, `a list such as ["`+example+`"]`)
	if len(all) == 0 || len(all) > most {
		r.Reject(key, fmt.Sprint(len(all)), fmt.Sprintf("1 to %d ids", most))
	}
	for i, id := range all {
		switch {
		case Misread(id):
			r.Reject(key, id, ReferenceRule)
		case !Refers(id) && !pattern.MatchString(id):
			r.Reject(key, id, "an id such as "+example+", or an output of another stack")
		case slices.Contains(all[:i], id):
			r.Reject(key, id, "named twice")
		}
	}
	return all
}

// vpcSetting is about the network.
var vpcSetting = setting{
	Key: Key{
		Name:    "vpc",
		Default: "none",
		Rule: "the network that the function runs in, for what can be reached from there alone: " +
			"`subnetIds` (up to 16, in two " +
			"zones or more) and `securityGroupIds` (up to 5), of the functions' account or shared with it; each an id, or an " +
			"output of your network's stack, `${stack:PROJECT#OUTPUT}`. There are no tags to look them up by: whoever tagged " +
			"a subnet would move a live function. `{}` for a service that is in none. From a VPC nothing of AWS's is reached " +
			"without endpoints or a NAT. AWS keeps network interfaces for up to 40 minutes after a function has left, and " +
			"only then are subnets and security groups to be deleted. " + withRelease,
		Example: `{"subnetIds": ["subnet-0123456789abcdef0", "${stack:network#subnetB}"], ` +
			`"securityGroupIds": ["${stack:network#functions}"]}`,
		Schema: Schema{
			"type": "object",
			"properties": Schema{
				"subnetIds":        List(Text()),
				"securityGroupIds": List(Text()),
			},
			"additionalProperties": false,
		},
	},
	layers: inCompute,
	read:   func(r *Reader, s *Service) { s.VPC = r.vpc("vpc", s.VPC) },
}
