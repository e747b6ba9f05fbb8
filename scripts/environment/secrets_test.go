package environment_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/environment"
	"slipway/shared/contract"
)

func resolve(t *testing.T, root string, set map[string]string) environment.Environment {
	t.Helper()
	e, err := environment.Resolve("dev", root, variables(set))
	require.NoError(t, err)
	return e
}

func TestSaltIsSharedBetweenTheLayers(t *testing.T) {
	t.Parallel()
	root := checkout(t, map[string]string{
		"stacks/foundation/Pulumi.dev.yaml": "config: {}\n",
		"stacks/compute/Pulumi.dev.yaml":    "encryptionsalt: v1:abc\n",
	})
	e := resolve(t, root, map[string]string{"SLIPWAY_AWS": "real"})
	s, err := e.Secrets()
	require.NoError(t, err)
	missing := []string{root + "/stacks/foundation/Pulumi.dev.yaml", root + "/stacks/delivery/Pulumi.dev.yaml"}
	assert.Equal(t, environment.Secrets{Salt: "v1:abc", Missing: missing}, s)

	require.NoError(t, environment.KeepSalt(s.Missing, s.Salt))
	foundation, err := os.ReadFile(missing[0])
	require.NoError(t, err)
	assert.Equal(t, "encryptionsalt: v1:abc\nconfig: {}\n", string(foundation), "the rest of the file is as it was")
	delivery, err := os.ReadFile(missing[1])
	require.NoError(t, err)
	assert.Equal(t, "encryptionsalt: v1:abc\n", string(delivery))
	s, err = e.Secrets()
	require.NoError(t, err)
	assert.Equal(t, environment.Secrets{Salt: "v1:abc"}, s)
	assert.Equal(t, filepath.Join("stacks", "delivery", "Pulumi.dev.yaml"), e.Relative(missing[1]))
}

func TestACloudKeyNeedsNoSalt(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	for _, layer := range contract.LayerNames() {
		files["stacks/"+layer+"/Pulumi.dev.yaml"] = "secretsprovider: awskms://alias/slipway\n"
	}
	e := resolve(t, checkout(t, files), map[string]string{"SLIPWAY_AWS": "real"})
	s, err := e.Secrets()
	require.NoError(t, err)
	assert.Equal(t, environment.Secrets{Named: true}, s)
}

func TestASimulatedEnvironmentNeedsNoPassphraseAndTouchesNoFile(t *testing.T) {
	t.Parallel()
	e := resolve(t, checkout(t, nil), map[string]string{"PULUMI_CONFIG_PASSPHRASE": "of another environment"})
	require.True(t, e.Simulated)
	s, err := e.Secrets()
	require.NoError(t, err)
	assert.Empty(t, s.Missing)
	assert.NotEmpty(t, s.Salt)
	phrases, err := e.Passphrases()
	require.NoError(t, err)
	assert.Equal(t, []string{"of another environment", ""}, phrases)
}

func TestPassphrasesOfARealEnvironment(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "phrase")
	require.NoError(t, os.WriteFile(file, []byte("from a file\n"), 0o600))
	root := checkout(t, nil)
	made := func(content string) string {
		file := filepath.Join(t.TempDir(), "phrase")
		require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
		return file
	}
	for name, tt := range map[string]struct {
		set  map[string]string
		want []string
		err  string
	}{
		"from the variable":        {set: map[string]string{"PULUMI_CONFIG_PASSPHRASE": "open"}, want: []string{"open"}},
		"an empty one that is set": {set: map[string]string{"PULUMI_CONFIG_PASSPHRASE": ""}, want: []string{""}},
		"from a file": {
			set:  map[string]string{"PULUMI_CONFIG_PASSPHRASE_FILE": file},
			want: []string{"from a file"},
		},
		"a file of Windows": {
			set:  map[string]string{"PULUMI_CONFIG_PASSPHRASE_FILE": made("open\r\n")},
			want: []string{"open"},
		},
		"a byte order mark": {
			set: map[string]string{"PULUMI_CONFIG_PASSPHRASE_FILE": made("\uFEFFopen\n")},
			err: "is no plain text in UTF-8 without a byte order mark: write it with `printf %s PASSPHRASE > ",
		},
		"UTF-16": {
			set: map[string]string{"PULUMI_CONFIG_PASSPHRASE_FILE": made("\xff\xfeo\x00")},
			err: "PULUMI_CONFIG_PASSPHRASE_FILE, is no plain text in UTF-8",
		},
		"UTF-16 without a mark": {
			set: map[string]string{"PULUMI_CONFIG_PASSPHRASE_FILE": made("o\x00")},
			err: "is no plain text in UTF-8",
		},
		"an empty file": {
			set: map[string]string{"PULUMI_CONFIG_PASSPHRASE_FILE": made(" \n")},
			err: "PULUMI_CONFIG_PASSPHRASE_FILE, is empty: write the passphrase into it",
		},
		"both": {
			set: map[string]string{"PULUMI_CONFIG_PASSPHRASE": "", "PULUMI_CONFIG_PASSPHRASE_FILE": file},
			err: "both PULUMI_CONFIG_PASSPHRASE and PULUMI_CONFIG_PASSPHRASE_FILE are set: keep the one that is meant, " +
				"and unset the other",
		},
		"a file that is not there": {
			set: map[string]string{"PULUMI_CONFIG_PASSPHRASE_FILE": file + "x"},
			err: "read PULUMI_CONFIG_PASSPHRASE_FILE: open " + file + "x: no such file or directory",
		},
		"none": {
			err: "no passphrase for the secrets of dev: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE, " +
				"or name a key in each stacks/*/Pulumi.dev.yaml, such as secretsprovider: awskms://alias/NAME",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set := map[string]string{"SLIPWAY_AWS": "real"}
			for k, v := range tt.set {
				set[k] = v
			}
			e := resolve(t, root, set)
			phrases, err := e.Passphrases()
			if tt.err != "" {
				assert.ErrorContains(t, err, tt.err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.want, phrases)
		})
	}
}

func TestPulumiCloudKeepsSecretsItself(t *testing.T) {
	t.Parallel()
	e := resolve(t, checkout(t, nil), map[string]string{
		"SLIPWAY_AWS":        "real",
		"PULUMI_BACKEND_URL": "https://api.pulumi.com",
	})
	assert.True(t, e.Hosted())
}

func TestTheFirstPassphrase(t *testing.T) {
	t.Parallel()
	const and = ", and the secrets of dev would be encrypted with it for good: set another one"
	for phrase, want := range map[string]string{
		"correct horse": "",
		"":              "the passphrase in PULUMI_CONFIG_PASSPHRASE is empty" + and,
		"horse\r":       "the passphrase in PULUMI_CONFIG_PASSPHRASE begins or ends with a space or a line end" + and,
		" horse":        "the passphrase in PULUMI_CONFIG_PASSPHRASE begins or ends with a space or a line end" + and,
		"a\nb":          "the passphrase in PULUMI_CONFIG_PASSPHRASE has a line end or another control character in it" + and,
	} {
		e := resolve(t, checkout(t, nil), map[string]string{"SLIPWAY_AWS": "real", "PULUMI_CONFIG_PASSPHRASE": phrase})
		got, err := e.NewPhrase()
		if want != "" {
			require.EqualError(t, err, want)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, phrase, got)
	}
	e := resolve(t, checkout(t, nil), map[string]string{"SLIPWAY_AWS": "real"})
	_, err := e.NewPhrase()
	require.ErrorContains(t, err, "no passphrase for the secrets of dev")
	e = resolve(t, checkout(t, nil), map[string]string{"PULUMI_CONFIG_PASSPHRASE_FILE": "/phrase"})
	assert.Equal(t, "/phrase, PULUMI_CONFIG_PASSPHRASE_FILE", e.PhraseSource())
}
