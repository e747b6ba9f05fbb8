package security_test

import (
	"slices"
	"strings"
)

// endless says what never expires under the lifecycle.
func endless(lifecycle *resource) string {
	ends := map[string]bool{}
	for _, r := range list(lifecycle, "rules") {
		if down(r, "status") != "Enabled" {
			continue
		}
		for what, path := range map[string]string{
			"objects": "expiration.days", "old versions": "noncurrentVersionExpiration.noncurrentDays",
			"unfinished uploads": "abortIncompleteMultipartUpload.daysAfterInitiation",
		} {
			days, _ := down(r, path).(float64)
			ends[what] = ends[what] || days > 0
		}
	}
	for _, what := range []string{"objects", "old versions", "unfinished uploads"} {
		if !ends[what] {
			return what + " stay for ever"
		}
	}
	return ""
}

// unchecked says who uses the bucket without asking whose it is.
func unchecked(env *environment, bucket string) string {
	for _, r := range env.of(rolePolicyType) {
		for _, s := range policy(r, "policy").allows() {
			about := slices.ContainsFunc(s.Resource,
				func(arn string) bool { return arn == bucket || strings.HasPrefix(arn, bucket+"/") })
			if about && !slices.Equal(s.exact("aws:ResourceAccount", "StringEquals"), words{env.account}) {
				return title(r) + " does not check whose bucket it is"
			}
		}
	}
	return ""
}
