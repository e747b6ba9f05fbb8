package realaws_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/structpb"

	"slipway/scripts/localaws"
	"slipway/tests/harness"
)

// m is short for a resource's properties.
type m = map[string]any

// side is one of the two sides: a provider for package aws, spoken to as the
// engine does, and the resources that were deployed through it.
type side struct {
	rpc pulumirpc.ResourceProviderClient
	all map[string]harness.Resource // by URN
}

// realSide attaches to the provider under test.
func realSide(t *testing.T, h *harness.Env, env string) side {
	t.Helper()
	for attached := range strings.SplitSeq(os.Getenv("PULUMI_DEBUG_PROVIDERS"), ",") {
		if port, ok := strings.CutPrefix(attached, "aws:"); ok {
			return connect(t, port, h.Deployed(t, env))
		}
	}
	plugin := exec.CommandContext(t.Context(), "pulumi-resource-aws")
	out, err := plugin.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, plugin.Start())
	t.Cleanup(func() { _ = plugin.Wait() }) // the test's context has ended it
	port, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	return connect(t, strings.TrimSpace(port), h.Deployed(t, env))
}

// simulatedSide opens the simulated AWS that an environment's commands deployed to.
func simulatedSide(t *testing.T, h *harness.Env, env string) side {
	t.Helper()
	s, err := localaws.Start(t.Context(), localaws.Options{Dir: filepath.Join(h.State, ".slipway", "aws")})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return connect(t, strconv.Itoa(s.ProviderPort()), h.Deployed(t, env))
}

func connect(t *testing.T, port string, deployed []harness.Resource) side {
	t.Helper()
	conn, err := grpc.NewClient("127.0.0.1:"+port, grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	s := side{pulumirpc.NewResourceProviderClient(conn), map[string]harness.Resource{}}
	_, err = s.rpc.Configure(t.Context(), &pulumirpc.ConfigureRequest{
		Args:            wire(t, m{"region": "us-east-1"}),
		AcceptSecrets:   true,
		AcceptResources: true,
	})
	require.NoError(t, err)
	for _, r := range deployed {
		// The bridge's notes on its own state are encrypted in parts, and it can do without.
		delete(r.Outputs, "__pulumi_raw_state_delta")
		s.all[r.URN] = r
	}
	return s
}

func wire(t *testing.T, values m) *structpb.Struct {
	t.Helper()
	s, err := plugin.MarshalProperties(resource.NewPropertyMapFromMap(values), plugin.MarshalOptions{KeepSecrets: true})
	require.NoError(t, err)
	return s
}

// check validates inputs in place of those of a deployed resource. It returns what the
// provider makes of them, or the faults that it reports.
func (s side) check(t *testing.T, r harness.Resource, in m) (*structpb.Struct, []string) {
	t.Helper()
	answer, err := s.rpc.Check(t.Context(), &pulumirpc.CheckRequest{
		Urn:  r.URN,
		Type: r.Type,
		Name: r.Name(),
		Olds: wire(t, r.Inputs),
		News: wire(t, in),
	})
	if err != nil {
		return nil, []string{err.Error()}
	}
	var refused []string
	for _, f := range answer.GetFailures() {
		refused = append(refused, f.GetProperty()+": "+f.GetReason())
	}
	return answer.GetInputs(), refused
}

// plan is the step that a preview shows when a deployed resource gets other
// inputs: "refuse", "keep", "update" or "replace".
func (s side) plan(t *testing.T, urn string, in m) string {
	t.Helper()
	r := s.all[urn]
	news, refused := s.check(t, r, in)
	if len(refused) > 0 {
		return "refuse"
	}
	answer, err := s.rpc.Diff(t.Context(), &pulumirpc.DiffRequest{
		Id:        r.ID,
		Urn:       r.URN,
		Type:      r.Type,
		Name:      r.Name(),
		Olds:      wire(t, r.Outputs),
		OldInputs: wire(t, r.Inputs),
		News:      news,
	})
	switch {
	case err != nil:
		return "refuse"
	case len(answer.GetReplaces()) > 0:
		return "replace"
	case answer.GetChanges() == pulumirpc.DiffResponse_DIFF_SOME:
		return "update"
	}
	return "keep"
}

// oneOfEach picks the first deployed resource of every type, in order.
func (s side) oneOfEach() []harness.Resource {
	byType := map[string]harness.Resource{}
	for _, r := range s.all {
		if had, ok := byType[r.Type]; !ok || r.URN < had.URN {
			byType[r.Type] = r
		}
	}
	var picked []harness.Resource
	for _, r := range byType {
		picked = append(picked, r)
	}
	slices.SortFunc(picked, func(a, b harness.Resource) int { return strings.Compare(a.Type, b.Type) })
	return picked
}
