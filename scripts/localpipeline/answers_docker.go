package localpipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"slipway/scripts/buildspec/faketools"
	"slipway/scripts/localaws/policy"
)

// secretValue is a secret of the account, for the roles that may read it. Which secrets
// there are is not simulated: what is there has a value that says so.
func (b *buildTools) secretValue(_ context.Context, call faketools.Call) faketools.Answer {
	const refused = "An error occurred (%s) when calling the GetSecretValue operation: %s\n"
	name := call.Option("--secret-id")
	permitted, err := b.run.env.View.Permits(b.role, policy.Request{
		Action: "secretsmanager:GetSecretValue",
		// Secrets Manager ends the ARN of a secret with six characters that it chooses.
		Resource: fmt.Sprintf("arn:aws:secretsmanager:%s:%s:secret:%s-AbCdEf", b.run.region, b.run.account, name),
	})
	switch {
	case err != nil:
		return faketools.Answer{Stderr: err.Error() + "\n", Exit: 255}
	case !permitted:
		return faketools.Answer{
			Stderr: fmt.Sprintf(refused, "AccessDeniedException", b.role+" is not authorized"),
			Exit:   254,
		}
	}
	answer, err := json.Marshal(map[string]string{"Name": name, "SecretString": "simulated value of " + name})
	if err != nil {
		return faketools.Answer{Stderr: err.Error() + "\n", Exit: 255}
	}
	return faketools.Answer{Stdout: string(answer) + "\n"}
}

// stages are the stages that a Dockerfile names.
var stages = regexp.MustCompile(`(?im)^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*\S+[ \t]+AS[ \t]+(\S+)`)

// copied are what a Dockerfile takes from its context: without a flag, since what is taken
// from another stage has one.
var copied = regexp.MustCompile(`(?im)^[ \t]*COPY[ \t]+([^-\s][^\n]*)$`)

// solve reports what BuildKit finds wrong before it builds anything.
func solve(call faketools.Call) error {
	dockerfile, err := os.ReadFile(call.Option("--file"))
	if err != nil {
		return fmt.Errorf("reading the Dockerfile: %w", err)
	}
	for _, line := range copied.FindAllStringSubmatch(string(dockerfile), -1) {
		words := strings.Fields(line[1])
		for _, source := range words[:len(words)-1] {
			if _, err := os.Stat(filepath.Join(call.Args[len(call.Args)-1], source)); err != nil {
				return fmt.Errorf("%q is not in the context", "/"+source)
			}
		}
	}
	for _, mount := range mounts.FindAllStringSubmatch(string(dockerfile), -1) {
		if err := mounted(call, mount[1]); err != nil {
			return err
		}
	}
	target := call.Option("--target")
	if target == "" {
		return nil
	}
	for _, stage := range stages.FindAllStringSubmatch(string(dockerfile), -1) {
		if strings.EqualFold(stage[1], target) {
			return nil
		}
	}
	return fmt.Errorf("target stage %q could not be found", target)
}

// mounts are those of the Dockerfile's commands.
var mounts = regexp.MustCompile(`[ \t]--mount=(\S+)`)

// mounted reports what a mount asks for and does not get: a secret that it needs, or a
// folder of the context.
func mounted(call faketools.Call, mount string) error {
	fields := map[string]string{}
	for _, field := range strings.Split(mount, ",") {
		key, value, _ := strings.Cut(field, "=")
		fields[key] = value
	}
	needed, named := fields["required"]
	switch source := fields["source"]; {
	case fields["type"] == "secret" && named && needed != "false":
		if !strings.Contains(call.String()+" ", " --secret id="+fields["id"]+",") {
			return fmt.Errorf("secret %s: not found", fields["id"])
		}
	case fields["type"] == "bind" && fields["from"] == "" && source != "":
		if _, err := os.Stat(filepath.Join(call.Args[len(call.Args)-1], source)); err != nil {
			return fmt.Errorf("%q is not in the context", "/"+source)
		}
	}
	return nil
}
