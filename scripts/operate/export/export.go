// Package export copies the history's table to a place that a person names, and reads
// the copy again: what is destroyed next cannot be asked a second time.
//
// A copy is every item of the table, with the locks and marks that `make history` does
// not show, one line each, as DynamoDB writes its own exports: DynamoDB's import takes
// it back. DynamoDB's own export is not used. It lacks the latest five minutes, takes
// minutes more, and goes to a bucket alone (DynamoDB Developer Guide,
// S3DataExport.HowItWorks).
//
// What must not be here: what a row means.
package export

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
)

// Item is one item with its attributes as DynamoDB writes them: {"state": {"S": "…"}}.
type Item map[string]any

// Table is what is copied.
type Table interface {
	Items(ctx context.Context) iter.Seq2[Item, error]
}

// Place is where a copy goes.
type Place interface {
	// Check looks whether the copy can be made, before anything is read.
	Check(ctx context.Context) error
	// Write makes the copy, of a file of this machine; it writes over nothing.
	Write(ctx context.Context, file *os.File) error
	// Read opens the copy.
	Read(ctx context.Context) (io.ReadCloser, error)
	// String is where it is.
	String() string
}

// Result is what a copy holds.
type Result struct {
	Items int
	Sum   string // SHA-256 of its bytes
}

// Copy writes every item of the table to the place, and compares what is there then
// with what was read.
func Copy(ctx context.Context, table Table, to Place) (Result, error) {
	if err := to.Check(ctx); err != nil {
		return Result{}, err
	}
	folder, err := os.MkdirTemp("", "slipway-history-")
	if err != nil {
		return Result{}, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	file, err := os.Create(filepath.Join(folder, "items"))
	if err != nil {
		return Result{}, err
	}
	defer func() { _ = file.Close() }()
	wrote, err := write(ctx, file, table)
	if err != nil {
		return Result{}, fmt.Errorf("read the history's table: %w", err)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return Result{}, err
	}
	if err := to.Write(ctx, file); err != nil {
		return Result{}, fmt.Errorf("write %s: %w", to, err)
	}
	found, err := read(ctx, to)
	if err != nil {
		return Result{}, fmt.Errorf("read %s again: %w", to, err)
	}
	if found != wrote {
		return Result{}, fmt.Errorf("%s holds %d items with the SHA-256 %s, not the %d with %s that were written: "+
			"do not count on this copy", to, found.Items, found.Sum, wrote.Items, wrote.Sum)
	}
	return found, nil
}

// write puts all items into a file, a line each.
func write(ctx context.Context, into io.Writer, table Table) (Result, error) {
	sum, r := sha256.New(), Result{}
	lines := bufio.NewWriter(io.MultiWriter(into, sum))
	for item, err := range table.Items(ctx) {
		var line []byte
		if err == nil {
			line, err = json.Marshal(map[string]Item{"Item": item})
		}
		if err == nil {
			_, err = lines.Write(append(line, '\n'))
		}
		if err != nil {
			return r, err
		}
		r.Items++
	}
	err := lines.Flush()
	r.Sum = hex.EncodeToString(sum.Sum(nil))
	return r, err
}

// read counts what a place has.
func read(ctx context.Context, from Place) (r Result, err error) {
	body, err := from.Read(ctx)
	if err != nil {
		return r, err
	}
	defer func() { _ = body.Close() }()
	sum := sha256.New()
	lines := bufio.NewReader(io.TeeReader(body, sum))
	for {
		line, err := lines.ReadSlice('\n')
		if len(line) > 0 && line[len(line)-1] == '\n' {
			r.Items++
		}
		switch {
		case err == nil || errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			r.Sum = hex.EncodeToString(sum.Sum(nil))
			return r, nil
		}
		return r, err
	}
}
