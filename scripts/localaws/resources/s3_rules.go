package resources

import (
	"os"
	"path/filepath"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/store"
)

func bucketNameShape(c *Call) []awserr.Fault {
	name := c.In.Str("bucket")
	switch {
	case strings.Contains(name, ".."):
		return fault("bucket", "invalid value for bucket (must not contain two adjacent periods): %s", name)
	case strings.HasPrefix(name, "xn--") || strings.HasSuffix(name, "-s3alias"):
		return fault("bucket", "invalid value for bucket (must not begin with xn-- or end with -s3alias): %s", name)
	}
	return nil
}

func bucketTaken(c *Call) error {
	if _, ok := c.Get(bucketType, c.Name()); ok {
		return awserr.New("S3", "CreateBucket", "BucketAlreadyOwnedByYou",
			"Your previous request to create the named bucket succeeded and you already own it.")
	}
	return nil
}

// bucketTakenElsewhere looks into the other accounts: bucket names are global.
func bucketTakenElsewhere(c *Call) error {
	accounts, err := c.Store.Accounts()
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if _, ok := c.GetIn(account, bucketType, c.Name()); ok && account != c.Account {
			return awserr.New("S3", "CreateBucket", "BucketAlreadyExists",
				"The requested bucket name is not available. The bucket namespace is shared by all users of the system. "+
					"Please select a different name and try again.")
		}
	}
	return nil
}

// ObjectsDir is the folder of a simulated bucket's objects; any file in it
// makes the bucket not empty.
func ObjectsDir(s *store.Store, account, bucket string) string {
	return filepath.Join(s.Dir(), account, "bucket-objects", store.FileName(bucket))
}

func bucketEmpty(c *Call) error {
	if c.In.Bool("forceDestroy") {
		return nil
	}
	entries, err := os.ReadDir(ObjectsDir(c.Store, c.Account, c.ID))
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	if len(entries) > 0 {
		return awserr.New("S3", "DeleteBucket", "BucketNotEmpty",
			"The bucket you tried to delete is not empty. You must delete all versions in the bucket.")
	}
	return nil
}

func dropObjects(c *Call) error { return os.RemoveAll(ObjectsDir(c.Store, c.Account, c.ID)) }
