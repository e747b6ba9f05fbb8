package localaws

import (
	"context"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"slipway/scripts/localaws/properties"
)

// Invoke answers the function that the layers use.
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
	default:
		return nil, status.Errorf(codes.Unimplemented, "the simulated AWS does not know the function %s", r.GetTok())
	}
	result, err := encode(properties.ToEngine(out, nil))
	if err != nil {
		return nil, err
	}
	return &pulumirpc.InvokeResponse{Return: result}, nil
}
