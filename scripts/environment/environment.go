// Package environment decides what an environment's name stands for: whether AWS
// is real or simulated, where the state of its stacks lives, and what opens
// their secrets. It reads files and variables and asks nothing by itself.
package environment

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"slipway/shared/contract"
	"slipway/shared/naming"
)

// Local is the environment that is always simulated, unless SLIPWAY_AWS=real.
const Local = "local"

// Environment is a resolved environment.
type Environment struct {
	Name string
	// Simulated says that AWS is simulated in this process.
	Simulated bool
	// Guessed says that nothing but the lack of a stack file and of credentials
	// tells that AWS is to be simulated. Only a person can see that it is wrong.
	Guessed bool
	// BackendURL is where the stacks' state lives; "" until a person has agreed
	// to keep it on this machine, at LocalState.
	BackendURL string
	// LocalState is the backend address offered when none is configured.
	LocalState string
	// AWSDir is where the simulated AWS keeps its accounts.
	AWSDir string

	root   string
	lookup func(string) (string, bool)
}

// UsageError is a way of calling that can never work.
type UsageError struct{ Problem string }

// Error states the problem, on one line.
func (e *UsageError) Error() string { return e.Problem }

// Resolve works out what name stands for. root is the folder of the Makefile,
// lookup that of the process's variables.
func Resolve(name, root string, lookup func(string) (string, bool)) (Environment, error) {
	if name == "" {
		return Environment{}, &UsageError{"ENV is missing: say which environment, such as ENV=local"}
	}
	if _, err := naming.NewSuffix(name); err != nil {
		var fault *naming.Fault
		errors.As(err, &fault)
		return Environment{}, &UsageError{fmt.Sprintf("ENV is %q: %s", name, fault.Rule)}
	}
	e := Environment{
		Name:   name,
		root:   root,
		lookup: lookup,
	}
	var err error
	if e.Simulated, err = e.simulated(); err != nil {
		return Environment{}, err
	}
	if err := e.resolveBackend(); err != nil {
		return Environment{}, err
	}
	e.AWSDir = e.awsDir()
	return e, nil
}

// awsDir keeps a simulated account beside the state that knows it. A custom state
// directory gets its own simulated account; otherwise an empty state would collide
// with another state's resources.
func (e *Environment) awsDir() string {
	if dir := e.getenv("SLIPWAY_LOCAL_DIR"); dir != "" {
		return dir
	}
	if folder := Folder(e.BackendURL); folder != "" && e.getenv("PULUMI_BACKEND_URL") != "" {
		return filepath.Join(folder, ".slipway", "aws")
	}
	return e.own("rehearsal", "aws")
}

func (e *Environment) getenv(name string) string {
	value, _ := e.lookup(name)
	return value
}

// simulated follows SLIPWAY_AWS. If it is not set, local is simulated, and so is an
// environment without a stack file on a machine without AWS credentials.
func (e *Environment) simulated() (bool, error) {
	switch v := e.getenv("SLIPWAY_AWS"); v {
	case "simulated", "rehearsal": // the second is the older spelling
		return true, nil
	case "real":
		return false, nil
	case "":
		e.Guessed = e.Name != Local && !e.configured() && !CredentialsVisible(e.getenv)
		return e.Name == Local || e.Guessed, nil
	default:
		return false, &UsageError{fmt.Sprintf("SLIPWAY_AWS is %q: real or simulated", v)}
	}
}

// Unwatched is the error of a guess that nobody is there to correct.
func (e *Environment) Unwatched() error {
	return &UsageError{fmt.Sprintf("%s has no stack file, and no AWS credentials are in sight, so whether AWS is real or "+
		"simulated would be a guess: set SLIPWAY_AWS=real, or SLIPWAY_AWS=simulated. Credentials that only the machine "+
		"itself has, an instance's or a container's role, are not seen", e.Name)}
}

// configured tells whether any layer has a stack file for the environment.
func (e *Environment) configured() bool {
	for _, file := range e.StackFiles() {
		if _, err := os.Stat(file); err == nil {
			return true
		}
	}
	return false
}

// StackFiles are the environment's stack files, one a layer; they need not exist.
func (e *Environment) StackFiles() []string {
	var files []string
	for _, layer := range contract.LayerNames() {
		files = append(files, filepath.Join(e.root, "stacks", layer, "Pulumi."+e.Name+".yaml"))
	}
	return files
}

// HasFile tells whether the layer has a stack file for the environment.
func (e *Environment) HasFile(layer string) bool {
	return exists(filepath.Join(e.root, "stacks", layer, "Pulumi."+e.Name+".yaml"))
}

// own is a path in the git-ignored folder of the checkout.
func (e *Environment) own(parts ...string) string {
	return filepath.Join(append([]string{e.root, ".slipway"}, parts...)...)
}

// CredentialsVisible tells whether the AWS SDKs would find credentials in the
// variables or files they look at, or are pointed at an endpoint of someone's
// choice. Credentials that only a machine's metadata service has are not seen.
// Source: the AWS SDKs and Tools Reference Guide, "Standardized credential providers".
func CredentialsVisible(getenv func(string) string) bool {
	for _, name := range []string{
		"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE",
		"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_ENDPOINT_URL",
	} {
		if getenv(name) != "" {
			return true
		}
	}
	files := []string{getenv("AWS_SHARED_CREDENTIALS_FILE"), getenv("AWS_CONFIG_FILE")}
	if home := getenv("HOME"); home != "" {
		files = append(files, filepath.Join(home, ".aws", "credentials"), filepath.Join(home, ".aws", "config"))
	}
	for _, file := range files {
		if _, err := os.Stat(file); file != "" && err == nil {
			return true
		}
	}
	return false
}
