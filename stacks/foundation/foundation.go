// Package foundation is the first layer. It has what every pipeline and service of an
// environment needs, and keeps the data: storage, keys, registries, the history of
// deployments and the topic for messages about them. Nothing here runs code.
//
// The layer is in the tooling account. If the services run in an account of their own,
// it admits exactly the principals there that must pull images.
package foundation

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// Program deploys the layer with the configuration of the stack that runs it.
func Program(ctx *pulumi.Context) error {
	cfg, err := LoadConfig(config.FromContext(ctx))
	if err != nil {
		return err
	}
	own, err := awsaccount.Own(ctx, contract.FoundationLayer, cfg.Common)
	if err != nil {
		return err
	}
	if !cfg.Simulated {
		if err := cfg.Examples(); err != nil {
			return err
		}
	}
	out, err := Deploy(ctx, cfg, own)
	if err != nil {
		return err
	}
	contract.Export(ctx, &out)
	return nil
}

// Deploy creates the layer's resources in the account and returns its outputs.
func Deploy(ctx *pulumi.Context, cfg Config, own awsaccount.Account) (contract.Foundation, error) {
	inAccount := pulumi.Providers(own.Provider)
	key, err := NewKey(ctx, "encryption", KeyArgs{
		Alias:    cfg.Names.KeyAlias,
		Names:    cfg.Names,
		Account:  own,
		Accounts: cfg.accounts(own.ID),
	}, inAccount)
	if err != nil {
		return contract.Foundation{}, err
	}
	store, err := newStorage(ctx, cfg, own, key, inAccount)
	if err != nil {
		return contract.Foundation{}, err
	}
	history, err := NewHistory(ctx, "history", HistoryArgs{Table: cfg.Names.HistoryTable, Account: own}, inAccount)
	if err != nil {
		return contract.Foundation{}, err
	}
	news, err := NewNotifications(ctx, "notifications", NotificationsArgs{
		Topic:    cfg.Names.Topic,
		Names:    cfg.Names,
		Account:  own,
		Accounts: cfg.accounts(own.ID),
		KeyArn:   key.Arn,
		Emails:   cfg.Emails,
	}, inAccount)
	if err != nil {
		return contract.Foundation{}, err
	}
	if cfg.Chat.Set() {
		if _, err = NewChat(ctx, "chat", ChatArgs{
			Configuration: cfg.Names.Chat,
			Role:          cfg.Names.ChatRole,
			Channel:       cfg.Chat,
			TopicArn:      news.TopicArn,
			Account:       own,
		}, inAccount); err != nil {
			return contract.Foundation{}, err
		}
	}
	packages, err := NewPackages(ctx, "packages", PackagesArgs{
		Domain:     cfg.Names.PackageDomain,
		Repository: cfg.Names.PackageRepository,
		Account:    own,
	}, inAccount)
	if err != nil {
		return contract.Foundation{}, err
	}
	registries, err := newRegistries(ctx, cfg, own, inAccount)
	if err != nil {
		return contract.Foundation{}, err
	}
	return contract.Foundation{
		AccountID:         pulumi.String(own.ID).ToStringOutput(),
		Region:            pulumi.String(own.Region).ToStringOutput(),
		KeyArn:            key.Arn,
		ArtifactBucket:    store.artifacts.Name,
		CacheBucket:       store.cache.Name,
		HistoryTable:      history.Table,
		HistoryTableArn:   history.TableArn,
		TopicArn:          news.TopicArn,
		PackageDomain:     packages.Domain,
		PackageDomainArn:  packages.DomainArn,
		PackageRepository: packages.Repository,
		PackageRepoArn:    packages.RepositoryArn,
		Services:          registries,
	}, nil
}
