package scaffold

import (
	"slices"
	"strings"

	"slipway/scripts/stackfile"
	"slipway/shared/contract"
)

// Asker asks a person; the answer is the default if nothing is typed.
type Asker interface {
	Ask(question, usual string) (string, error)
	Line(format string, words ...any)
}

// Init is the making of an environment's stack files.
type Init struct {
	Checkout
	Env     string
	Real    bool    // AWS is, so that example values are rejected
	Given   Answers // what needs no question
	Answers Answers
	files   Files
}

// Start reads what is there and takes the answers that are given.
func (i *Init) Start() (there []string, err error) {
	i.files, err = i.Read(i.Env)
	if err != nil {
		return nil, err
	}
	i.Answers = Answers{}
	for variable, answer := range i.Given {
		i.Answers[variable] = answer
	}
	return i.There(i.files), nil
}

// faults are what is rejected if the answers are written.
func (i *Init) faults(answers Answers) ([]string, error) {
	filled, faults, err := i.Filled(i.Env, answers, i.files)
	if err != nil {
		return nil, err
	}
	checked, err := i.Faults(i.Env, filled, i.Real)
	return append(faults, checked...), err
}

// new are the faults that an answer brings.
func (i *Init) new(variable, answer string) ([]string, error) {
	before, err := i.faults(i.Answers)
	if err != nil {
		return nil, err
	}
	with := Answers{variable: answer}
	for name, value := range i.Answers {
		if name != variable {
			with[name] = value
		}
	}
	after, err := i.faults(with)
	return slices.DeleteFunc(after, func(fault string) bool { return slices.Contains(before, fault) }), err
}

// offered is the default of a question, if it may be written: examples may not.
func (i *Init) offered(q Question) (string, error) {
	usual := q.Default(i.Env, i.files)
	if !q.Needed || usual == "" || !i.Real {
		return usual, nil
	}
	faults, err := i.faults(Answers{})
	for _, fault := range faults {
		if strings.Contains(fault, ":"+q.key+" is ") {
			return "", err
		}
	}
	return usual, err
}

// Ask asks what is not given, each question until the answer breaks no rule.
func (i *Init) Ask(asker Asker) error {
	for _, q := range Questions {
		if _, given := i.Given[q.Variable]; given {
			continue
		}
		usual, err := i.offered(q)
		if err != nil {
			return err
		}
		for {
			answer, err := asker.Ask(q.Text, usual)
			if err != nil {
				return err
			}
			if answer == "" && q.Needed && i.Real {
				asker.Line("  It has no default; an answer is like %s.", q.Sample)
				continue
			}
			faults, err := i.new(q.Variable, answer)
			if err != nil {
				return err
			}
			if len(faults) == 0 {
				i.Answers[q.Variable] = answer
				break
			}
			for _, fault := range faults {
				asker.Line("  %s", fault)
			}
		}
	}
	return nil
}

// Missing are the variables that nobody has set and that have no default; the others get
// it.
func (i *Init) Missing() ([]Question, error) {
	var missing []Question
	for _, q := range Questions {
		if i.Answers[q.Variable] != "" {
			continue
		}
		usual, err := i.offered(q)
		if err != nil {
			return nil, err
		}
		if usual == "" && q.Needed && i.Real {
			missing = append(missing, q)
			continue
		}
		i.Answers[q.Variable] = usual
	}
	return missing, nil
}

// Check returns all faults of the answers.
func (i *Init) Check() ([]string, error) { return i.faults(i.Answers) }

// Write writes the files, all or none, and returns their names.
func (i *Init) Write() ([]string, error) {
	filled, _, err := i.Filled(i.Env, i.Answers, i.files)
	if err != nil {
		return nil, err
	}
	var changed []*stackfile.File
	var names []string
	for _, layer := range contract.LayerNames() {
		if was := i.files[layer]; string(was.Text()) != string(filled[layer].Text()) {
			changed = append(changed, filled[layer])
			names = append(names, i.relative(was.Path))
		}
	}
	return names, stackfile.Write(changed...)
}

// Phrased tells whether a passphrase opens the secrets.
func (i *Init) Phrased() bool { return i.Answers[secretsVariable] == phrase }
