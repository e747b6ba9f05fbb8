package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/graph"
)

// browser is the first there is of those that take the same flags.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "google-chrome", "chromium-browser", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no Chromium or Chrome is on the PATH; without one the picture is held by its XML alone")
	return ""
}

var measured = regexp.MustCompile(`<pre id="measured">(.*)</pre>`)

// In a browser every text is inside its box, none overlaps another, and all can be read.
func TestAPageInABrowser(t *testing.T) {
	t.Parallel()
	chromium := browser(t)
	script, err := os.ReadFile("testdata/measure.js")
	require.NoError(t, err)
	one := small()
	one.Services = one.Services[:1]
	for name, c := range map[string]struct {
		g      graph.Graph
		scheme string // as Chromium has it: 0 dark, 1 light
		window string
	}{
		"one service, light, on a telephone": {one, "1", "500,900"},
		"thirty services, dark":              {crowd(), "0", "1400,900"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			var page bytes.Buffer
			require.NoError(t, c.g.HTML(&page))
			text := bytes.Replace(page.Bytes(), []byte("</body>"), []byte("<script>"+string(script)+"</script></body>"), 1)
			file := filepath.Join(folder, "page.html")
			require.NoError(t, os.WriteFile(file, text, 0o600))
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			command := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu",
				"--disable-dev-shm-usage", "--user-data-dir="+filepath.Join(folder, "profile"), "--window-size="+c.window,
				"--blink-settings=preferredColorScheme="+c.scheme, "--dump-dom", "file://"+file)
			dom, err := command.Output()
			require.NoError(t, err)
			found := measured.FindSubmatch(dom)
			require.NotNil(t, found, "the page was not laid out: %.500s", dom)
			var got struct {
				Dark  bool
				Texts int
				Wrong []string
			}
			require.NoError(t, json.Unmarshal([]byte(html.UnescapeString(string(found[1]))), &got))
			assert.Equal(t, c.scheme == "0", got.Dark)
			assert.Greater(t, got.Texts, 20)
			assert.Empty(t, got.Wrong)
		})
	}
}
