package stackfile

import (
	"errors"
	"fmt"
	"os"
)

// New is a file that is not written yet.
func New(path, text string) (*File, error) { return parse(path, []byte(text)) }

// Text is the file's text.
func (f *File) Text() []byte { return f.text }

// Write writes all files, or none: if one cannot be written, those before it become what
// they were.
func Write(files ...*File) error {
	var before []*File
	for _, file := range files {
		was, err := os.ReadFile(file.Path)
		if err != nil && !os.IsNotExist(err) {
			return errors.Join(fmt.Errorf("write %s: %w", file.Path, err), restore(before))
		}
		if err := replace(file.Path, file.text); err != nil {
			return errors.Join(fmt.Errorf("write %s: %w", file.Path, err), restore(before))
		}
		before = append(before, &File{
			Path: file.Path,
			text: was, // nil if there was none
		})
	}
	return nil
}

// restore takes away what was written.
func restore(before []*File) error {
	var faults []error
	for _, file := range before {
		if file.text == nil {
			faults = append(faults, os.Remove(file.Path))
		} else {
			faults = append(faults, replace(file.Path, file.text))
		}
	}
	return errors.Join(faults...)
}
