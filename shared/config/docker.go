package config

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Docker is what a service's image is built of. The paths are from the repository's root.
type Docker struct {
	Context string            // the folder that is sent to the builder; "" for the service's
	File    string            // the Dockerfile; "" for that in the service's folder
	Target  string            // the stage that is built; "" for the last one
	Args    map[string]string // by name
	Secrets map[string]string // by id, the name of a secret of Secrets Manager
}

var (
	targetPattern  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]{0,127}$`)
	argNamePattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,127}$`)
	// An id goes into Docker's --secret, in which a comma begins the next field.
	secretIDPattern = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$`)
	// What Secrets Manager has in names (its API, CreateSecret).
	secretNamePattern = regexp.MustCompile(`^[A-Za-z0-9/_+=.@-]{1,128}$`)
)

const (
	targetRule = "the name of a stage in the Dockerfile: letters, digits and _.-, beginning with a letter"
	// A project's variables have 5,500 characters together (CodeBuild quotas), and a
	// trigger eight patterns of paths (CodePipeline API, GitFilePathFilterCriteria).
	mostArgCharacters = 1500
	mostSecrets       = 10
	mostPatterns      = 7
	// A rule's pattern has 2,048 (EventBridge quotas).
	mostPathCharacters = 1200
	packageSecret      = "npmrc" // the id under which the build mounts npm's own settings
)

// paths reads what else than its folder a service is built for.
func (r *Reader) paths(key string) []string {
	var all []string
	r.Object(key, &all, `a list of folders and files, such as ["packages/shared/", "package-lock.json"]`)
	patterns, characters := 0, 0
	for i, text := range all {
		patterns++
		characters += len(text)
		name := strings.TrimSuffix(text, "/")
		if name == text {
			patterns++
			characters += len(text)
		}
		if fault := pathFault(name); fault != "" {
			r.Reject(key, text, pathRule+": "+fault)
		}
		if slices.ContainsFunc(all[:i], func(earlier string) bool { return strings.TrimSuffix(earlier, "/") == name }) {
			r.Reject(key, text, "named twice")
		}
	}
	if patterns > mostPatterns || characters > mostPathCharacters {
		r.Reject(key, strings.Join(all, ", "), fmt.Sprintf("more than a pipeline's trigger takes, which is %d names and %d "+
			"characters; one without a slash at the end counts twice", mostPatterns, mostPathCharacters))
	}
	return all
}

func (r *Reader) context(key string) string {
	text := r.Text(key, "")
	if text == "." || text == "./" {
		return "."
	}
	folder, fault := Folder(text)
	if fault != "" {
		r.Reject(key, text, fault)
	}
	return folder
}

func (r *Reader) dockerfile(key string) string {
	text := r.Text(key, "")
	if fault := pathFault(text); fault != "" {
		r.Reject(key, text, fileRule+": "+fault)
	}
	return text
}

func (r *Reader) buildArgs(key string) map[string]string {
	var all map[string]string
	r.Object(key, &all, `an object of build arguments, such as {"VERSION": "2"}`)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if !argNamePattern.MatchString(name) {
			r.Reject(key, name, "the name of an argument: letters, digits and _, not beginning with a digit")
		}
		if strings.ContainsAny(all[name], "\n\r\x00") {
			r.Reject(key+"."+name, all[name], "one line")
		}
	}
	text, _ := json.Marshal(all) // texts: they always marshal
	if len(text) > mostArgCharacters {
		r.Reject(key, fmt.Sprintf("%d characters", len(text)), fmt.Sprintf("at most %d, names and values together, as JSON",
			mostArgCharacters))
	}
	return all
}

func (r *Reader) buildSecrets(key string, args map[string]string) map[string]string {
	var all map[string]string
	r.Object(key, &all, `an object from id to the name of a secret, such as {"pip": "shop/pip-conf"}`)
	for _, id := range slices.Sorted(maps.Keys(all)) {
		_, isArg := args[id]
		switch name := all[id]; {
		case !secretIDPattern.MatchString(id):
			r.Reject(key, id, "the id of a secret in the Dockerfile: letters, digits and _.-")
		case id == packageSecret:
			r.Reject(key, id, "an id that is taken: npm's settings are mounted under it")
		case isArg:
			r.Reject(key, id, "a build argument too; keep one of the two")
		case strings.HasPrefix(name, "arn:"):
			r.Reject(key+"."+id, name, "the name of a secret of Secrets Manager, not its ARN")
		case !secretNamePattern.MatchString(name): // not shown: it may be the secret itself
			r.Reject(key+"."+id, "not shown", "the name of a secret of Secrets Manager, never its value: 1 to 128 letters, "+
				"digits and /_+=.@-")
		}
	}
	if len(all) > mostSecrets {
		r.Reject(key, fmt.Sprintf("%d secrets", len(all)), fmt.Sprintf("at most %d", mostSecrets))
	}
	return all
}
