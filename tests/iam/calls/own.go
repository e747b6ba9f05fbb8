package calls

import (
	"fmt"
	"strings"
)

// own are the calls of a service's own code: it works on what its variables are the ARNs of.
// The keys have the names that the tests give them.
func (l *list) own(by, role string, outputs map[string]any) {
	environment, _ := outputs["environment"].(map[string]any)
	variables, _ := environment["variables"].(map[string]any)
	for _, value := range variables {
		on := fmt.Sprint(value)
		parts := strings.SplitN(on, ":", 6)
		if len(parts) < 6 {
			continue
		}
		service, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(parts[5], "secret:"), "parameter/"), "/")
		key := arn("kms", parts[4], "key/"+service)
		switch parts[2] {
		case "dynamodb":
			l.add(by, role, on, nil, "dynamodb:GetItem", "dynamodb:PutItem")
		case "secretsmanager":
			l.add(by, role, on+"-AbCdEf", nil, "secretsmanager:GetSecretValue")
			l.add(by, role, key, via("secretsmanager"), "kms:Decrypt")
		case "ssm":
			l.add(by, role, on, nil, "ssm:GetParameter", "ssm:GetParameters")
			l.add(by, role, key+"-limits", via("ssm"), "kms:Decrypt")
		}
	}
}

// network are the calls of Lambda for a function in a VPC, as its role (AWS's policy
// AWSLambdaVPCAccessExecutionRole). It asks for all network interfaces when the function is
// made (Lambda Developer Guide, configuration-vpc-permissions).
func (l *list) network(by, role, account string) {
	changes := []string{
		"ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
		"ec2:UnassignPrivateIpAddresses",
	}
	l.add(by, role, arn("ec2", account, "network-interface/eni-1"), nil, changes...)
	l.add(by, role, arn("ec2", account, "subnet/subnet-0123abcd"), nil, "ec2:CreateNetworkInterface")
	l.add(by, role, "*", nil, "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets")
}
