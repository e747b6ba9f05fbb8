package actions

import (
	"regexp"
	"strings"
)

// symbol is a character, or a run of characters.
type symbol struct {
	char byte
	run  bool
	deep bool // the run may hold the characters that separate the parts of an ARN
}

// takes reports whether a run may hold what the other symbol is.
func (s symbol) takes(other symbol) bool {
	return s.run && (s.deep || other.run || !strings.ContainsRune(":/", rune(other.char)))
}

// nested are the variables of the reference that hold a whole path: names of secrets
// have slashes as well (Secrets Manager API, CreateSecret), and so have those of parameters;
// the label of a stream is a time, with colons.
var nested = []string{"${ObjectName}", "${RoleNameWithPath}", "${LogGroupName}", "${SecretId}",
	"${ParameterNameWithoutLeadingSlash}", "${StreamLabel}"}

var variable = regexp.MustCompile(`\$\{[^}]+\}`)

// The symbols of a variable and of a variable with a path.
const part, path = '\x01', '\x02'

// form are the symbols of an ARN in the reference. A variable matches one part.
func form(arn string) []symbol {
	for _, name := range nested {
		arn = strings.ReplaceAll(arn, name, string(rune(path)))
	}
	return symbols(variable.ReplaceAllString(arn, string(rune(part))))
}

// symbols are those of a text in which a star is a run of any characters.
func symbols(text string) []symbol {
	var all []symbol
	for i := range len(text) {
		char := text[i]
		all = append(all, symbol{
			char: char,
			run:  char == '*' || char == part || char == path,
			deep: char == '*' || char == path,
		})
	}
	return all
}

// overlap reports whether some resource has an ARN of the form that the pattern of a
// policy matches.
func overlap(arn, pattern string) bool {
	a, b := form(arn), symbols(pattern)
	seen := make([]bool, (len(a)+1)*(len(b)+1))
	var meet func(i, j int) bool
	meet = func(i, j int) bool {
		if i == len(a) && j == len(b) {
			return true
		}
		at := i*(len(b)+1) + j
		if seen[at] {
			return false // it did not lead anywhere
		}
		seen[at] = true
		inA, inB := i < len(a), j < len(b)
		return inA && a[i].run && meet(i+1, j) || inB && b[j].run && meet(i, j+1) ||
			inA && inB && (a[i].takes(b[j]) && meet(i, j+1) || b[j].takes(a[i]) && meet(i+1, j) ||
				!a[i].run && !b[j].run && a[i].char == b[j].char && meet(i+1, j+1))
	}
	return meet(0, 0)
}
