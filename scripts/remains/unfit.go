package remains

import (
	"fmt"
	"slices"
	"strings"
)

const functionType, aliasType = "aws:lambda/function:Function", "aws:lambda/alias:Alias"

// releases are the inputs that belong to releases, by type: no deployment changes them.
var releases = map[string][]string{
	functionType: {"imageUri", "architectures"},
	aliasType:    {"description", "functionVersion", "routingConfig"},
}

// unread are inputs that AWS does not give back, or that say how the provider itself
// works. Tags are among them: the provider reads slipway's own as the resource's.
var unread = []string{
	"bypassPolicyLockoutSafetyCheck", "code", "deletionWindowInDays", "forceDelete", "forceDestroy",
	"forceOverwriteReplicaSecret", "publish", "recoveryWindowInDays", "skipDestroy", "tags", "tagsAll",
}

// Differing are the inputs that the next deployment will change, of those that a plan says
// are otherwise: not those of releases, nor what cannot be read and so always seems to be.
func Differing(typ string, inputs map[string]any, differs []string) []string {
	return slices.DeleteFunc(slices.Clone(differs), func(input string) bool {
		_, given := inputs[input]
		return !given || slices.Contains(unread, input) || slices.Contains(releases[typ], input)
	})
}

// Unfit says why a resource that is there cannot be taken over as it is; nil if it can.
// published says that an alias is to stay on one of its versions, replaces are the inputs
// that only a new one could have.
func Unfit(typ, name string, published bool, outputs map[string]any, replaces []string) error {
	replaces = slices.DeleteFunc(slices.Clone(replaces), func(input string) bool {
		return slices.Contains(releases[typ], input)
	})
	if len(replaces) > 0 {
		return fmt.Errorf("%s has another %s than slipway gives it, and AWS changes that in a new one alone: the "+
			"deployment after this one would replace it", name, strings.Join(replaces, ", "))
	}
	if typ != functionType || !published {
		return nil
	}
	// Traffic goes to a published version. An alias of $LATEST would send it to each
	// new code before anything has looked at it.
	if version, _ := outputs["version"].(string); version == "" || version == "$LATEST" {
		return fmt.Errorf("%s has no published version that its alias could stay on: "+
			"`aws lambda publish-version --function-name %s` makes one of what it is now", name, name)
	}
	return nil
}
