// Package naming holds the physical name of every AWS resource that slipway
// owns, in the form {resource-type}-{purpose}-{environmentSuffix}.
//
// For returns all names of one environment: what an environment has one of, and
// what each service has one of. Every layer and the command take names from
// there, so a name has one formula.
//
// A Kind is one AWS resource type: the word its names begin with, and the
// length and alphabet that AWS allows. A name that AWS would reject is an error
// that states AWS's rule; nothing is cut to fit. Two resources of an environment
// that would get the same name are an error that names both owners.
//
// Names are unique within one environment. The environments of one account share
// a namespace: service "api-x" in environment "dev" and service "api" in
// environment "x-dev" both want lambda-api-x-dev, and AWS rejects the second
// environment's image repository, its first resource with a service's name.
//
// The package does not import Pulumi: names are known before anything runs.
package naming
