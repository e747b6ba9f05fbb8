package production

import (
	"cmp"
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
	"slipway/scripts/localaws/services"
	"slipway/shared/config"
)

// Save writes what changed into the account: the code of $LATEST, new versions,
// the alias, new tags of images.
func (p *Production) Save(ctx context.Context, transport http.RoundTripper) error {
	function, err := p.resource(functionType, p.Function.Name)
	if err != nil {
		return err
	}
	for number, version := range p.Function.Versions {
		if err := p.saveVersion(function, number, version); err != nil {
			return fmt.Errorf("save version %s: %w", number, err)
		}
	}
	arn, _ := function.Outputs["arn"].(string)
	maps.Copy(function.Outputs, map[string]any{
		"imageUri":       p.Function.RepositoryURL + "@" + p.Function.Digest,
		"codeSha256":     hashOf(p.Function.Digest),
		"sourceCodeHash": hashOf(p.Function.Digest),
		"architectures":  []any{p.Function.Architecture},
		"version":        p.Function.Last(),
		"qualifiedArn":   arn + ":" + p.Function.Last(),
		"lastModified":   p.Clock.Now().UTC().Format(modified),
	})
	if err := p.view.Store.Put(function); err != nil {
		return fmt.Errorf("save function %s: %w", p.Function.Name, err)
	}
	if err := p.saveAlias(); err != nil {
		return fmt.Errorf("save alias %s: %w", p.aliasArn, err)
	}
	return p.saveTags(ctx, transport)
}

// modified is how Lambda writes a function's LastModified.
const modified = "2006-01-02T15:04:05.000+0000"

func (p *Production) resource(token, key string) (localaws.Resource, error) {
	r, found, err := p.view.Store.Get(p.Owner, token, key)
	if err == nil && !found {
		err = &account.MissingError{
			What:    "resource",
			Name:    key,
			NamedBy: "the release",
		}
	}
	return r, err
}

func (p *Production) saveVersion(function localaws.Resource, number string, version *services.Version) error {
	key := p.Function.Name + "/" + number
	kept := 0
	if version.Provisioned != nil {
		kept = version.Provisioned.Wanted
	}
	if there, known, err := p.view.Store.Get(p.Owner, versionType, key); known || err != nil {
		if err != nil || there.Outputs["provisioned"] == nil && kept == 0 {
			return err
		}
		there.Outputs["provisioned"] = kept
		return p.view.Store.Put(there)
	}
	arn, _ := function.Outputs["arn"].(string)
	return p.view.Store.Put(localaws.Resource{
		Account: p.Owner,
		Region:  function.Region,
		Type:    versionType,
		ID:      arn + ":" + number,
		Key:     key,
		URN:     function.URN,
		Outputs: map[string]any{
			"functionName":  p.Function.Name,
			"version":       number,
			"provisioned":   kept,
			"codeSha256":    hashOf(version.Digest),
			"imageUri":      p.Function.RepositoryURL + "@" + version.Digest,
			"architectures": []any{cmp.Or(version.Architecture, config.X86)},
			"qualifiedArn":  arn + ":" + number,
			"lastModified":  p.Clock.Now().UTC().Format(modified),
			"settings":      localaws.FunctionSettings(function.Outputs),
		},
	})
}

func (p *Production) saveAlias() error {
	alias, err := p.resource(aliasType, p.aliasArn)
	if err != nil {
		return err
	}
	alias.Outputs["functionVersion"] = p.Function.AliasVersion
	delete(alias.Outputs, "routingConfig")
	if len(p.Function.Weights) > 0 {
		alias.Outputs["routingConfig"] = map[string]any{"additionalVersionWeights": p.Function.Weights}
	}
	return p.view.Store.Put(alias)
}

// saveTags puts new tags through the registry's own door, so that its rules hold.
func (p *Production) saveTags(ctx context.Context, transport http.RoundTripper) error {
	for _, tag := range slices.Sorted(maps.Keys(p.Repository.Tags)) {
		if p.tags[tag] {
			continue
		}
		from, err := name.NewDigest(p.Function.RepositoryURL + "@" + p.Repository.Tags[tag])
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
