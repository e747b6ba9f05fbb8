package receiverzip

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"time"
)

// writeZip writes the zip that holds the binary as its one file. Everything
// that a file system would add (time, owner, mode) is fixed.
func writeZip(path, binary string) error {
	content, err := os.ReadFile(binary)
	if err != nil {
		return err
	}
	header := &zip.FileHeader{
		Name:     "bootstrap",
		Method:   zip.Deflate,
		Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC), // the earliest a zip can say
	}
	header.SetMode(0o755)

	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	entry, err := archive.CreateHeader(header)
	if err == nil {
		_, err = entry.Write(content)
	}
	return errors.Join(err, archive.Close(), os.WriteFile(path, buffer.Bytes(), 0o644))
}
