package operate_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func brokenSettings() []breakage {
	unknown, known := setting("delivery", "slipway-delivery:brunch", "main")
	maybe, sure := setting("delivery", "slipway-delivery:approval", "maybe")
	other, same := setting("foundation", "slipway-foundation:environmentSuffix", "other")
	abroad, home := setting("foundation", "aws:region", "eu-west-1")
	salt, noSalt := setting("compute", "slipway-compute:memory", "\"512\"\nencryptionsalt: v1:AAAAAAAAAAA=:v1:"+
		"AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
	soon := time.Now().AddDate(0, 0, 5).Format(time.DateOnly)
	ending, longer := setting("delivery", "slipway-delivery:scanIgnore",
		`{"CVE-2026-1234": {"reason": "not called", "until": "`+soon+`"}}`)
	ended, never := setting("delivery", "slipway-delivery:scanIgnore",
		`{"CVE-2026-1234": {"reason": "not called", "until": "2026-01-31"}}`)
	const address = "https://sqs.us-east-1.amazonaws.com/000000000000/orders"
	polls, none := setting("foundation", "slipway-foundation:services",
		`{api: {events: {orders: {queue: "arn:aws:sqs:us-east-1:000000000000:orders"}}}}`)
	reads, unread := setting("foundation", "slipway-foundation:services", "{api: {secrets: {DB: shop/db}}}")
	much, less := setting("compute", "slipway-compute:reservedConcurrency", "1000")
	return []breakage{
		{
			name:    "a key that nobody reads",
			happens: unknown,
			person:  known,
			check:   "settings",
			says:    "no such key; did you mean slipway-delivery:branch?",
		},
		{
			name: "a stack file of another name",
			happens: func(t *testing.T, w *ward) {
				w.writes(t, strings.Replace(w.file("compute"), ".yaml", ".yml", 1), "config: {}\n")
			},
			person: func(t *testing.T, w *ward) {
				require.NoError(t, os.Remove(strings.Replace(w.file("compute"), ".yaml", ".yml", 1)))
			},
			check: "stack files",
			says:  "stacks/compute/Pulumi.local.yml is read by nothing",
		},
		{
			name:    "a value that no key takes",
			happens: maybe,
			person:  sure,
			check:   "settings",
			says:    `slipway-delivery:approval is "maybe"`,
		},
		{
			name:    "another suffix",
			happens: other,
			person:  same,
			check:   "settings",
			says:    "suffix: local in what is deployed (foundation, compute, delivery), other in the settings",
			mend:    "pulumi config set slipway-foundation:environmentSuffix local --stack local",
		},
		{
			name:    "another region",
			happens: abroad,
			person:  home,
			check:   "settings",
			says:    "AWS region: us-east-1 in what is deployed",
			mend:    "pulumi config set aws:region us-east-1 --stack local",
		},
		{
			name:    "secrets that the passphrase does not open",
			happens: salt,
			person:  noSalt,
			check:   "secrets",
			says:    "encryptionsalt v1:AAAAAAAAAAA=",
		},
		{
			name:    "an exception for a scan that ends soon",
			happens: ending,
			person:  longer,
			check:   "scan exceptions",
			says:    "api: CVE-2026-1234 is ignored until " + soon,
		},
		{
			name:    "an exception for a scan that has ended",
			happens: ended,
			person:  never,
			check:   "scan exceptions",
			says:    "api: CVE-2026-1234 was ignored until 2026-01-31",
		},
		{
			name: "a queue that hides messages for less than six times the function's time-out",
			happens: func(t *testing.T, w *ward) {
				polls(t, w)
				w.queue(t, address, 60)
			},
			check: "other stacks",
			says: "queue arn:aws:sqs:us-east-1:000000000000:orders " +
				"(slipway-foundation:services.api.events.orders.queue) " +
				"hides a message for 60 seconds while it is worked on, and lambda-api-local may take 30",
			mend: "aws sqs set-queue-attributes --queue-url " + address +
				" --attributes VisibilityTimeout=180 --region us-east-1",
			person: func(t *testing.T, w *ward) {
				assert.Empty(t, faults(w.examine(t)), "the queue hides messages for long enough")
				none(t, w)
			},
		},
		{
			name: "a secret that is no longer there",
			happens: func(t *testing.T, w *ward) {
				reads(t, w)
				w.vars["SLIPWAY_LOCAL_ABSENT"] = "shop/db"
			},
			check: "other stacks",
			says:  "secret shop/db (slipway-foundation:services.api.secrets.DB) is not in account 000000000000 and us-east-1",
			mend:  "aws secretsmanager create-secret --name shop/db --secret-string file://value --region us-east-1",
			person: func(t *testing.T, w *ward) {
				assert.Empty(t, faults(w.examine(t)), "the secret is there")
				unread(t, w)
			},
		},
		{
			name:    "more executions than the account has",
			happens: much,
			person: func(t *testing.T, w *ward) {
				assert.Empty(t, faults(w.examine(t)), "AWS has raised the quota")
				less(t, w)
			},
			check: "room",
			says:  "Lambda in account 000000000000 can reserve ",
			mend: "aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 " +
				"--desired-value 1105 --region us-east-1",
		},
	}
}
