package foundation

import (
	"regexp"

	"slipway/shared/config"
)

// Channel is a Slack channel.
type Channel struct {
	Workspace string `json:"workspace"` // id of the workspace
	Channel   string `json:"channel"`   // id of the channel
}

// Set tells whether there is a channel.
func (c Channel) Set() bool { return c != Channel{} }

// Slack's ids: of a workspace, of a public or a private channel.
var (
	workspacePattern = regexp.MustCompile(`^T[0-9A-Z]{2,254}$`)
	channelPattern   = regexp.MustCompile(`^[CG][0-9A-Z]{2,254}$`)
)

const (
	workspaceRule = "the id of a Slack workspace, such as T0123ABCD; it is in the address of Slack in a browser, " +
		"app.slack.com/client/T…"
	channelRule = "the id of a Slack channel, such as C0123ABCD, and not its name; it ends the channel's link, and is " +
		"at the end of its details"
)

var chatKey = config.Key{
	Name:    "chat",
	Default: "none: messages are only mailed",
	Rule: "a Slack channel that shows each message as well, as ids of `workspace` and `channel`. Once in an account, " +
		"[a person lets AWS into the workspace](#chat)",
	Example: `{"workspace": "T0123ABCD", "channel": "C0123ABCD"}`,
	Schema: config.Schema{
		"type": "object",
		"properties": config.Schema{
			"workspace": config.Pattern(workspacePattern),
			"channel":   config.Pattern(channelPattern),
		},
		"required":             []string{"workspace", "channel"},
		"additionalProperties": false,
	},
}

// channel reads the key chat.
func channel(r *config.Reader) Channel {
	var ids map[string]string
	r.Object("chat", &ids, `an object of the ids of workspace and channel, such as `+chatKey.Example)
	if ids == nil {
		return Channel{}
	}
	for name := range ids {
		if name != "workspace" && name != "channel" {
			r.Reject("chat."+name, ids[name], "no such key; there are workspace and channel")
		}
	}
	c := Channel{Workspace: ids["workspace"], Channel: ids["channel"]}
	if !workspacePattern.MatchString(c.Workspace) {
		r.Reject("chat.workspace", c.Workspace, workspaceRule)
	}
	if !channelPattern.MatchString(c.Channel) {
		r.Reject("chat.channel", c.Channel, channelRule)
	}
	return c
}
