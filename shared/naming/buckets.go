package naming

import "regexp"

// Buckets are the names of the foundation's buckets. They hold the account id,
// because a bucket's name must be unique among all AWS accounts.
type Buckets struct {
	Artifacts Name
	Cache     Name
	Logs      Name // of requests to the other two
}

var accountPattern = regexp.MustCompile(`^[0-9]{12}$`)

// IsAccount reports whether text is an AWS account id: 12 digits.
func IsAccount(text string) bool { return accountPattern.MatchString(text) }

// Buckets names the buckets in an account, which only a running program knows.
// Each fault is a *Fault.
func (e Environment) Buckets(account string) (Buckets, error) {
	if !IsAccount(account) {
		return Buckets{}, &Fault{
			What:  "AWS account id",
			Value: account,
			Rule:  "12 digits",
		}
	}
	t := newTable(e.Suffix)
	b := Buckets{
		Artifacts: t.name(Bucket, "artifacts-"+account),
		Cache:     t.name(Bucket, "cache-"+account),
		Logs:      t.name(Bucket, "logs-"+account),
	}
	return b, t.err()
}
