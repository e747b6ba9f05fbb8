package foundation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestKey(t *testing.T) {
	t.Parallel()
	rec := deploy(t, plain)
	key := rec.Get(t, "kms/key:Key", "encryption-key")

	t.Run("R15 R16 rotates, stays in its region and goes within seven days", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]any{
			"description":          "Encrypts what slipway dev sends and shares",
			"enableKeyRotation":    true,
			"deletionWindowInDays": 7.0,
			"multiRegion":          false,
		}, but(key, "policy"))
	})
	t.Run("R13 has an alias named by the convention", func(t *testing.T) {
		t.Parallel()
		alias := rec.Get(t, "kms/alias:Alias", "encryption-alias")
		assert.Equal(t, "alias/kms-encryption-dev", alias.Inputs["name"])
		assert.Regexp(t, `^1234abcd-12ab-34cd-56ef-[0-9a-f]{12}$`, alias.Inputs["targetKeyId"])
	})
	t.Run("R8 R16 admits its account, this environment's alarms and notification rules, and nobody else", func(
		t *testing.T,
	) {
		t.Parallel()
		assert.JSONEq(t, `{
			"Version": "2012-10-17",
			"Statement": [
				{
					"Sid": "Administration", "Effect": "Allow",
					"Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
					"Action": ["kms:*"], "Resource": ["*"]
				},
				{
					"Sid": "Alarms", "Effect": "Allow",
					"Principal": {"Service": ["cloudwatch.amazonaws.com"]},
					"Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": ["*"],
					"Condition": {
						"StringEquals": {"aws:SourceAccount": ["111122223333"]},
						"ArnLike": {"aws:SourceArn": ["arn:aws:cloudwatch:us-east-1:111122223333:alarm:alarm-*-dev"]}
					}
				},
				{
					"Sid": "Notifications", "Effect": "Allow",
					"Principal": {"Service": ["codestar-notifications.amazonaws.com"]},
					"Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": ["*"],
					"Condition": {"StringEquals": {"kms:ViaService": ["sns.us-east-1.amazonaws.com"]}}
				}
			]
		}`, policy(t, key))
	})
}

func TestKeyWithTargetAccount(t *testing.T) {
	t.Parallel()
	statements := deploy(t, twoAccount).Get(t, "kms/key:Key", "encryption-key").JSON(t, "policy")["Statement"].([]any)

	t.Run("R8 admits the alarms of both accounts", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]any{
			"StringEquals": map[string]any{"aws:SourceAccount": []any{"111122223333", "444455556666"}},
			"ArnLike": map[string]any{"aws:SourceArn": []any{
				"arn:aws:cloudwatch:us-east-1:111122223333:alarm:alarm-*-dev",
				"arn:aws:cloudwatch:us-east-1:444455556666:alarm:alarm-*-dev",
			}},
		}, statements[1].(map[string]any)["Condition"])
	})
	t.Run("R9 R16 admits no role of the target account: releases pass it digests, not artifacts", func(t *testing.T) {
		t.Parallel()
		assert.Len(t, statements, 3)
		for _, s := range statements {
			assert.NotContains(t, s.(map[string]any)["Principal"], "arn:aws:iam::444455556666:root")
		}
		assert.Equal(t, map[string]any{"AWS": []any{"arn:aws:iam::111122223333:root"}},
			statements[0].(map[string]any)["Principal"])
	})
}
