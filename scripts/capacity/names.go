package capacity

import (
	"context"
	"strings"
)

// buckets looks whether the buckets' names are free in all of AWS.
func (n Needs) buckets(ctx context.Context, f *Found, a Account) {
	for _, name := range n.Buckets {
		owner, err := a.Bucket(ctx, name)
		switch {
		case err != nil:
			f.unread("bucket "+name, err)
		case owner == Another:
			f.short("bucket %s is another account's, or one that you may not see, and a bucket's name is unique in all of "+
				"AWS: choose another slipway-foundation:environmentSuffix, under an ENV of its own", name)
		}
	}
}

// available is the status of a connection that a person has completed.
const available = "AVAILABLE"

// people looks at what waits for a person. Nothing of it stops a deployment, but a
// connection that is not there never works.
func (n Needs) people(ctx context.Context, f *Found, a Account) {
	if n.Connection != "" {
		status, err := a.Connection(ctx, n.Connection)
		switch {
		case err != nil:
			f.unread("connection "+n.Connection, err)
		case status == "":
			f.short("connection %s is not there: correct slipway-delivery:connectionArn, or leave it out to have one made",
				n.Connection)
		case status != available && n.Pulls > 0:
			n.incomplete(f, "connection "+n.Connection+" is "+status)
		case status != available:
			f.note("Connection %s is %s, so no pipeline can read GitHub: complete it in the AWS console, "+
				"Developer Tools, Settings, Connections.", n.Connection, status)
		}
	}
	if n.Connection == "" && n.Pulls > 0 {
		n.incomplete(f, "the connection is still to be made")
	}
	if n.Topic == "" {
		return
	}
	addresses, err := a.Unconfirmed(ctx, n.Topic)
	if err != nil {
		f.unread("subscriptions of "+n.Topic, err)
	} else if len(addresses) > 0 {
		f.note("Not confirmed, so not told of deployments: %s (slipway-foundation:emails). Each has a mail from AWS "+
			"with a link, good for two days; `aws sns subscribe --topic-arn %s --protocol email "+
			"--notification-endpoint %s` sends another.", strings.Join(addresses, ", "), n.Topic, addresses[0])
	}
}

// incomplete is short of a connection by which GitHub could be asked for webhooks.
func (Needs) incomplete(f *Found, what string) {
	f.short("%s, and slipway-delivery:pullRequests has AWS make webhooks through it: deploy without the key, complete "+
		"the connection in the AWS console, Developer Tools, Settings, Connections, and set the key then", what)
}
