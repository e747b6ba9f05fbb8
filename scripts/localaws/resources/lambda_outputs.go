package resources

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"

	"slipway/scripts/localaws/properties"
)

func functionOutputs(c *Call) properties.Map {
	arn := c.ARN("lambda", "function:"+c.ID)
	invoke := fmt.Sprintf("arn:aws:apigateway:%s:lambda:path/2015-03-31/functions/", c.Region)
	version := functionVersion(c)
	modified := c.Now().UTC().Format("2006-01-02T15:04:05.000+0000")
	if c.Was != nil && !functionChanged(c) {
		modified = c.Was.Str("lastModified")
	}
	sum := codeSum(c)
	return properties.Map{
		"arn": arn, "invokeArn": invoke + arn + "/invocations",
		"version": version, "qualifiedArn": arn + ":" +
			version, "qualifiedInvokeArn": invoke + arn + ":" + version + "/invocations",
		"lastModified": modified, "codeSha256": sum, "sourceCodeHash": "", "sourceCodeSize": float64(0),
		"signingJobArn": "", "signingProfileVersionArn": "",
		"architectures":    []any{"x86_64"},
		"ephemeralStorage": map[string]any{"size": float64(512)},
		"loggingConfig": map[string]any{
			"logFormat":           "Text",
			"logGroup":            "/aws/lambda/" + c.ID,
			"applicationLogLevel": "",
			"systemLogLevel":      "",
		},
		"tracingConfig": map[string]any{"mode": "PassThrough"},
	}
}

// functionVersion is the version after the call: a change of code or
// configuration with publish on makes the next number.
func functionVersion(c *Call) string {
	last, _ := c.Was.Text("version")
	switch {
	case !c.In.Bool("publish") && last == "":
		return "$LATEST"
	case !c.In.Bool("publish"):
		return last
	case last != "" && last != "$LATEST" && !functionChanged(c):
		return last
	}
	return strconv.Itoa(latestVersion(c) + 1)
}

// codeSum is CodeSha256: the image's digest in hex, or a zip's hash in base64.
func codeSum(c *Call) string {
	if uri := c.In.Str("imageUri"); uri != "" {
		if c.Was != nil && !codeChanged(c) {
			return c.Was.Str("codeSha256")
		}
		return imageDigest(c, uri)
	}
	if given := c.In.Str("sourceCodeHash"); given != "" {
		return given
	}
	if archive, ok := c.In["code"].(properties.Archive); ok {
		if raw, err := hex.DecodeString(archive.Hash); err == nil {
			return base64.StdEncoding.EncodeToString(raw)
		}
	}
	return ""
}
