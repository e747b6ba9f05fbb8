package localaws

import (
	"context"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"slipway/scripts/localaws/properties"
)

// regionNames are the regions' names as getRegion gives them.
var regionNames = map[string]string{
	"us-east-1": "US East (N. Virginia)", "us-east-2": "US East (Ohio)", "us-west-1": "US West (N. California)",
	"us-west-2": "US West (Oregon)", "eu-west-1": "Europe (Ireland)", "eu-central-1": "Europe (Frankfurt)",
}

// Invoke answers the three functions that the layers use.
func (p *provider) Invoke(ctx context.Context, r *pulumirpc.InvokeRequest) (*pulumirpc.InvokeResponse, error) {
	s := p.session(ctx)
	var out properties.Map
	switch r.GetTok() {
	case "aws:index/getCallerIdentity:getCallerIdentity":
		arn, user := "arn:aws:iam::"+s.account+":root", s.account
		if s.role != "" {
			name := s.role[strings.LastIndex(s.role, "/")+1:]
			arn, user = "arn:aws:sts::"+s.account+":assumed-role/"+name+"/slipway", "AROA"+s.account+":slipway"
		}
		out = properties.Map{"accountId": s.account, "arn": arn, "id": s.account, "userId": user}
	case "aws:index/getPartition:getPartition":
		out = properties.Map{"id": "aws", "partition": "aws", "dnsSuffix": "amazonaws.com", "reverseDnsPrefix": "com.amazonaws"}
	case "aws:index/getRegion:getRegion":
		out = properties.Map{"id": s.region, "name": s.region, "description": regionNames[s.region], "endpoint": "ec2." + s.region + ".amazonaws.com"}
	default:
		return nil, status.Errorf(codes.Unimplemented, "the AWS rehearsal does not know the function %s", r.GetTok())
	}
	result, err := encode(properties.ToEngine(out, nil))
	if err != nil {
		return nil, err
	}
	return &pulumirpc.InvokeResponse{Return: result}, nil
}
