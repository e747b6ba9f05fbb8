package remains

import "encoding/json"

// named is the input that is the id of a resource, by type: what AWS keeps under a name
// that a program chooses. Other types have ids that AWS makes, or are written over by
// the call that makes them.
var named = map[string]string{
	"aws:codepipeline/pipeline:Pipeline": "name",
	"aws:cloudwatch/eventBus:EventBus":   "name",
	"aws:cloudwatch/logGroup:LogGroup":   "name",
	"aws:dynamodb/table:Table":           "name",
	"aws:ecr/repository:Repository":      "name",
	"aws:iam/role:Role":                  "name",
	"aws:kms/alias:Alias":                "name",
	"aws:lambda/function:Function":       "name",
	"aws:s3/bucketV2:BucketV2":           "bucket",
}

// ImportID is the id under which the provider reads a resource that may be there; "" if
// the inputs do not tell.
func ImportID(typ string, inputs map[string]any) string {
	if typ == "aws:lambda/alias:Alias" {
		var alias struct{ FunctionName, Name string }
		text, err := json.Marshal(inputs)
		if err != nil || json.Unmarshal(text, &alias) != nil || alias.FunctionName == "" {
			return ""
		}
		return alias.FunctionName + "/" + alias.Name
	}
	id, _ := inputs[named[typ]].(string)
	return id
}
