package realaws_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// image pushes one that answers with the status, and returns its digest.
func (d *deployed) image(t *testing.T, service, commit string, status int) string {
	t.Helper()
	answer, err := json.Marshal(map[string]int{"statusCode": status})
	require.NoError(t, err)
	manifest, err := json.Marshal(map[string]any{
		"schemaVersion": 2,
		"mediaType":     "application/vnd.oci.image.manifest.v1+json",
		"config":        layer("application/vnd.oci.image.config.v1+json", commit),
		"layers":        []any{},
		"annotations":   map[string]string{"answer": string(answer)},
	})
	require.NoError(t, err)
	digest := fmt.Sprintf("sha256:%x", sha256.Sum256(manifest))
	_, err = ecr.NewFromConfig(d.c).PutImage(t.Context(), &ecr.PutImageInput{
		RepositoryName: aws.String("ecr-" + service + "-" + d.env),
		ImageManifest:  aws.String(string(manifest)),
		ImageTag:       aws.String(commit),
		ImageDigest:    aws.String(digest),
	})
	require.NoError(t, err)
	return digest
}

func layer(mediaType, content string) map[string]any {
	return map[string]any{
		"mediaType": mediaType,
		"size":      len(content),
		"digest":    fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(content))),
	}
}

// traffic is the alias: the version it is on, and the share of each other one.
func (d *deployed) traffic(t *testing.T, service string) (version string, others map[string]float64) {
	t.Helper()
	alias, err := lambda.NewFromConfig(d.c).GetAlias(t.Context(), &lambda.GetAliasInput{
		FunctionName: aws.String("lambda-" + service + "-" + d.env),
		Name:         aws.String("live"),
	})
	require.NoError(t, err)
	if alias.RoutingConfig != nil {
		others = alias.RoutingConfig.AdditionalVersionWeights
	}
	return aws.ToString(alias.FunctionVersion), others
}

// serves asserts that the version has all traffic.
func (d *deployed) serves(t *testing.T, service, version string) {
	t.Helper()
	on, others := d.traffic(t, service)
	assert.Equal(t, version, on)
	assert.Empty(t, others)
}

// await waits until production is as it is wanted.
func (d *deployed) await(t *testing.T, service string, wanted func(version string, others map[string]float64) bool) {
	t.Helper()
	require.Eventually(t, func() bool { return wanted(d.traffic(t, service)) }, releaseTime, 500*time.Millisecond)
}
