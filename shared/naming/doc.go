// Package naming makes the physical names of every AWS resource that slipway
// owns, in the form {resource-type}-{purpose}-{environmentSuffix}.
//
// A Kind is one AWS resource type: the word its names begin with, and the
// length and alphabet that the service allows. A Purpose is what the resource is
// for. A Suffix tells the environments of one account apart.
//
// A name says unambiguously what it was made from, so no two different inputs
// ever give one name. Hyphens stand between the parts, and only the suffix,
// which comes last, may hold hyphens of its own: resource types and purposes
// are single words from closed lists, a service name has no hyphen, and whether
// a service or an account follows a purpose is fixed by the purpose.
//
// A name that a service would refuse is an error that states the service's rule.
// Nothing is ever cut to fit. The package imports no Pulumi: names are known
// before anything runs.
package naming
