package named

import (
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

// hiding is how many times as long as a function may take its queue has to hide a message
// (Lambda Developer Guide, services-sqs-configure: at least six times the function's time-out).
const hiding = 6

// hidden says that a queue hides messages for too short a time.
func (w Wanted) hidden(t Thing, s State, therefore string) string {
	return fmt.Sprintf("%s hides a message for %d seconds while it is worked on, and %s may take %d, %s: AWS asks for "+
		"six times as many, `aws sqs set-queue-attributes --queue-url %s --attributes VisibilityTimeout=%d --region %s`, or "+
		"lower the service's timeout", t, s.Visible, t.Function, t.Timeout, therefore, queueURL(t.Name), hiding*t.Timeout,
		w.Region)
}

// queueURL is the address of the queue with the ARN.
func queueURL(text string) string {
	queue, _ := arn.Parse(text)
	return fmt.Sprintf("https://sqs.%s.amazonaws.com/%s/%s", queue.Region, queue.AccountID, queue.Resource)
}

// last is the name of what an ARN names.
func last(text string) string {
	parsed, err := arn.Parse(text)
	if err != nil {
		return text
	}
	return parsed.Resource[strings.LastIndexAny(parsed.Resource, ":/")+1:]
}

// absent says what is to be done about a thing that is not there.
func (w Wanted) absent(t Thing) string {
	const correct = "deploy the stack that makes it, or correct the setting"
	command := ""
	switch t.Kind {
	case Secret:
		name := t.Name
		if strings.HasPrefix(name, "arn:") {
			return correct + "; `aws secretsmanager list-secrets --region " + w.Region + "` lists what there is"
		}
		command = "aws secretsmanager create-secret --name " + name + " --secret-string file://value"
	case Parameter:
		command = "aws ssm put-parameter --type SecureString --name " + parameterName(t.Name) + " --value file://value"
	case Policy:
		if strings.HasPrefix(t.Name, "arn:aws:iam::aws:") {
			return "AWS has none of this name: correct the setting; `aws iam list-policies --scope AWS` lists them"
		}
		return correct + "; by hand: `aws iam create-policy --policy-name " + last(t.Name) +
			" --policy-document file://policy.json`"
	case Queue:
		command = fmt.Sprintf("aws sqs create-queue --queue-name %s --attributes VisibilityTimeout=%d",
			last(t.Name), hiding*t.Timeout)
		if strings.HasSuffix(t.Name, ".fifo") {
			command += ",FifoQueue=true"
		}
	case Topic:
		command = "aws sns create-topic --name " + last(t.Name)
	case Bus:
		command = "aws events create-event-bus --name " + t.Name
	case Certificate:
		return correct + "; `aws acm list-certificates --region " + w.Region + "` lists what there is"
	case Subnet:
		return correct + "; `aws ec2 describe-subnets --region " + w.Region + "` lists what there is"
	case Group:
		return correct + "; `aws ec2 describe-security-groups --region " + w.Region + "` lists what there is"
	default:
		return correct
	}
	return correct + "; by hand: `" + command + " --region " + w.Region + "`"
}
