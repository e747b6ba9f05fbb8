package faketools_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
)

// started are tools whose calls a function answers, and the calls it was asked about.
func started(t *testing.T, answer func(faketools.Call) faketools.Answer) *faketools.Tools {
	t.Helper()
	tools, err := faketools.Start(t.Context(), t.TempDir(), names,
		func(_ context.Context, call faketools.Call) faketools.Answer { return answer(call) })
	require.NoError(t, err)
	t.Cleanup(func() { _ = tools.Close() })
	return tools
}

func TestAnswersArriveAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing":            "",
		"a line":             "one\n",
		"no end of line":     "one",
		"empty lines":        "\n\none\n\n",
		"signs of a shell":   "$HOME `date` \\ \"q\" 'q' * ; & |\n",
		"signs of printf":    "100% %s %d \\n\n",
		"letters and a tab":  "é\t日本\n",
		"an option's looks":  "-n -e --\n",
		"a very long answer": strings.Repeat("0123456789", 20_000) + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tools := started(t, func(faketools.Call) faketools.Answer {
				return faketools.Answer{
					Stdout: text,
					Stderr: text,
					Exit:   3,
				}
			})
			out, talk, code := shell(t, tools.Bin(), "aws s3 ls")
			assert.Equal(t, text, out)
			assert.Equal(t, text, talk)
			assert.Equal(t, 3, code)
		})
	}
}

func TestArgumentsArriveAsTheyAre(t *testing.T) {
	t.Parallel()
	tools := started(t, func(faketools.Call) faketools.Answer { return faketools.Answer{} })
	_, _, code := shell(t, tools.Bin(), `aws "" " " $'two\nlines' '$HOME' "it's" -- --flag=a\ b '*' é`)
	require.Zero(t, code)
	calls := tools.Calls()
	require.Len(t, calls, 1)
	assert.Equal(t, []string{"", " ", "two\nlines", "$HOME", "it's", "--", "--flag=a b", "*", "é"}, calls[0].Args)
	assert.Equal(t, "aws", calls[0].Tool)
	assert.Empty(t, calls[0].Stdin, "standard input is read only for a password")
}

func TestAPasswordIsReadFromStandardInput(t *testing.T) {
	t.Parallel()
	tools := started(t, func(faketools.Call) faketools.Answer { return faketools.Answer{} })
	_, _, code := shell(t, tools.Bin(), `printf 's3cret' | docker login --username AWS --password-stdin host
docker push host/x </dev/null`)
	require.Zero(t, code)
	calls := tools.Calls()
	require.Len(t, calls, 2)
	assert.Equal(t, "s3cret", calls[0].Stdin)
	assert.Equal(t, "docker login --username AWS --password-stdin host", calls[0].String(),
		"a log of calls has no password")
	assert.Empty(t, calls[1].Stdin)
}

func TestManyToolsMayBeCalledAtOnce(t *testing.T) {
	t.Parallel()
	busy, most := 0, 0
	tools := started(t, func(call faketools.Call) faketools.Answer {
		busy++
		most = max(most, busy)
		defer func() { busy-- }()
		return faketools.Answer{Stdout: call.Args[0] + "\n"}
	})
	var running sync.WaitGroup
	for n := range 8 {
		running.Go(func() {
			out, _, code := shell(t, tools.Bin(), fmt.Sprintf("aws %d; docker %d", n, n))
			assert.Zero(t, code)
			assert.Equal(t, fmt.Sprintf("%d\n%d\n", n, n), out, "each gets its own answer")
		})
	}
	running.Wait()
	assert.Len(t, tools.Calls(), 16)
	assert.Equal(t, 1, most, "calls are answered one at a time")
}

func TestWhatIsNoCallIsNotAnswered(t *testing.T) {
	t.Parallel()
	tools := started(t, func(faketools.Call) faketools.Answer { return faketools.Answer{} })
	text, _, _ := shell(t, tools.Bin(), `grep -o '127.0.0.1/[0-9]*' "$(command -v aws)"`)
	port := strings.TrimSpace(strings.TrimPrefix(text, "127.0.0.1/"))
	for _, sent := range []string{"", "hello", "aws\x1f\x1e", "\x1e"} {
		connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", "127.0.0.1:"+port)
		require.NoError(t, err)
		_, err = connection.Write([]byte(sent))
		require.NoError(t, err)
		require.NoError(t, connection.(*net.TCPConn).CloseWrite())
		answer := make([]byte, 1)
		_, err = connection.Read(answer)
		require.Error(t, err, "%q", sent)
		require.NoError(t, connection.Close())
	}
	assert.Empty(t, tools.Calls())
}
