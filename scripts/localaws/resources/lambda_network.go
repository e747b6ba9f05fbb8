package resources

import (
	"regexp"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

// networkIDs are the ids of a function's VPC, and how many Lambda takes of each.
var networkIDs = []struct {
	property string
	pattern  *regexp.Regexp
	most     int
}{
	{"subnetIds", regexp.MustCompile(`^subnet-[0-9a-z]*$`), 16},
	{"securityGroupIds", regexp.MustCompile(`^sg-[0-9a-zA-Z]*$`), 5},
}

// network rejects a VPC that Lambda's API does not take (Lambda API, VpcConfig). Which networks
// there are in an account is not simulated; their ids are taken on trust.
func network(c *Call) []awserr.Fault {
	var out []awserr.Fault
	for _, ids := range networkIDs {
		at := "vpcConfig." + ids.property
		if !c.In.Has("vpcConfig") || c.In.IsUnknown(at) {
			continue
		}
		given := c.In.Strs(at)
		if !c.In.Has(at) {
			out = append(out, fault(at, "Missing required argument: %s", ids.property)...)
		}
		if len(given) > ids.most {
			out = append(out, fault(at, "Member must have length less than or equal to %d", ids.most)...)
		}
		for _, id := range given {
			if !ids.pattern.MatchString(id) {
				out = append(out, fault(at, "Member must satisfy regular expression pattern: %s", ids.pattern)...)
			}
		}
	}
	return out
}

// networkRights rejects a function in a VPC whose role may not make its network interfaces.
func networkRights(operation string) Rule {
	return func(c *Call) error {
		role, known := c.In.Text("role")
		if !known || len(c.In.Strs("vpcConfig.subnetIds")) == 0 {
			return nil
		}
		if _, simulated := c.role(role); !simulated {
			return nil
		}
		for _, right := range []struct{ action, resource string }{
			{"CreateNetworkInterface", c.ARN("ec2", "*/*")},
			{"DescribeNetworkInterfaces", "*"},
			{"DeleteNetworkInterface", c.ARN("ec2", "*/*")},
		} {
			permitted, err := c.rolePermits(role, "ec2:"+right.action, right.resource)
			if err != nil {
				return err
			}
			if !permitted {
				return awserr.New("Lambda", operation, "InvalidParameterValueException",
					"The provided execution role does not have permissions to call %s on EC2", right.action)
			}
		}
		return nil
	}
}

// networkFill adds the VPC that the subnets are in.
func networkFill(c *Call, out properties.Map) {
	network, in := out["vpcConfig"].(map[string]any)
	if !in {
		return
	}
	network["vpcId"] = c.Keep("vpcConfig.vpcId", func() any { return "vpc-" + c.Random("0123456789abcdef", 17) })
	if _, set := network["ipv6AllowedForDualStack"]; !set {
		network["ipv6AllowedForDualStack"] = false
	}
}
