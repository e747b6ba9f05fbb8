package resources

import (
	"strconv"

	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/store"
)

// latestVersion is the highest published version of the function, 0 for none.
func latestVersion(c *Call) int {
	list, err := c.List(FunctionVersionType)
	if err != nil {
		return 0
	}
	last := 0
	for _, v := range list {
		if n, err := strconv.Atoi(v.Str("version")); err == nil && v.Str("functionName") == c.ID && n > last {
			last = n
		}
	}
	return last
}

// recordVersion keeps a published version with its code.
func recordVersion(c *Call) error {
	version := c.Was.Str("version")
	if version == "" || version == "$LATEST" {
		return nil
	}
	if _, known := c.Get(FunctionVersionType, c.ID+"/"+version); known {
		return nil
	}
	return c.Store.Put(store.Resource{
		Account: c.Account,
		Region:  c.Region,
		Type:    FunctionVersionType,
		ID:      c.Was.Str("qualifiedArn"),
		Key:     c.ID + "/" + version,
		URN:     c.URN,
		Outputs: properties.Map{
			"functionName": c.ID, "version": version, "codeSha256": c.Was["codeSha256"], "imageUri": c.Was["imageUri"],
			"architectures": c.Was["architectures"],
			"qualifiedArn":  c.Was["qualifiedArn"], "lastModified": c.Was["lastModified"],
			"settings": SettingsOf(c.Was),
		},
	})
}

// dropVersions removes what goes with a function: its versions. Aliases and
// permissions go by their own resources.
func dropVersions(c *Call) error {
	list, err := c.Store.List(c.Account, FunctionVersionType)
	if err != nil {
		return err
	}
	for _, v := range list {
		if v.Outputs["functionName"] == c.ID {
			if err := c.Store.Delete(c.Account, FunctionVersionType, v.Key); err != nil {
				return err
			}
		}
	}
	return nil
}
