package langhost_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"syscall"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/emptypb"

	"slipway/scripts/langhost"
	"slipway/shared/config"
	"slipway/shared/naming"
)

// layers are the programs of the tests' process.
var layers = map[string]langhost.Layer{
	"shop": {
		Program: func(*pulumi.Context) error { return nil },
		Load: func(s config.Source) (langhost.Settings, error) {
			fmt.Println("loading") // must not disturb the calls
			suffix, err := naming.NewSuffix(s.Stack())
			if err != nil {
				return langhost.Settings{}, err
			}
			image, _ := s.Get("image")
			return langhost.Settings{
				Common: config.Common{
					Suffix:  suffix,
					Account: fmt.Sprint(s.(config.Lister).Keys()),
				},
				Examples: "repository is an example",
				Images:   map[string]string{"api": image},
			}, nil
		},
	},
	"faulty": {Load: func(config.Source) (langhost.Settings, error) {
		return langhost.Settings{}, errors.New("one fault\nanother")
	}},
	"fragile": {Load: func(config.Source) (langhost.Settings, error) { os.Exit(3); panic("unreachable") }},
}

// The test's own file is the process of the programs as well.
func TestMain(m *testing.M) {
	if os.Getenv("SERVE_PROGRAMS") != "" {
		langhost.Serve(layers)
		return
	}
	if err := os.Setenv("SERVE_PROGRAMS", "1"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// command makes a command of the test's own file; nothing is started yet.
func command(t *testing.T) (*langhost.Command, *bytes.Buffer) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	var talk bytes.Buffer
	return langhost.NewCommand(self, &talk), &talk
}

var pr42 = langhost.Configuration{
	Project: "shop",
	Env:     "pr-42",
	Values: map[string]string{
		"shop:image": "sha256:1", "shop:branch": "main", "aws:region": "eu-west-1",
	},
}

func TestAConfigurationIsReadInTheProcessAsInTheHost(t *testing.T) {
	t.Parallel()
	c, talk := command(t)
	there, err := c.Load(pr42)
	require.NoError(t, err)
	here, err := langhost.NewHost(layers).Load(pr42)
	require.NoError(t, err)
	assert.Equal(t, here, there)
	assert.Equal(t, "pr-42", there.Common.Suffix.String())
	assert.Equal(t, "[aws:region branch image]", there.Common.Account, "the keys that the program has to read")
	assert.Equal(t, map[string]string{"api": "sha256:1"}, there.Images)
	assert.Equal(t, "repository is an example", there.Examples)
	require.NoError(t, c.Close())
	assert.Equal(t, "loading\n", talk.String(), "what a program prints goes to the command's talk")
}

func TestFaultsComeAcrossAsTheyAre(t *testing.T) {
	t.Parallel()
	c, _ := command(t)
	for project, want := range map[string]string{
		"faulty":  "one fault\nanother",
		"unknown": "there is no program for project unknown",
	} {
		_, there := c.Load(langhost.Configuration{Project: project})
		require.EqualError(t, there, want)
		_, here := langhost.NewHost(layers).Load(langhost.Configuration{Project: project})
		require.EqualError(t, here, want)
	}
	require.NoError(t, c.Close())
}

func TestTheProcessIsALanguageRuntimeUntilItIsClosed(t *testing.T) {
	t.Parallel()
	c, _ := command(t)
	address, err := c.Runtime()
	require.NoError(t, err)
	again, err := c.Runtime()
	require.NoError(t, err)
	assert.Equal(t, address, again)

	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	defer func() { _ = conn.Close() }()
	runtime := pulumirpc.NewLanguageRuntimeClient(conn)
	info, err := runtime.GetPluginInfo(t.Context(), &emptypb.Empty{})
	require.NoError(t, err)
	assert.Equal(t, "1.0.0", info.GetVersion())
	_, err = runtime.Run(t.Context(), &pulumirpc.RunRequest{Project: "unknown"})
	require.ErrorContains(t, err, "there is no program for project unknown")

	require.NoError(t, c.Close())
	_, err = runtime.GetPluginInfo(t.Context(), &emptypb.Empty{})
	assert.Error(t, err)
}

// An interrupt in a terminal reaches the command and the process alike.
func TestASignalToAllIsForTheCommandToAnswer(t *testing.T) {
	t.Parallel()
	c, _ := command(t)
	_, err := c.Load(pr42)
	require.NoError(t, err)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE} {
		require.NoError(t, c.Signal(s))
		_, err := c.Load(pr42)
		require.NoError(t, err, s)
	}
	require.NoError(t, c.Close())
}

func TestAProcessThatEndsIsReported(t *testing.T) {
	t.Parallel()
	c, talk := command(t)
	_, err := c.Load(langhost.Configuration{Project: "fragile"})
	require.ErrorContains(t, err, "does not answer: unexpected EOF")
	require.ErrorContains(t, c.Close(), "exit status 3")
	assert.Equal(t, "\nThe layers' programs ended in the middle of their work: exit status 3\n", talk.String())
}

func TestACommandThatIsNotThereIsToBeBuilt(t *testing.T) {
	t.Parallel()
	c := langhost.NewCommand("/nowhere/programs", nil)
	_, err := c.Runtime()
	require.EqualError(t, err,
		"start programs: fork/exec /nowhere/programs: no such file or directory; `make build` makes the file")
	require.NoError(t, c.Close(), "nothing was started")
}
