package scaffold

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"slipway/scripts/stackfile"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// Question is a setting that a new environment is asked about.
type Question struct {
	Variable string // of make, which answers it
	Text     string // what a person is asked
	Needed   bool   // it has no default that works in a real account
	Sample   string // an answer

	layer, key string
	usual      func(env string) string // what holds without an answer; nil for nothing
	value      func(answer string) any // as a setting
}

// Answers are answers to questions, by variable.
type Answers map[string]string

const (
	secretsVariable  = "SECRETS"
	servicesVariable = "SERVICES"
	phrase           = "passphrase"
)

// Questions are what is asked, in order.
var Questions = []Question{
	{
		Variable: "EMAILS",
		Text:     "E-mail addresses that hear of deployments",
		Needed:   true,
		Sample:   "ops@your.domain",
		layer:    contract.FoundationLayer,
		key:      "emails",
		value:    list,
	},
	{
		Variable: "REPOSITORY",
		Text:     "Repository on GitHub, owner/name",
		Needed:   true,
		Sample:   "owner/name",
		layer:    contract.DeliveryLayer,
		key:      "repository",
		value:    text,
	},
	{
		Variable: "BRANCH",
		Text:     "Branch that is delivered",
		layer:    contract.DeliveryLayer,
		key:      "branch",
		usual:    always("main"),
		value:    text,
	},
	{
		Variable: servicesVariable,
		Text:     "Services",
		layer:    contract.FoundationLayer,
		key:      "services",
		usual:    always(config.DefaultService),
		value:    list,
	},
	{
		Variable: "REGION",
		Text:     "AWS region",
		layer:    contract.FoundationLayer,
		key:      "aws:region",
		usual:    always(contract.DefaultRegion),
		value:    text,
	},
	{
		Variable: "ACCOUNT",
		Text:     "AWS account, 12 digits; by default that of your credentials",
		layer:    contract.FoundationLayer,
		key:      "account",
		value:    text,
	},
	{
		Variable: "TARGET_ACCOUNT",
		Text:     "AWS account of the functions, if it is another one",
		layer:    contract.FoundationLayer,
		key:      "targetAccount",
		value:    text,
	},
	{
		Variable: "PRODUCTION",
		Text:     "Whether nothing is released without a person, as in production: true or false",
		layer:    contract.DeliveryLayer,
		key:      "production",
		usual: func(env string) string {
			return fmt.Sprint(slices.Contains([]string{"prod", "production", "live"}, env))
		},
		value: flag,
	},
	{
		Variable: "FROM",
		Text:     "Environment whose released images are promoted, if it builds none of its own",
		layer:    contract.DeliveryLayer,
		key:      "promoteFrom",
		value:    text,
	},
	{
		Variable: secretsVariable,
		Text:     "What encrypts secrets: passphrase, or a key such as awskms://alias/NAME",
		usual:    always(phrase),
	},
}

func always(answer string) func(string) string { return func(string) string { return answer } }

func text(answer string) any { return answer }

// list is an answer of words, with commas or without.
func list(answer string) any {
	words := strings.FieldsFunc(answer, func(r rune) bool { return r == ',' || r == ' ' })
	values := make([]any, len(words))
	for i, word := range words {
		values[i] = word
	}
	return values
}

// flag is yes or no in the words that settings have for them; the check rejects others.
func flag(answer string) any {
	switch answer {
	case "true":
		return true
	case "false":
		return false
	}
	return answer
}

// Default is what holds without an answer: what the files say already, or else what is
// usual.
func (q Question) Default(env string, files Files) string {
	if q.Variable == secretsVariable {
		if provider := files[contract.FoundationLayer].Get("secretsprovider"); provider != "" {
			return provider
		}
	} else if value, set := files[q.layer].Setting(contract.Project(q.layer), q.key); set {
		return written(value)
	}
	if q.usual == nil {
		return ""
	}
	return q.usual(env)
}

// written is a setting as an answer.
func written(value any) string {
	switch value := stackfile.Plain(value).(type) {
	case []any:
		words := make([]string, len(value))
		for i, word := range value {
			words[i] = fmt.Sprint(word)
		}
		return strings.Join(words, " ")
	case map[string]any:
		var words []string
		for word := range value {
			words = append(words, word)
		}
		slices.Sort(words)
		return strings.Join(words, " ")
	default:
		return fmt.Sprint(value)
	}
}

var providerPattern = regexp.MustCompile(`^(passphrase|(awskms|azurekeyvault|gcpkms|hashivault)://.+)$`)

// refused are answers that no stack file can say by themselves.
func refused(env string, answers Answers, files Files) []string {
	var faults []string
	for _, q := range Questions {
		answer, given := answers[q.Variable]
		if !given {
			continue
		}
		is := q.Default(env, files)
		switch q.Variable {
		case secretsVariable:
			if !providerPattern.MatchString(answer) {
				faults = append(faults, fmt.Sprintf("SECRETS is %q: passphrase, or the address of a key that Pulumi knows, "+
					"such as awskms://alias/NAME", answer))
			} else if protected(files) && answer != is {
				faults = append(faults, fmt.Sprintf("SECRETS is %q, and the stack files have secrets that are opened "+
					"by %s: `pulumi stack change-secrets-provider` in each layer's folder changes that", answer, is))
			}
		case servicesVariable:
			_, set := files[q.layer].Setting(contract.Project(q.layer), q.key)
			if set && written(list(answer)) != is {
				faults = append(faults, fmt.Sprintf("SERVICES is %q, and the services of %s are %s: `make add-service` adds "+
					"one; to take one away, edit %s", answer, env, is, "slipway-foundation:services"))
			}
		}
	}
	return faults
}

// protected tells whether something says already how the secrets are encrypted.
func protected(files Files) bool {
	for _, file := range files {
		if file.Get("secretsprovider") != "" || file.Get("encryptionsalt") != "" {
			return true
		}
	}
	return false
}
