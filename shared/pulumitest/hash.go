package pulumitest

import (
	"crypto/sha256"
	"encoding/hex"
)

// hash is 12 hexadecimal digits that stay the same for the same text.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}
