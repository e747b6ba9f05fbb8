package hook

import "fmt"

// GiveSecret is a shell command that gives the webhook at GitHub its secret, which another
// command shows, without printing it (GitHub REST API, "Update a webhook configuration for a
// repository").
func GiveSecret(repository, url, show string) string {
	return fmt.Sprintf("gh api -X PATCH repos/%[1]s/hooks/$(gh api repos/%[1]s/hooks "+
		"--jq '.[] | select(.config.url == \"%[2]s\").id')/config \\\n  -f \"secret=$(%[3]s)\"", repository, url, show)
}

// MakeWebhook is a shell command that makes the webhook at GitHub (GitHub REST API, "Create a
// repository webhook").
func MakeWebhook(repository, url, show string) string {
	return fmt.Sprintf("gh api repos/%s/hooks -f name=web -f 'events[]=push' -f 'config[content_type]=json' \\\n"+
		"  -f 'config[url]=%s' -f \"config[secret]=$(%s)\"", repository, url, show)
}
