package report

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// kept is how many runs are kept.
const kept = 20

const (
	reportEnd = ".json"
	logEnd    = ".log"
)

// Name is what a run is called: when it began, so that names are in the order of time,
// and what it is.
func Name(began time.Time, command string) string {
	return began.UTC().Format("20060102T150405.000Z") + "-" + command
}

// Prune removes all but the newest runs of the folder.
func Prune(folder string) error {
	files, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("list earlier runs: %w", err)
	}
	var runs []string
	for _, file := range files {
		if run := runOf(file.Name()); run != "" && !slices.Contains(runs, run) {
			runs = append(runs, run)
		}
	}
	slices.Sort(runs)
	old := runs[:max(0, len(runs)-kept)]
	var faults []error
	for _, file := range files {
		if slices.Contains(old, runOf(file.Name())) {
			faults = append(faults, os.Remove(filepath.Join(folder, file.Name())))
		}
	}
	return errors.Join(faults...)
}

// runOf is the run that a file is of, "" for another file.
func runOf(file string) string {
	if run, is := strings.CutSuffix(file, reportEnd); is {
		return run
	}
	run, _ := strings.CutSuffix(file, logEnd)
	if run == file {
		return ""
	}
	return run
}
