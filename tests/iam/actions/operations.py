"""Writes operations.txt: the operations of the services that policies here name.

Source: the service models of botocore, which the AWS CLI and SDK are made from.
    pip install botocore && python3 operations.py > operations.txt
What IAM knows by other names is in actions.go, with its own source.
"""
import botocore
import botocore.session

# IAM prefix: botocore's name of the service.
SERVICES = {
    "cloudwatch": "cloudwatch", "codeartifact": "codeartifact", "codebuild": "codebuild",
    "codeconnections": "codeconnections", "codedeploy": "codedeploy", "codepipeline": "codepipeline",
    "codestar-connections": "codestar-connections", "dynamodb": "dynamodb", "ecr": "ecr", "events": "events",
    "iam": "iam", "kms": "kms", "lambda": "lambda", "logs": "logs", "s3": "s3", "secretsmanager": "secretsmanager",
    "sns": "sns", "sqs": "sqs", "states": "stepfunctions", "sts": "sts", "xray": "xray",
}

session = botocore.session.get_session()
print(f"# Operations of botocore {botocore.__version__}, written by operations.py.")
for prefix, service in SERVICES.items():
    model = session.get_service_model(service)
    print(f"{prefix}: {' '.join(sorted(model.operation_names))}")
