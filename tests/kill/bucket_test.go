package kill_test

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// objects is S3 with the bucket "state", whose objects are the files of a folder: what a
// state holds is then read alike wherever it is kept.
type objects struct {
	folder string
	inside *moments // nil if nobody waits for a save
	saves  atomic.Int64
}

// onS3 keeps the site's state in a bucket from now on.
func (s *site) onS3(t testing.TB) *objects {
	t.Helper()
	o := &objects{folder: s.state}
	server := httptest.NewServer(o)
	t.Cleanup(server.Close)
	s.bucket = o
	s.vars["PULUMI_BACKEND_URL"] = "s3://state?region=us-east-1&use_path_style=true&endpoint=" + server.URL
	s.vars["AWS_ACCESS_KEY_ID"], s.vars["AWS_SECRET_ACCESS_KEY"] = "test", "test"
	return o
}

func (o *objects) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key, is := strings.CutPrefix(r.URL.Path, "/state/")
	file := filepath.Join(o.folder, filepath.FromSlash(key))
	switch {
	case !is || key == "":
		o.list(w, r.URL.Query().Get("prefix"), r.URL.Query().Get("delimiter"))
	case r.Method == http.MethodGet, r.Method == http.MethodHead:
		content, err := os.ReadFile(file)
		if err != nil {
			answer(w, err)
			return
		}
		sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(content))
		w.Header().Set("X-Amz-Checksum-Crc32", base64.StdEncoding.EncodeToString(sum))
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Last-Modified", "Wed, 01 Jan 2025 00:00:00 GMT")
		_, _ = w.Write(content)
	case r.Method == http.MethodPut:
		o.put(w, r, key, file)
	case r.Method == http.MethodDelete:
		_ = os.Remove(file)
		w.WriteHeader(http.StatusNoContent)
	default:
		w.WriteHeader(http.StatusNotImplemented)
	}
}

// put replaces an object whole, or not at all if the caller dies while it sends.
func (o *objects) put(w http.ResponseWriter, r *http.Request, key, file string) {
	var content []byte
	var err error
	state := strings.HasPrefix(key, ".pulumi/stacks/")
	if from, _ := url.PathUnescape(r.Header.Get("X-Amz-Copy-Source")); from != "" {
		content, err = os.ReadFile(filepath.Join(o.folder, strings.TrimPrefix(from, "state/")))
	} else {
		content = make([]byte, r.ContentLength)
		half := len(content) / 2
		if _, err = io.ReadFull(r.Body, content[:half]); err == nil {
			o.inside.tick(state)
			_, err = io.ReadFull(r.Body, content[half:])
		}
	}
	if err == nil {
		err = replace(file, content)
	}
	if err != nil {
		answer(w, err)
		return
	}
	if state && !strings.HasSuffix(key, ".bak") {
		o.saves.Add(1)
	}
	o.inside.tick(state)
	w.Header().Set("ETag", `"1"`)
	_, _ = io.WriteString(w, `<CopyObjectResult><ETag>"1"</ETag></CopyObjectResult>`)
}

func replace(file string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", content, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

// answer tells S3's error.
func answer(w http.ResponseWriter, err error) {
	code, status := "InternalError", http.StatusInternalServerError
	if errors.Is(err, fs.ErrNotExist) {
		code, status = "NoSuchKey", http.StatusNotFound
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, "<Error><Code>"+code+"</Code></Error>")
}

type listed struct {
	XMLName  xml.Name `xml:"ListBucketResult"`
	Contents []struct {
		Key, ETag, LastModified string
		Size                    int64
	}
	CommonPrefixes []struct{ Prefix string }
}

// list tells the keys that begin so, up to the next delimiter.
func (o *objects) list(w http.ResponseWriter, prefix, delimiter string) {
	var all listed
	seen := map[string]bool{}
	_ = filepath.WalkDir(o.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return nil
		}
		name, _ := filepath.Rel(o.folder, path)
		key := filepath.ToSlash(name)
		rest, is := strings.CutPrefix(key, prefix)
		if !is || strings.HasSuffix(key, ".new") {
			return nil
		}
		if folder, _, below := strings.Cut(rest, delimiter); delimiter != "" && below {
			if !seen[folder] {
				seen[folder] = true
				all.CommonPrefixes = append(all.CommonPrefixes, struct{ Prefix string }{prefix + folder + delimiter})
			}
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return nil
		}
		all.Contents = append(all.Contents, struct {
			Key, ETag, LastModified string
			Size                    int64
		}{key, `"1"`, "2025-01-01T00:00:00.000Z", info.Size()})
		return nil
	})
	_ = xml.NewEncoder(w).Encode(all)
}

func TestS3KeepsAState(t *testing.T) {
	t.Parallel()
	s := newSite(t, command(t))
	s.onS3(t)
	s.must(t, "deploy", "--layer", "foundation")
	require.NotEmpty(t, s.held(t))
	s.consistent(t)
	s.readable(t)
	s.must(t, "destroy-all")
	require.Empty(t, s.held(t))
}
