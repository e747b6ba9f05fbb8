package contract

import "github.com/pulumi/pulumi/sdk/v3/go/pulumi"

// Compute are the outputs of the compute layer: functions and who may release to them.
type Compute = ComputeOf[pulumi.StringOutput]

// ComputeOf is Compute with values of type T.
type ComputeOf[T any] struct {
	AccountID T                         // the account the functions run in
	Services  map[string]*FunctionOf[T] // by service
}

// Function is a service's function.
type Function = FunctionOf[pulumi.StringOutput]

// FunctionOf is Function with values of type T.
type FunctionOf[T any] struct {
	Name            T
	Arn             T // without a version
	Alias           T // name of the alias that traffic goes to
	AliasArn        T
	DeployerRoleArn T // the role that the service's releases assume in the function's account
	Address         T // where it is called over HTTPS; empty if it is not
	APIID           T // of the HTTP API at that address; empty if there is none
	DomainTarget    T // where the name of one's own is to point, by CNAME or alias; empty without one
	RoleName        T // of what the function runs as, for the people who give it rights elsewhere
	RoleArn         T
}

func (c *ComputeOf[T]) fields() fields[T] {
	all := fields[T]{"accountId": &c.AccountID}
	for service, f := range c.Services {
		all.in(service, fields[T]{
			"functionName":     &f.Name,
			"functionArn":      &f.Arn,
			"aliasName":        &f.Alias,
			"aliasArn":         &f.AliasArn,
			"deployerRoleArn":  &f.DeployerRoleArn,
			"httpAddress":      &f.Address,
			"httpApiId":        &f.APIID,
			"domainTarget":     &f.DomainTarget,
			"functionRoleName": &f.RoleName,
			"functionRoleArn":  &f.RoleArn,
		})
	}
	return all
}
