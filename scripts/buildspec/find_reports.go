package buildspec

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// findReports lists the files of each report group. No file is no fault:
// CodeBuild then shows no report.
func findReports(source string, groups map[string]reports, variables map[string]string) ([]Report, error) {
	var found []Report
	for key, group := range groups {
		report := Report{Group: os.Expand(key, func(name string) string { return variables[name] })}
		base := filepath.Join(source, filepath.FromSlash(group.BaseDirectory))
		err := filepath.WalkDir(base, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			relative, err := filepath.Rel(base, file)
			if err == nil && matchesAny(group.Files, filepath.ToSlash(relative)) {
				report.Files = append(report.Files, path.Join(group.BaseDirectory, filepath.ToSlash(relative)))
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("find report files: %w", err)
		}
		found = append(found, report)
	}
	sort.Slice(found, func(i, j int) bool { return found[i].Group < found[j].Group })
	return found, nil
}

// matchesAny knows CodeBuild's two wildcards: **/ for folders, * in a name.
func matchesAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		expression := regexp.QuoteMeta(pattern)
		expression = strings.ReplaceAll(expression, `\*\*/`, `(?:.*/)?`)
		expression = strings.ReplaceAll(expression, `\*`, `[^/]*`)
		return regexp.MustCompile(`^` + expression + `$`).MatchString(name)
	})
}
