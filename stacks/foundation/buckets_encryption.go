package foundation

import "github.com/pulumi/pulumi/sdk/v3/go/pulumi"

const (
	kmsEncryption = "aws:kms"
	s3Encryption  = "AES256"
)

// Encryption is how a bucket encrypts what is put into it.
type Encryption struct {
	algorithm string
	key       pulumi.StringPtrInput // ARN of a customer managed key; nil for AWS's own
}

// ManagedKey is the key that AWS manages for S3 in the account.
func ManagedKey() Encryption { return Encryption{algorithm: kmsEncryption} }

// CustomerKey is the customer managed key with the given ARN.
func CustomerKey(arn pulumi.StringOutput) Encryption {
	return Encryption{algorithm: kmsEncryption, key: arn.ToStringPtrOutput()}
}

// S3Key is the key that S3 owns: the only kind that S3 delivers access logs to
// (S3 User Guide, enable-server-access-logging).
func S3Key() Encryption { return Encryption{algorithm: s3Encryption} }
