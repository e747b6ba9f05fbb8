package account

import (
	"strings"

	"slipway/scripts/localaws"
	"slipway/shared/naming"
)

// Function is a deployed Lambda function from an image; the hash is $LATEST's.
type Function struct {
	Name, Arn, ImageURI, CodeSha256 string
	ReservedConcurrentExecutions    int
	Architectures                   []string
}

// Repository is where the function's images come from.
func (f Function) Repository() string {
	repository, _, byDigest := strings.Cut(f.ImageURI, "@")
	if byDigest {
		return repository
	}
	return f.ImageURI[:max(strings.LastIndex(f.ImageURI, ":"), 0)]
}

// Digest is the image of $LATEST.
func (f Function) Digest() string { return "sha256:" + f.CodeSha256 }

// Version is a published version of a function.
type Version struct {
	FunctionName, Version, CodeSha256 string
	Architectures                     []string       // none if it is not known
	Provisioned                       int            // environments kept ready
	Settings                          map[string]any // nil if it is not known
}

// Digest is the version's image.
func (v Version) Digest() string { return "sha256:" + v.CodeSha256 }

// architecture is the only one there is, Lambda's default if none is known.
func architecture(all []string) string {
	if len(all) == 0 {
		return "x86_64"
	}
	return all[0]
}

// Architecture is that of $LATEST.
func (f Function) Architecture() string { return architecture(f.Architectures) }

// Architecture is the version's.
func (v Version) Architecture() string { return architecture(v.Architectures) }

// Alias is a function's alias.
type Alias struct {
	Arn, Name, FunctionName, FunctionVersion string
	RoutingConfig                            struct{ AdditionalVersionWeights map[string]float64 }
}

// Group is a CodeDeploy deployment group.
type Group struct {
	AppName, DeploymentGroupName, DeploymentConfigName string
	AlarmConfiguration                                 struct {
		Enabled bool
		Alarms  []string
	}
}

// Function reads the function with the name.
func (v View) Function(account, name, by string) (Function, error) {
	f, found, err := get[Function](v, account, "aws:lambda/function:Function", name)
	if err == nil && !found {
		err = &MissingError{
			What:    "function",
			Name:    name,
			NamedBy: by,
		}
	}
	return f, err
}

// Versions are the published versions of the function.
func (v View) Versions(account, function string) ([]Version, error) {
	return list(v, account, localaws.FunctionVersionType, func(x Version) bool { return x.FunctionName == function })
}

// Settings are those of $LATEST that a version published now would keep.
func (v View) Settings(account, function, by string) (map[string]any, error) {
	if _, err := v.Function(account, function, by); err != nil {
		return nil, err
	}
	r, _, err := v.Store.Get(account, "aws:lambda/function:Function", function)
	return localaws.FunctionSettings(r.Outputs), err
}

// Alias reads an alias of the function.
func (v View) Alias(account, function, alias, by string) (Alias, error) {
	found, err := list(v, account, "aws:lambda/alias:Alias",
		func(x Alias) bool { return x.FunctionName == function && x.Name == alias })
	if err == nil && len(found) == 0 {
		err = &MissingError{
			What:    "alias",
			Name:    alias + " of " + function,
			NamedBy: by,
		}
	}
	if err != nil {
		return Alias{}, err
	}
	return found[0], nil
}

// Group reads a deployment group of an application.
func (v View) Group(account, application, name, by string) (Group, error) {
	found, err := list(v, account, "aws:codedeploy/deploymentGroup:DeploymentGroup", func(g Group) bool {
		return g.AppName == application && g.DeploymentGroupName == name
	})
	if err == nil && len(found) == 0 {
		err = &MissingError{
			What:    "deployment group",
			Name:    name,
			NamedBy: by,
		}
	}
	if err != nil {
		return Group{}, err
	}
	return found[0], nil
}

// Live is the version that a function's traffic goes to.
func (v View) Live(arn, by string) (Version, error) {
	owner, function := OwnerOf(arn), LastOf(arn)
	alias, err := v.Alias(owner, function, naming.LiveAlias, by)
	if err != nil {
		return Version{}, err
	}
	version, found, err := get[Version](v, owner, localaws.FunctionVersionType, function+"/"+alias.FunctionVersion)
	if err == nil && !found {
		err = &MissingError{
			What:    "version",
			Name:    alias.FunctionVersion + " of " + function,
			NamedBy: "alias " + alias.Name,
		}
	}
	return version, err
}
