package config

// How a role limits its trust in an AWS service. AWS does not document aws:SourceAccount
// for every service (of CodePipeline the roles that its console makes show it), so
// TrustService is there for a service that does not send it.
const (
	TrustAccount = "account" // the service, on behalf of the role's own account
	TrustService = "service" // the service
)

// Trust reads how a role limits its trust.
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
