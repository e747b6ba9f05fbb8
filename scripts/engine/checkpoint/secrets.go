package checkpoint

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	pulumistack "github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/pkg/v3/secrets"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
)

// encryptedBy tells whether the secrets of what is kept were encrypted as the manager
// encrypts: with another salt or key they cannot be read beside its own.
func encryptedBy(m secrets.Manager, kept *apitype.DeploymentV3) bool {
	p := kept.SecretsProviders
	if p == nil || m == nil {
		return true // nothing is encrypted, or nothing will be
	}
	return p.Type == m.Type() && bytes.Equal(compact(p.State), compact(m.State()))
}

// compact is JSON without the space that a file has between its words.
func compact(text json.RawMessage) []byte {
	var b bytes.Buffer
	if json.Compact(&b, text) != nil {
		return text
	}
	return b.Bytes()
}

// encryptedAnew is the state with every secret encrypted by the manager.
func encryptedAnew(ctx context.Context, before *deploy.Snapshot, m secrets.Manager) (*apitype.DeploymentV3, error) {
	snapshot := *before
	snapshot.SecretsManager = m
	anew, err := pulumistack.SerializeDeployment(ctx, &snapshot, false)
	if err != nil {
		return nil, fmt.Errorf("encrypt the state's secrets anew: %w", err)
	}
	return anew, nil
}
