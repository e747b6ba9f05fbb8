package resources

import (
	"fmt"
	"strconv"

	"slipway/scripts/localaws/properties"
)

const (
	functionType      = "aws:lambda/function:Function"
	functionAliasType = "aws:lambda/alias:Alias"
	// FunctionVersionType is ours: one record for each published version of a
	// function, keyed function/version. pulumi-aws has no such resource.
	FunctionVersionType = "aws:lambda/functionVersion:FunctionVersion"
	permissionType      = "aws:lambda/permission:Permission"
)

func lambdaTypes() []*Type {
	return []*Type{functionResource(), functionAliasResource(), {
		Token:    permissionType,
		Label:    "Lambda Permission",
		Required: []string{"action", "function", "principal"},
		Replace: []string{
			"action", "eventSourceToken", "function", "functionUrlAuthType", "principal", "principalOrgId", "qualifier",
			"sourceAccount", "sourceArn", "statementId",
		},
		Name: Name{
			Property: "statementId",
			Auto:     true,
			Min:      1,
			Max:      100,
			Allowed:  `[a-zA-Z0-9_-]+`,
			Words:    "must contain alphanumeric, underscores or dashes only",
		},
		ID: (*Call).Name,
		Key: func(c *Call) string { // each alias has a policy of its own
			function := functionName(c.In.Str("function"))
			if qualifier := c.In.Str("qualifier"); qualifier != "" {
				function += ":" + qualifier
			}
			return function + "/" + c.ID
		},
		Validate: []Check{longest("function", 140), isARN("sourceArn"), permissionAction},
		Create: []Rule{
			functionThere("AddPermission", "function"), qualifierThere("AddPermission", "function"), permissionPrincipal,
		},
		Exists: taken("Lambda", "AddPermission", "ResourceConflictException", func(c *Call) string {
			return fmt.Sprintf("The statement id (%s) provided already exists. Please provide a new statement id, "+
				"or remove the existing statement.",
				c.Name())
		}),
	}}
}

func functionResource() *Type {
	return &Type{
		Token:    functionType,
		Label:    "Lambda Function",
		Tagged:   true,
		Required: []string{"role"},
		Replace:  []string{"name", "packageType"},
		Defaults: properties.Map{
			"memorySize": float64(128), "timeout": float64(3), "publish": false, "packageType": "Zip", "skipDestroy": false,
			"reservedConcurrentExecutions": float64(-1),
		},
		Name: Name{
			Property: "name",
			Auto:     true,
			Min:      1,
			Max:      64,
			Allowed:  `[a-zA-Z0-9-_]+`,
			Words:    "must be letters, digits, hyphens and underscores",
		},
		ID:      (*Call).Name,
		Outputs: functionOutputs,
		Fill:    networkFill,
		Recomputed: func(c *Call) []string {
			if !functionChanged(c) {
				return nil
			}
			out := []string{"lastModified"}
			if codeChanged(c) {
				out = append(out, "codeSha256", "sourceCodeSize")
			}
			if c.In.Bool("publish") {
				out = append(out, "version", "qualifiedArn", "qualifiedInvokeArn")
			}
			return out
		},
		// The provider's UpdateFunctionCode names the image, even if the architecture alone changed.
		SentAgain: func(c *Call) []string {
			if codeChanged(c) {
				return []string{"imageUri"}
			}
			return nil
		},
		Validate: []Check{
			between("reservedConcurrentExecutions", -1, 1e9),
			oneOf("packageType", "Zip", "Image"), between("memorySize", 128, 10240), between("timeout", 1, 900), isARN("role"),
			oneOf("tracingConfig.mode", "Active", "PassThrough"), between("ephemeralStorage.size", 512, 10240),
			oneOf("loggingConfig.logFormat", "JSON", "Text"),
			oneOf("loggingConfig.applicationLogLevel", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"),
			oneOf("loggingConfig.systemLogLevel", "DEBUG", "INFO", "WARN"),
			functionPackage, environmentNames, architectures, network,
		},
		Create: []Rule{lambdaRole("CreateFunction"), networkRights("CreateFunction"),
			keyThere("Lambda", "CreateFunction", "kmsKeyArn"),
			functionEnvironment("CreateFunction"), logLevels("CreateFunction"),
			functionImage("CreateFunction")},
		Then: concurrencyLeft,
		Sets: "reservedConcurrentExecutions",
		Update: []Rule{lambdaRole("UpdateFunctionConfiguration"), networkRights("UpdateFunctionConfiguration"),
			keyThere("Lambda", "UpdateFunctionConfiguration", "kmsKeyArn"),
			functionEnvironment("UpdateFunctionConfiguration"), logLevels("UpdateFunctionConfiguration"),
			functionImage("UpdateFunctionCode"), concurrencyLeft},
		Exists: taken("Lambda", "CreateFunction", "ResourceConflictException",
			func(c *Call) string { return "Function already exist: " + c.Name() }),
		Created: recordVersion,
		Updated: func(c *Call) error {
			before := latestVersion(c)
			if err := recordVersion(c); err != nil {
				return err
			}
			published := ""
			if last := latestVersion(c); last > before {
				published = strconv.Itoa(last)
			}
			return tellOfFunction(c, published)
		},
		Deleted: dropVersions,
	}
}

func functionAliasResource() *Type {
	fn := func(c *Call) string { return functionName(c.In.Str("functionName")) }
	return &Type{
		Token:    functionAliasType,
		Label:    "Lambda Alias",
		Required: []string{"functionName", "functionVersion"},
		Replace:  []string{"functionName", "name"},
		// The provider's UpdateAlias always says where the traffic goes.
		SentAgain: func(*Call) []string { return []string{"description", "functionVersion", "routingConfig"} },
		Name: Name{
			Property: "name",
			Auto:     true,
			Min:      1,
			Max:      128,
			Allowed:  `[a-zA-Z0-9-_]*[a-zA-Z_-][a-zA-Z0-9-_]*`,
			Words:    "must be letters, digits, hyphens and underscores, not digits alone",
		},
		ID: func(c *Call) string { return c.ARN("lambda", "function:"+fn(c)+":"+c.Name()) },
		Outputs: func(c *Call) properties.Map {
			return properties.Map{
				"arn":       c.ID,
				"invokeArn": fmt.Sprintf("arn:aws:apigateway:%s:lambda:path/2015-03-31/functions/%s/invocations", c.Region, c.ID),
			}
		},
		Create: []Rule{functionThere("CreateAlias", "functionName"), aliasVersions("CreateAlias")},
		Update: []Rule{functionThere("UpdateAlias", "functionName"), aliasVersions("UpdateAlias")},
		Exists: taken("Lambda", "CreateAlias", "ResourceConflictException", func(c *Call) string {
			return fmt.Sprintf("Alias already exists: %s", c.ARN("lambda", "function:"+fn(c)+":"+c.Name()))
		}),
	}
}
