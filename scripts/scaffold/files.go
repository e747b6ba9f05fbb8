package scaffold

import (
	"bytes"
	"fmt"
	"strings"

	"slipway/scripts/stackfile"
	"slipway/shared/contract"
)

// Filled are the files with the answers. One that is not there is written with comments;
// in one that is there only what was answered otherwise changes. Faults are answers that
// cannot be written.
func (c Checkout) Filled(env string, answers Answers, files Files) (filled Files, faults []string, err error) {
	faults = refused(env, answers, files)
	filled = Files{}
	for _, layer := range contract.LayerNames() {
		if len(bytes.TrimSpace(files[layer].Text())) == 0 {
			filled[layer], err = stackfile.New(files[layer].Path, newFile(layer, env, answers))
		} else {
			filled[layer], err = changed(layer, env, answers, files)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return filled, faults, nil
}

// changed is a file that is there, with the answers that it does not hold yet.
func changed(layer, env string, answers Answers, files Files) (*stackfile.File, error) {
	file := files[layer]
	for _, q := range Questions {
		answer := answers[q.Variable]
		if answer == "" || answer == q.Default(env, files) || q.layer == "" && protected(files) {
			continue
		}
		var err error
		switch q.layer {
		case "":
			file, err = file.WithTop("secretsprovider", answer)
		case layer:
			file, err = file.With(contract.Project(layer), q.key, stackfile.Flow(q.value(answer)))
		}
		if err != nil {
			return nil, err
		}
	}
	return file, nil
}

// newFile is the text of a new file.
func newFile(layer, env string, answers Answers) string {
	t := &strings.Builder{}
	line := func(format string, words ...any) { _, _ = fmt.Fprintf(t, format+"\n", words...) }
	line("# yaml-language-server: $schema=../../docs/stack.schema.json")
	line("# %s of %s. docs/configuration.md has every setting.", titles[layer], env)
	if provider := answers[secretsVariable]; provider != "" && provider != phrase {
		line("secretsprovider: %s", stackfile.Flow(provider))
	} else {
		line("# The first deployment writes the key encryptionsalt here; commit it. The passphrase opens it.")
	}
	line("config:")
	for _, e := range entries[layer] {
		line("  # %s", e.comment)
		mark := "# "
		value, given := e.answered(env, answers)
		if given {
			mark = ""
		}
		line("  %s%s: %s", mark, e.full(layer), value)
	}
	return strings.ReplaceAll(t.String(), "<env>", env)
}
