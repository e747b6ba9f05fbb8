package push_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/push"
)

func TestRepositoryFault(t *testing.T) {
	t.Parallel()
	for _, right := range []string{"acme/shop", "Acme-Corp/the.shop_2", "mona_acme/shop", "a/.github"} {
		assert.Empty(t, push.RepositoryFault(right), right)
	}
	const rule = "a GitHub repository as owner/name"
	for wrong, want := range map[string]string{
		"acme/shop.git":                  rule + ": write acme/shop",
		"acme/shop/":                     rule + ": write acme/shop",
		"https://github.com/acme/shop":   rule + ": write acme/shop",
		"http://www.github.com/acme/a.b": rule + ": write acme/a.b",
		"git@github.com:acme/shop.git":   rule + ": write acme/shop",
		"ssh://git@github.com/acme/shop": rule + ": write acme/shop",
		"github.com/acme/shop":           rule + ": write acme/shop",
		"https://gitlab.com/acme/shop":   rule,
		"acme/.":                         rule,
		"acme/..":                        rule,
		"acme":                           rule,
		"acme/shop/api":                  rule,
		"acme-/shop":                     rule,
		"":                               rule,
	} {
		assert.Equal(t, want, push.RepositoryFault(wrong), wrong)
	}
}

func TestBranchFault(t *testing.T) {
	t.Parallel()
	for _, right := range []string{
		"main", "release/1.x", "fix#12", "user@fix", "größe", "a=b", "1.10", "feature/(web)", "a@b", "x.locked", "v1.0-rc.1",
	} {
		assert.Empty(t, push.BranchFault(right), right)
	}
	const rule = "the name of one branch, without wildcards"
	for wrong, want := range map[string]string{
		"refs/heads/main":        " and without refs/heads/: write main",
		"heads/main":             " and without heads/: write main",
		"refs/tags/v1":           " and without refs/: write tags/v1",
		"":                       ": 1 to 255 bytes",
		strings.Repeat("a", 256): ": 1 to 255 bytes",
		"HEAD":                   ": that is what git calls the current one",
		"@":                      ": that is what git calls the current one",
		"-f":                     ": it may not begin with -",
		"a.":                     ": it may not end with a dot",
		"a..b":                   ": it may not have two dots together",
		"main/":                  ": it may not begin or end with a slash, nor have two together",
		"/main":                  ": it may not begin or end with a slash, nor have two together",
		"a//b":                   ": it may not begin or end with a slash, nor have two together",
		"x.lock":                 `: no part may begin with a dot or end with .lock, as "x.lock" does`,
		"a/.b":                   `: no part may begin with a dot or end with .lock, as ".b" does`,
		"a b":                    ": it may not have ' '",
		"release/*":              ": it may not have '*'",
		"a@{1}":                  ": it may not have '{'",
		"a\x7f":                  `: it may not have '\x7f'`,
		`a\b`:                    `: it may not have '\\'`,
	} {
		assert.Equal(t, rule+want, push.BranchFault(wrong), wrong)
	}
}
