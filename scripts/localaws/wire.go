package localaws

import (
	"crypto/rand"
	"fmt"
	"math/big"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"google.golang.org/protobuf/types/known/structpb"
)

var marshal = plugin.MarshalOptions{
	KeepUnknowns:  true,
	KeepSecrets:   true,
	KeepResources: true,
}

func decode(s *structpb.Struct) (resource.PropertyMap, error) {
	m, err := plugin.UnmarshalProperties(s, marshal)
	if err != nil {
		return nil, fmt.Errorf("decode properties: %w", err)
	}
	return m, nil
}

func encode(m resource.PropertyMap) (*structpb.Struct, error) {
	s, err := plugin.MarshalProperties(m, marshal)
	if err != nil {
		return nil, fmt.Errorf("encode properties: %w", err)
	}
	return s, nil
}

// randomText makes n characters of the alphabet.
func randomText(alphabet string, n int) string {
	out := make([]byte, n)
	for i := range out {
		// crypto/rand.Int fails only when the system has no randomness, and then it does not return.
		at, _ := rand.Int(rand.Reader, big.NewInt(int64(len(alphabet))))
		out[i] = alphabet[at.Int64()]
	}
	return string(out)
}
