package faketools

import (
	"bufio"
	"context"
	"io"
	"net"
	"strconv"
	"strings"
)

// How a call is sent: each field, then the call, ends with a control character.
const (
	fieldEnd = "\x1f"
	callEnd  = '\x1e'
)

// shimFor returns the script of every tool. It is bash, which a buildspec needs
// anyway and which can speak TCP. Status 96 means that this process did not answer.
func shimFor(port int) string {
	return `#!/usr/bin/env bash
tool=${0##*/}
stdin=
case " $* " in *" --password-stdin "*) stdin=$(cat) ;; esac
exec 3<>/dev/tcp/127.0.0.1/` + strconv.Itoa(port) + ` || exit 96
printf '%s\037' "$tool" "$stdin" "${JUNIT_FILE:-}" "${AWS_CONFIG_FILE:-}" "$@" >&3
printf '\036' >&3
IFS= read -r -d '' status <&3 || exit 96
IFS= read -r -d '' stdout <&3
IFS= read -r -d '' stderr <&3
IFS= read -r -d '' script <&3
exec 3>&-
printf '%s' "$stdout"
printf '%s' "$stderr" >&2
if [ -n "$script" ]; then
  (eval "$script")
  exit
fi
exit "$status"
`
}

// encode renders an answer as the shim reads it.
func (a Answer) encode() string {
	return strings.Join([]string{strconv.Itoa(a.Exit), a.Stdout, a.Stderr, a.Script, ""}, "\x00")
}

func (t *Tools) serve(ctx context.Context) {
	for {
		connection, err := t.listener.Accept()
		if err != nil {
			return // closed
		}
		t.done.Go(func() { t.handle(ctx, connection) })
	}
}

func (t *Tools) handle(ctx context.Context, connection net.Conn) {
	defer func() { _ = connection.Close() }()
	text, err := bufio.NewReader(connection).ReadString(callEnd)
	fields := strings.Split(strings.TrimSuffix(text, string(callEnd)), fieldEnd)
	if err != nil || len(fields) < 5 {
		return // not sent by the shim
	}
	// The tool, its standard input, two variables, the arguments, and nothing after the last
	// mark.
	call := Call{
		Tool:       fields[0],
		Stdin:      fields[1],
		JUnitFile:  fields[2],
		ConfigFile: fields[3],
		Args:       fields[4 : len(fields)-1],
	}
	t.mu.Lock()
	t.calls = append(t.calls, call)
	answer := t.answer(ctx, call)
	t.mu.Unlock()
	_, _ = io.WriteString(connection, answer.encode())
}
