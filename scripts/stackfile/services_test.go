package stackfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/stackfile"
)

const key = "slipway-foundation:services"

func TestWithService(t *testing.T) {
	t.Parallel()
	path := []stackfile.Own{{"path", "services/cart/"}, {"memory", "2048"}}
	for name, c := range map[string]struct {
		before string
		own    []stackfile.Own
		after  string
	}{
		"no file":           {"", nil, "config:\n  KEY: [api, cart]\n"},
		"no file, settings": {"", path, "config:\n  KEY: {api: {}, cart: {memory: 2048, path: services/cart/}}\n"},
		"no settings": {"# ours\nconfig: {} # none\nencryptionsalt: x\n", nil,
			"# ours\nconfig: # none\n  KEY: [api, cart]\nencryptionsalt: x\n"},
		"config with nothing": {"config:\n# end\n", nil, "config:\n  KEY: [api, cart]\n# end\n"},
		"no config":           {"encryptionsalt: x", nil, "encryptionsalt: x\nconfig:\n  KEY: [api, cart]\n"},
		"other settings": {"config:\n  # who\n  a:emails:\n  - x # he\n  # more\n\n# end\n", nil,
			"config:\n  # who\n  a:emails:\n  - x # he\n  KEY: [api, cart]\n  # more\n\n# end\n"},
		"a list in brackets": {"config:\n  KEY: [api, shop] # ours\n", nil, "config:\n  KEY: [api, shop, cart] # ours\n"},
		"a list over lines": {
			"config:\n  KEY: [\n    api, # first\n  ]\n", nil, "config:\n  KEY: [\n    api, cart, # first\n  ]\n",
		},
		"a list of lines": {"config:\n  KEY:\n    - api # first\n    # end\n  b: c\n", nil,
			"config:\n  KEY:\n    - api # first\n    - cart\n    # end\n  b: c\n"},
		"a list at the key": {"config:\n  KEY:\n  - api\n  - \"shop\"\n  b: c\n", nil,
			"config:\n  KEY:\n  - api\n  - \"shop\"\n  - cart\n  b: c\n"},
		"a list at the end, no line end": {"config:\n  KEY:\n  - api", nil, "config:\n  KEY:\n  - api\n  - cart\n"},
		"an object": {"config:\n  KEY:\n    api: {memory: 512} # small\n    shop:\n      memory: 256\n\n  b: c\n", nil,
			"config:\n  KEY:\n    api: {memory: 512} # small\n    shop:\n      memory: 256\n    cart: {}\n\n  b: c\n"},
		"an object, settings": {"config:\n  KEY:\n    api:\n", path,
			"config:\n  KEY:\n    api:\n    cart: {memory: 2048, path: services/cart/}\n"},
		"an object in brackets": {"config: {KEY: {api: {path: 'a, }'}}, b: c}\n", path,
			"config: {KEY: {api: {path: 'a, }'}, cart: {memory: 2048, path: services/cart/}}, b: c}\n"},
		"a list that becomes an object": {"config:\n  KEY: ['api', shop] # ours\n", path,
			"config:\n  KEY: {'api': {}, shop: {}, cart: {memory: 2048, path: services/cart/}} # ours\n"},
		"lines that become an object": {"config:\n  KEY:\n  - api # first\n  # then\n  - shop\n  b: c\n", path,
			"config:\n  KEY:\n    api: {} # first\n  # then\n    shop: {}\n    cart: {memory: 2048, path: " +
				"services/cart/}\n  b: c\n"},
		"JSON in a text": {
			"config:\n  KEY: '[\"api\"]' # ours\n", nil, "config:\n  KEY: '[\"api\", \"cart\"]' # ours\n",
		},
		"JSON in double quotes": {`config:` + "\n" + `  KEY: "[\"api\"]"` + "\n", nil,
			`config:` + "\n" + `  KEY: "[\"api\", \"cart\"]"` + "\n"},
		"an object as JSON": {"config:\n  KEY: '{\"api\": {\"memory\": 512}}'\n", path,
			"config:\n  KEY: '{\"api\": {\"memory\": 512}, \"cart\": {\"memory\":2048,\"path\":\"services/cart/\"}}'\n"},
		"a list as JSON that becomes an object": {"config:\n  KEY: '[\"api\"]'\n", path,
			"config:\n  KEY: '{\"api\":{},\"cart\":{\"memory\":2048,\"path\":\"services/cart/\"}}'\n"},
		"JSON in lines": {"config:\n  KEY: |\n    [\n      \"api\"\n    ]\n  b: c\n", nil,
			"config:\n  KEY: |\n    [\n      \"api\", \"cart\"\n    ]\n  b: c\n"},
		"a bare key": {"config:\n  services: [api]\n", nil, "config:\n  services: [api, cart]\n"},
		"lines of DOS": {
			"config:\r\n  KEY:\r\n    - api\r\n  b: c\r\n", nil, "config:\r\n  KEY:\r\n    - api\r\n    - cart\r\n  b: c\r\n",
		},
		"a byte order mark": {"\uFEFFconfig:\n  KEY: [api]\n", nil, "\uFEFFconfig:\n  KEY: [api, cart]\n"},
	} {
		t.Run("is put into "+name, func(t *testing.T) {
			t.Parallel()
			named := func(text string) string { return strings.ReplaceAll(text, "KEY", key) }
			file := write(t, named(c.before))
			f, err := stackfile.Read(file)
			require.NoError(t, err)
			after, err := f.WithService("cart", c.own)
			require.NoError(t, err)
			require.NoError(t, stackfile.Write(after))
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, named(c.after), string(text))
		})
	}
}

func TestWith(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ before, after string }{
		"no file":             {"", "config:\n  slipway-delivery:branch: next\n"},
		"another value":       {"config:\n  branch: main # ours\n", "config:\n  branch: next # ours\n"},
		"quotes":              {"config:\n  branch: 'main'\n", "config:\n  branch: next\n"},
		"brackets":            {"config: {branch: main, x: [y]}\n", "config: {branch: next, x: [y]}\n"},
		"brackets without it": {"config: {x: [y]}\n", "config: {x: [y], slipway-delivery:branch: next}\n"},
		"lines": {
			"config:\n  branch:\n    - a\n    - b\n  # c\n  x: y\n", "config:\n  branch: next\n  # c\n  x: y\n",
		},
		"lines of a text": {"config:\n  branch: |\n    a\n\n    b\n  x: y\n", "config:\n  branch: next\n  x: y\n"},
		"no value":        {"config:\n  branch:\n  x: y\n", "config:\n  branch: next\n  x: y\n"},
	} {
		t.Run("sets a value in the place of "+name, func(t *testing.T) {
			t.Parallel()
			file := write(t, c.before)
			f, err := stackfile.Read(file)
			require.NoError(t, err)
			after, err := f.With("slipway-delivery", "branch", "next")
			require.NoError(t, err)
			require.NoError(t, stackfile.Write(after))
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, c.after, string(text))
			value, set := after.Setting("slipway-delivery", "branch")
			assert.True(t, set)
			assert.Equal(t, "next", value)
		})
	}
	t.Run("is done by hand if the text leaves no place for it", func(t *testing.T) {
		t.Parallel()
		file := write(t, "config: &x {a: b}\nother: *x\n")
		f, err := stackfile.Read(file)
		require.NoError(t, err)
		_, err = f.With("slipway-delivery", "branch", "next")
		require.EqualError(t, err, file+" is written in a way that slipway-delivery:branch cannot be put into: "+
			"write `slipway-delivery:branch: next` into it by hand, under config")
		_, err = f.WithService("cart", nil)
		require.EqualError(t, err, file+" is written in a way that "+key+" cannot be put into: "+
			"write `"+key+": [api, cart]` into it by hand, under config")
	})
}

func TestWrite(t *testing.T) {
	t.Parallel()
	t.Run("writes all files or none", func(t *testing.T) {
		t.Parallel()
		there := write(t, "# was\n")
		folder := filepath.Dir(there)
		var files []*stackfile.File
		for _, path := range []string{there, filepath.Join(folder, "new.yaml"), filepath.Join(folder, "gone", "x.yaml")} {
			file, err := stackfile.New(path, "# is\n")
			require.NoError(t, err)
			files = append(files, file)
		}
		err := stackfile.Write(files...)
		require.ErrorContains(t, err, "write "+filepath.Join(folder, "gone", "x.yaml")+": ")
		text, err := os.ReadFile(there)
		require.NoError(t, err)
		assert.Equal(t, "# was\n", string(text))
		left, err := os.ReadDir(folder)
		require.NoError(t, err)
		assert.Len(t, left, 1)

		require.NoError(t, stackfile.Write(files[:2]...))
		text, err = os.ReadFile(files[1].Path)
		require.NoError(t, err)
		assert.Equal(t, "# is\n", string(text))
	})
}
