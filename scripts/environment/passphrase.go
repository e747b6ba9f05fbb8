package environment

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	phraseVariable = "PULUMI_CONFIG_PASSPHRASE"
	fileVariable   = "PULUMI_CONFIG_PASSPHRASE_FILE"
)

// Passphrases are those to try on the secrets, in order: the one that is set,
// and for a simulated environment the empty one.
func (e *Environment) Passphrases() ([]string, error) {
	var phrases []string
	phrase, direct := e.lookup(phraseVariable)
	file := e.getenv(fileVariable)
	switch {
	case direct && file != "" && !e.Simulated:
		return nil, fmt.Errorf("both %s and %s are set: keep the one that is meant, and unset the other",
			phraseVariable, fileVariable)
	case direct:
		phrases = append(phrases, phrase)
	case file != "":
		read, err := readPhrase(file)
		if err != nil {
			return nil, err
		}
		phrases = append(phrases, read)
	}
	if e.Simulated {
		return append(phrases, ""), nil
	}
	if len(phrases) == 0 {
		return nil, fmt.Errorf("no passphrase for the secrets of %s: set PULUMI_CONFIG_PASSPHRASE or "+
			"PULUMI_CONFIG_PASSPHRASE_FILE, or name a key in each stacks/*/Pulumi.%s.yaml, such as secretsprovider: "+
			"awskms://alias/NAME",
			e.Name, e.Name)
	}
	return phrases, nil
}

// readPhrase reads a passphrase as Pulumi does, without space around it. Pulumi would
// take a byte order mark for a part of it.
func readPhrase(file string) (string, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", fileVariable, err)
	}
	text := string(content)
	switch {
	case strings.HasPrefix(text, "\uFEFF"), !utf8.ValidString(text), strings.Contains(text, "\x00"):
		return "", fmt.Errorf("%s, %s, is no plain text in UTF-8 without a byte order mark: write it with "+
			"`printf %%s PASSPHRASE > %s`", file, fileVariable, file)
	case strings.TrimSpace(text) == "":
		return "", fmt.Errorf("%s, %s, is empty: write the passphrase into it", file, fileVariable)
	}
	return strings.TrimSpace(text), nil
}

// PhraseSource names where the passphrase is read from.
func (e *Environment) PhraseSource() string {
	file := e.getenv(fileVariable)
	if _, direct := e.lookup(phraseVariable); direct || file == "" {
		return phraseVariable
	}
	return file + ", " + fileVariable
}

// NewPhrase is the passphrase of an environment that has none yet. Whatever it is now
// will have to be typed again, and no other person may guess it.
func (e *Environment) NewPhrase() (string, error) {
	phrases, err := e.Passphrases()
	if err != nil {
		return "", err
	}
	problem := ""
	switch phrase := phrases[0]; {
	case phrase == "":
		problem = "is empty"
	case strings.TrimSpace(phrase) != phrase:
		problem = "begins or ends with a space or a line end"
	case strings.ContainsFunc(phrase, unicode.IsControl):
		problem = "has a line end or another control character in it"
	default:
		return phrase, nil
	}
	return "", errors.New("the passphrase in " + e.PhraseSource() + " " + problem +
		", and the secrets of " + e.Name + " would be encrypted with it for good: set another one")
}
