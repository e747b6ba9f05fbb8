package world

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
)

// Save writes what changed into the account: the code of $LATEST, new versions,
// the alias, new tags of images.
func (w *World) Save(ctx context.Context, transport http.RoundTripper) error {
	function, err := w.resource(functionType, w.Function.Name)
	if err != nil {
		return err
	}
	for number, version := range w.Function.Versions {
		if err := w.saveVersion(function, number, version.Digest); err != nil {
			return fmt.Errorf("save version %s: %w", number, err)
		}
	}
	arn, _ := function.Outputs["arn"].(string)
	maps.Copy(function.Outputs, map[string]any{
		"imageUri": w.Function.RepositoryURL + "@" + w.Function.Digest, "codeSha256": hashOf(w.Function.Digest), "sourceCodeHash": hashOf(w.Function.Digest),
		"version": w.Function.Last(), "qualifiedArn": arn + ":" + w.Function.Last(), "lastModified": w.Clock.Now().UTC().Format(modified),
	})
	if err := w.view.Store.Put(function); err != nil {
		return fmt.Errorf("save function %s: %w", w.Function.Name, err)
	}
	if err := w.saveAlias(); err != nil {
		return fmt.Errorf("save alias %s: %w", w.aliasArn, err)
	}
	return w.saveTags(ctx, transport)
}

// modified is how Lambda writes a function's LastModified.
const modified = "2006-01-02T15:04:05.000+0000"

func (w *World) resource(token, key string) (localaws.Resource, error) {
	r, found, err := w.view.Store.Get(w.Owner, token, key)
	if err == nil && !found {
		err = &account.MissingError{What: "resource", Name: key, NamedBy: "the release"}
	}
	return r, err
}

func (w *World) saveVersion(function localaws.Resource, number, digest string) error {
	key := w.Function.Name + "/" + number
	if _, known, err := w.view.Store.Get(w.Owner, versionType, key); known || err != nil {
		return err
	}
	arn, _ := function.Outputs["arn"].(string)
	return w.view.Store.Put(localaws.Resource{
		Account: w.Owner, Region: function.Region, Type: versionType, ID: arn + ":" + number, Key: key, URN: function.URN,
		Outputs: map[string]any{
			"functionName": w.Function.Name, "version": number, "codeSha256": hashOf(digest), "imageUri": w.Function.RepositoryURL + "@" + digest,
			"qualifiedArn": arn + ":" + number, "lastModified": w.Clock.Now().UTC().Format(modified),
		},
	})
}

func (w *World) saveAlias() error {
	alias, err := w.resource(aliasType, w.aliasArn)
	if err != nil {
		return err
	}
	alias.Outputs["functionVersion"] = w.Function.AliasVersion
	delete(alias.Outputs, "routingConfig")
	if len(w.Function.Weights) > 0 {
		alias.Outputs["routingConfig"] = map[string]any{"additionalVersionWeights": w.Function.Weights}
	}
	return w.view.Store.Put(alias)
}

// saveTags puts new tags through the registry's own door, so that its rules hold.
func (w *World) saveTags(ctx context.Context, transport http.RoundTripper) error {
	for _, tag := range slices.Sorted(maps.Keys(w.Repository.Tags)) {
		if w.tags[tag] {
			continue
		}
		from, err := name.NewDigest(w.Function.RepositoryURL + "@" + w.Repository.Tags[tag])
		if err != nil {
			return fmt.Errorf("name image: %w", err)
		}
		options := []remote.Option{remote.WithContext(ctx), remote.WithTransport(transport)}
		image, err := remote.Get(from, options...)
		if err != nil {
			return fmt.Errorf("read image %s: %w", from, err)
		}
		if err := remote.Tag(from.Tag(tag), image, options...); err != nil {
			return fmt.Errorf("tag image %s: %w", from, err)
		}
	}
	return nil
}

func hashOf(digest string) string { return strings.TrimPrefix(digest, "sha256:") }
