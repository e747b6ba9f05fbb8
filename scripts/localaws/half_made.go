package localaws

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/structpb"

	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/resources"
)

// halfMade is a resource that is there, and of which a later call was rejected. The engine
// keeps it in the state, and tries an update the next time.
type halfMade struct{ rejected error }

func (h *halfMade) Error() string { return h.rejected.Error() }

// madeByHalf makes the call after the one that makes the resource, nil if it is not
// rejected.
func madeByHalf(k *resources.Type, c *resources.Call, out properties.Map) error {
	if k.Then == nil {
		return nil
	}
	err := k.Then(c)
	if err == nil {
		return nil
	}
	if usual, there := k.Defaults[k.Sets]; there {
		out[k.Sets] = usual
	} else {
		delete(out, k.Sets)
	}
	return &halfMade{err}
}

// answer is the provider's, with what is there (Pulumi's protocol, ErrorResourceInitFailed).
func (h *halfMade) answer(said error, id string, there, inputs *structpb.Struct) error {
	return rpcerror.WithDetails(rpcerror.New(codes.Unknown, said.Error()), &pulumirpc.ErrorResourceInitFailed{
		Id:         id,
		Properties: there,
		Inputs:     inputs,
		Reasons:    []string{said.Error()},
	})
}
