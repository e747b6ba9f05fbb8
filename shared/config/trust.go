package config

// Whom a role trusts to be the AWS service that it is for. AWS does not document for
// every service that it says whom it acts for, so where the first does not hold there
// has to be a way on.
const (
	TrustAccount = "account" // the service, on behalf of the role's own account
	TrustService = "service" // the service
)

// Trust reads whom a role trusts.
func (r *Reader) Trust(key string) string { return r.OneOf(key, TrustAccount, TrustService) }

// functionTrustKey documents the key.
var functionTrustKey = Key{
	Name:    "functionTrust",
	Default: "`" + TrustAccount + "`",
	Rule: "whom the functions' roles trust: `account`, Lambda on behalf of the role's account alone; `service`, Lambda. " +
		"Choose the second when AWS says that Lambda may not assume the role",
	Example: TrustService,
	Schema:  Choice(TrustAccount, TrustService),
}
