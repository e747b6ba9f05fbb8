package history

import (
	"fmt"
	"regexp"
)

// Change is the event type of what was done past the release machine.
const Change = "CHANGE"

// dated is what CloudTrail writes behind the names of Lambda's calls.
var dated = regexp.MustCompile(`\d{8}(v\d+)?$`)

// call is the API call of a change.
func (r Row) call() string { return dated.ReplaceAllString(r["action"], "") }

// changed says what a call past the releases means for production.
func (r Row) changed() string {
	alias := "alias " + r["alias"]
	switch r.call() {
	case "UpdateAlias":
		return fmt.Sprintf("No release did this: %s was put on %s%s.", alias,
			r.version("aliasVersion", "the version it was on"), r.weights())
	case "CreateAlias":
		return fmt.Sprintf("No release did this: %s was made, on %s.", alias, r.version("aliasVersion", "a version"))
	case "DeleteAlias":
		return "No release did this: " + alias + " was deleted."
	case "CreateDeployment":
		return fmt.Sprintf("No release did this: CodeDeploy was told to move traffic, as %s.", r["shift"])
	case "PublishVersion":
		return fmt.Sprintf("A version was published, %s, with other settings or by hand. Calls go to it when a release "+
			"takes it.", r.Given("version"))
	}
	return "$LATEST was changed, with other settings or by hand. Calls go to it when a release takes it."
}

// weights are the shares that an alias was given, as AWS writes them.
func (r Row) weights() string {
	if routing := r["routing"]; routing != "" && routing != "{}" && routing != "null" {
		return ", with " + routing
	}
	return ""
}
