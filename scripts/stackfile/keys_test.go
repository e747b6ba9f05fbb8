package stackfile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/stackfile"
)

func faults(t *testing.T, text string) error {
	t.Helper()
	f, err := stackfile.Read(write(t, text))
	require.NoError(t, err)
	return f.Faults("slipway-delivery", "FILE")
}

func TestFaults(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing":            "",
		"comments":           "# ours\n",
		"no settings":        "encryptionsalt: v1:x\nsecretsprovider: awskms://alias/x\nencryptedkey: abc\nconfig:\n",
		"texts and numbers":  "config:\n  a:a: main\n  a:b: \"1.10\"\n  a:c: 3\n  a:d: -1\n  a:e: 1.5\n  a:f: true\n",
		"words for yes":      "config:\n  a:a: yes\n  a:b: on\n  a:c: 'null'\n",
		"blocks":             "config:\n  a:a: |\n    017\n  a:b: !!str 017\n  a:c: 09:30\n",
		"secrets":            "config:\n  a:a:\n    secure: v1:017\n  a:b: {api: {X: {secure: 1.10}}}\n",
		"a bare key":         "config:\n  branch: main\n",
		"a service with no":  "config:\n  a:services: {api: , cart: {memory: 512}}\n",
		"an event":           "config:\n  a:smoke: {event: {x: 1.10, y: null, z: [017]}, status: 200}\n",
		"a service's event":  "config:\n  a:services: {api: {smoke: {event: 1e3}}}\n",
		"anchors and merges": "config:\n  a:a: &x {k: v}\n  a:b: {<<: *x, l: w}\n  a:c: *x\n",
		"a list":             "config:\n  a:a: [x, 3]\n",
	} {
		t.Run("has none in "+name, func(t *testing.T) {
			t.Parallel()
			assert.NoError(t, faults(t, text))
		})
	}
	const read = ` in FILE, line 2, is written `
	for setting, want := range map[string]string{
		"a:a: 1.10": `a:a` + read + `1.10, read by YAML as 1.1: write "1.10", in quotes`,
		"a:a: 017":  `a:a` + read + `017, read by YAML as 15: write "017", in quotes`,
		"a:a: 0o17": `a:a` + read + `0o17, read by YAML as 15: write "0o17", in quotes`,
		"a:a: 012345678901": `a:a` + read + `012345678901, ` +
			`read by YAML as 12345678901: write "012345678901", in quotes`,
		"a:a: 1e3":                  `a:a` + read + `1e3, read by YAML as 1000: write "1e3", in quotes`,
		"a:a: 0x1f":                 `a:a` + read + `0x1f, read by YAML as 31: write "0x1f", in quotes`,
		"a:a: 0b11":                 `a:a` + read + `0b11, read by YAML as 3: write "0b11", in quotes`,
		"a:a: 1_000":                `a:a` + read + `1_000, read by YAML as 1000: write "1_000", in quotes`,
		"a:a: +5":                   `a:a` + read + `+5, read by YAML as 5: write "+5", in quotes`,
		"a:a: 1.":                   `a:a` + read + `1., read by YAML as 1: write "1.", in quotes`,
		"a:a: .inf":                 `a:a` + read + `.inf, read by YAML as +Inf: write ".inf", in quotes`,
		"a:a: 99999999999999999999": `a:a` + read + `99999999999999999999, read by YAML as 100000000000000000000: write`,
		"a:a: True":                 `a:a` + read + `True, read by YAML as true: write "True", in quotes`,
		"a:a: 2024-01-02":           `a:a` + read + `2024-01-02, read by YAML as "2024-01-02T00:00:00Z": write "2024-01-02"`,
		"a:a: !!int x":              `a:a` + read + `x, does not fit its tag`,
		"a:a: [x, 1.10]":            `a:a[1]` + read + `1.10, read by YAML as 1.1: write "1.10", in quotes`,
		"a:a: {k: {l: 1.10}}":       `a:a.k.l` + read + `1.10, read by YAML as 1.1: write "1.10", in quotes`,
		"a:a: {1.10: x}":            `a:a` + read + `1.10, no text to YAML: write "1.10", in quotes`,
		"a:a: &x 1.10":              `a:a` + read + `1.10, read by YAML as 1.1: write "1.10", in quotes`,
		"a:variables: {api: {P: 017}}": `a:variables.api.P in FILE, line 2, ` +
			`is read by YAML as another value than is written: ` +
			`write it in quotes`,
		"a:a:": `a:a in FILE, line 2, has no value: write one, "" for an empty text, ` +
			`or take the line out to have the default`,
		"slipway:account: x": `slipway:account in FILE, line 2, is set by the command alone: take the line out; ` +
			`slipway-foundation:account names the account`,
		"a:a: ~":    `a:a in FILE, line 2, has no value: write one`,
		"a:a: null": `a:a in FILE, line 2, has no value: write one`,
		"branch: x\n  slipway-delivery:branch: y": `slipway-delivery:branch is set twice in FILE, ` +
			`in line 2 and line 3: keep one`,
	} {
		t.Run("finds "+setting, func(t *testing.T) {
			t.Parallel()
			err := faults(t, "config:\n  "+setting+"\n")
			require.ErrorContains(t, err, want)
			assert.NotContains(t, err.Error(), "\n", "it is told once")
		})
	}
	for text, want := range map[string]string{
		"memory: 2048\n": "memory in FILE, line 1, is read by nothing: settings stand under config, " +
			"as slipway-delivery:memory",
		"# ours\nslipway-delivery:branch: main\n": "slipway-delivery:branch in FILE, line 2, is read by nothing: " +
			"settings stand under config, as slipway-delivery:branch",
		"encryptionSalt: v1:x\n": "encryptionSalt in FILE, line 1, is read by nothing: it is written encryptionsalt",
		"Config: {}\n":           "Config in FILE, line 1, is read by nothing: it is written config",
		"environment: [shop]\n": "environment in FILE, line 1, is read by nothing: slipway knows no environments of " +
			"Pulumi ESC; write the settings into the file",
		"config: [a]\n":                     "config in FILE, line 1, is no object from key to value",
		"config: main\n":                    "config in FILE, line 1, is no object from key to value",
		"encryptionsalt: [v1:x]\nmemory: 1": "encryptionsalt in FILE, line 1, is no text\nmemory in FILE, line 2, is read",
	} {
		t.Run("finds "+text, func(t *testing.T) {
			t.Parallel()
			require.ErrorContains(t, faults(t, text), want)
		})
	}
}
