package capacity

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/chatbot"
)

// chatRegions are those that Amazon Q Developer in chat applications, which serves all
// regions, answers in (its General Reference page, Endpoints and quotas).
var chatRegions = []string{"us-west-2", "us-east-2", "eu-west-1", "ap-southeast-1"}

// Workspace asks which workspaces a person has let AWS into.
func (a AWS) Workspace(ctx context.Context, id string) (bool, error) {
	config := a.Config.Copy()
	if !slices.Contains(chatRegions, config.Region) {
		config.Region = chatRegions[0]
	}
	pages := chatbot.NewDescribeSlackWorkspacesPaginator(chatbot.NewFromConfig(config),
		&chatbot.DescribeSlackWorkspacesInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return false, reason(err)
		}
		for _, w := range page.SlackWorkspaces {
			if aws.ToString(w.SlackTeamId) == id {
				return true, nil
			}
		}
	}
	return false, nil
}

// Workspace is true: nobody has to let the simulated AWS in.
func (Simulated) Workspace(context.Context, string) (bool, error) { return true, nil }

// chat looks whether AWS may post into the workspace: no call of AWS gets it in.
func (n Needs) chat(ctx context.Context, f *Found, a Account) {
	if n.Workspace == "" {
		return
	}
	in, err := a.Workspace(ctx, n.Workspace)
	if err != nil {
		f.unread("Slack workspace "+n.Workspace, err)
	} else if !in {
		f.short("AWS may not post into Slack workspace %s (slipway-foundation:chat) from account %s: once, a person opens "+
			"https://console.aws.amazon.com/chatbot, chooses Slack as the client and allows it; or leave the key out",
			n.Workspace, n.Own)
	}
}
