package cli

import (
	"errors"
	"fmt"

	"slipway/scripts/engine"
	"slipway/scripts/environment"
)

// options are the engine's. A new real environment gets its salt here.
func (s *session) options(why purpose) (engine.Options, error) {
	o := engine.Options{
		BackendURL:   s.env.BackendURL,
		Passphrases:  s.env.Passphrases,
		PhraseSource: s.env.PhraseSource(),
		Warn:         func(line string) { s.progress.Note("%s", line) },
		Terminate:    s.Terminate,
	}
	if s.adopting {
		o.Adopt = &engine.Adoption{
			Find:    s.adopt,
			Planned: s.take,
		}
	}
	secrets, err := s.env.Secrets()
	if err != nil {
		return o, err
	}
	o.Salt, o.Key = secrets.Salt, secrets.Key
	if s.env.Simulated || secrets.Named || s.env.Hosted() || why == toRead {
		return o, nil
	}
	if o.Salt == "" {
		phrase, err := s.env.NewPhrase()
		if err != nil {
			return o, err
		}
		if o.Salt, err = engine.NewSalt(phrase); err != nil {
			return o, err
		}
	}
	s.salt = o.Salt
	if why != toPlan {
		s.unsalted = secrets.Missing
	}
	return o, nil
}

// unlock opens the salt of every layer before anything is done: one that belongs to
// another passphrase would be found when other layers have been deployed.
func (s *session) unlock(e *engine.Engine, why purpose) error {
	if why == toRead || s.env.Hosted() {
		return nil
	}
	salts, err := s.env.Salts()
	if err != nil {
		return err
	}
	var faults []error
	for _, file := range s.env.StackFiles() {
		if salt := salts[file]; salt != "" {
			if err := e.Opens(salt); err != nil {
				faults = append(faults, fmt.Errorf("encryptionsalt %s in %s: %w", salt, s.env.Relative(file), err))
			}
		}
	}
	if len(faults) > 0 && len(faults) < len(salts) {
		for _, file := range s.env.StackFiles() {
			if salt := salts[file]; salt != "" && e.Opens(salt) == nil {
				return errors.Join(errors.Join(faults...), fmt.Errorf("it fits encryptionsalt %s in %s: has the other file "+
					"been copied from another environment?", salt, s.env.Relative(file)))
			}
		}
	}
	return errors.Join(faults...)
}

// keepSalt writes the salt to the stack files that have none, when nothing stands
// against what was asked for.
func (s *session) keepSalt() error {
	files := s.unsalted
	s.unsalted = nil
	if err := environment.KeepSalt(files, s.salt); err != nil {
		return err
	}
	for _, file := range files {
		s.progress.Note("Wrote the encryptionsalt to %s; commit it, the passphrase is worth nothing without it.",
			s.env.Relative(file))
	}
	return nil
}
