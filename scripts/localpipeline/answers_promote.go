package localpipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"slipway/scripts/buildspec/faketools"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/policy"
	"slipway/scripts/localaws/store"
	"slipway/shared/contract"
)

// typedText is a text as DynamoDB's API has it.
type typedText struct{ S string }

// query is the first row that the builds' questions to a history find: of a service, in
// either order, of a release that succeeded.
func (b *buildTools) query(_ context.Context, call faketools.Call) faketools.Answer {
	role, denied := b.caller(call, policy.Request{
		Action:   "dynamodb:Query",
		Resource: "table/" + call.Option("--table-name") + "/index/" + call.Option("--index-name"),
	})
	if denied != nil {
		return *denied
	}
	var asked map[string]typedText
	if err := json.Unmarshal([]byte(call.Option("--expression-attribute-values")), &asked); err != nil {
		return failure(err)
	}
	rows, err := b.run.env.View.Store.Query(account.OwnerOf(role), call.Option("--table-name"), contract.HistoryService,
		asked[":service"].S)
	if err != nil {
		return failure(err)
	}
	if slices.Contains(call.Args, "--no-scan-index-forward") {
		slices.Reverse(rows)
	}
	i := slices.IndexFunc(rows, func(row store.Item) bool { return fitsQuery(row, asked) })
	if i < 0 {
		return faketools.Answer{Stdout: "null\n"}
	}
	return projected(rows[i], call.Option("--query"))
}

// fitsQuery tells whether a row passes the conditions, which the values tell by their names.
func fitsQuery(row store.Item, asked map[string]typedText) bool {
	at := func(attribute string) string { text, _ := row[attribute].(string); return text }
	if at("digest") == "" || at("state") != asked[":succeeded"].S {
		return false
	}
	commit, ofCommit := asked[":commit"]
	digest, notDigest := asked[":digest"]
	return at(contract.HistoryTime) > asked[":row"].S && (!ofCommit || at("commit") == commit.S) &&
		(!notDigest || at("digest") != digest.S)
}

// projected is the part of the row that --query selects: an attribute, or a list of them.
func projected(row store.Item, query string) faketools.Answer {
	query = strings.TrimPrefix(query, "Items[0].")
	names, list := strings.CutPrefix(query, "[")
	var values []any
	for name := range strings.SplitSeq(strings.TrimSuffix(names, "]"), ",") {
		values = append(values, row[strings.TrimSuffix(name, ".S")])
	}
	var answer any = values
	if !list {
		answer = values[0]
	}
	text, err := json.MarshalIndent(answer, "", "    ")
	if err != nil {
		return failure(err)
	}
	return faketools.Answer{Stdout: string(text) + "\n"}
}

// mark is when an image was taken back.
func (b *buildTools) mark(_ context.Context, call faketools.Call) faketools.Answer {
	var asked map[string]typedText
	if err := json.Unmarshal([]byte(call.Option("--key")), &asked); err != nil {
		return failure(err)
	}
	key := store.Item{}
	for name, value := range asked {
		key[name] = value.S
	}
	partition, _ := key[contract.HistoryDeployment].(string)
	role, denied := b.caller(call, policy.Request{
		Action:   "dynamodb:GetItem",
		Resource: "table/" + call.Option("--table-name"),
		Context:  map[string]string{"dynamodb:leadingkeys": partition},
	})
	if denied != nil {
		return *denied
	}
	row, err := b.run.env.View.Store.GetItem(account.OwnerOf(role), call.Option("--table-name"), key)
	if err != nil {
		return failure(err)
	}
	if row == nil {
		return faketools.Answer{Stdout: "None\n"}
	}
	return faketools.Answer{Stdout: fmt.Sprintln(row["at"])}
}

// copyImage does what buildx does: unless it is told not to, it makes an index of an image.
func (b *buildTools) copyImage(ctx context.Context, call faketools.Call) faketools.Answer {
	from, err := name.ParseReference(call.Args[len(call.Args)-1])
	if err != nil {
		return failure(err)
	}
	to, err := name.NewTag(call.Option("--tag"))
	if err != nil {
		return failure(err)
	}
	if err := errors.Join(
		b.mayReach(from.Context(), "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
		b.mayReach(to.Context(), "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"),
	); err != nil {
		return faketools.Answer{Stderr: "ERROR: " + err.Error() + "\n", Exit: 1}
	}
	options := []remote.Option{remote.WithContext(ctx), remote.WithTransport(b.run.env.Transport)}
	image, err := remote.Image(from, options...)
	if err != nil {
		return failure(err)
	}
	if slices.Contains(call.Args, "--prefer-index=false") {
		err = remote.Write(to, image, options...)
	} else {
		err = remote.WriteIndex(to, mutate.AppendManifests(empty.Index, mutate.IndexAddendum{Add: image}), options...)
	}
	if err != nil {
		return failure(err)
	}
	return faketools.Answer{}
}

// date is the day that it is in the simulated pipeline, or a time in seconds.
func (b *buildTools) date(_ context.Context, call faketools.Call) faketools.Answer {
	at := b.run.clock.Now()
	if slices.Contains(call.Args, "+%F") {
		return faketools.Answer{Stdout: at.Format(time.DateOnly) + "\n"}
	}
	if text := call.Option("-d"); text != "now" {
		var err error
		if at, err = time.Parse(time.RFC3339, text); err != nil {
			return failure(err)
		}
	}
	return faketools.Answer{Stdout: fmt.Sprintln(at.Unix())}
}

func failure(err error) faketools.Answer {
	return faketools.Answer{Stderr: err.Error() + "\n", Exit: 255}
}
