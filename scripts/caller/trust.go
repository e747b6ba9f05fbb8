package caller

import (
	"encoding/json"

	"slipway/shared/contract"
)

// Trust is the trust policy that a role needs to be assumed from the account, as
// IAM's console takes it.
func Trust(account, externalID string) string {
	statement := map[string]any{
		"Effect":    "Allow",
		"Principal": map[string]string{"AWS": "arn:" + contract.Partition + ":iam::" + account + ":root"},
		"Action":    "sts:AssumeRole",
	}
	if externalID != "" {
		statement["Condition"] = map[string]any{"StringEquals": map[string]string{"sts:ExternalId": externalID}}
	}
	text, _ := json.MarshalIndent(map[string]any{ // texts and maps of them: never fails
		"Version":   "2012-10-17",
		"Statement": []any{statement},
	}, "", "  ")
	return string(text)
}
