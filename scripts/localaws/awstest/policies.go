package awstest

// Document renders a policy of the given statements.
func Document(statements ...m) string {
	return Text(m{"Version": "2012-10-17", "Statement": statements})
}

// Trust renders a trust policy for one service.
func Trust(service string) string {
	return Document(m{
		"Effect":    "Allow",
		"Action":    "sts:AssumeRole",
		"Principal": m{"Service": service + ".amazonaws.com"},
	})
}

// TrustRole renders a trust policy for one role.
func TrustRole(arn string) string {
	return Document(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"AWS": arn}})
}

// RoleARN returns the ARN of a role in Account.
func RoleARN(name string) string { return "arn:aws:iam::" + Account + ":role/" + name }

// Allow renders a policy that allows actions on a resource.
func Allow(resource string, actions ...string) string {
	return Document(m{"Effect": "Allow", "Action": actions, "Resource": resource})
}
