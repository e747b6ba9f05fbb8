"""Prints what is left at AWS_ENDPOINT_URL, one `service/name` a line.

It asks every service that slipway uses, for all pages. Keys that wait for their deletion and
what AWS makes by itself are not left over.
"""

import boto3

LISTS = [
    ("apigatewayv2", "get_apis", "Items", "Name"),
    ("cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"),
    ("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    ("codeartifact", "list_domains", "domains", "name"),
    ("codeartifact", "list_repositories", "repositories", "name"),
    ("codebuild", "list_projects", "projects", None),
    ("codebuild", "list_report_groups", "reportGroups", None),
    ("codedeploy", "list_applications", "applications", None),
    ("codepipeline", "list_pipelines", "pipelines", "name"),
    ("codestar-connections", "list_connections", "Connections", "ConnectionName"),
    ("codestar-notifications", "list_notification_rules", "NotificationRules", "Arn"),
    ("dynamodb", "list_tables", "TableNames", None),
    ("ecr", "describe_repositories", "repositories", "repositoryName"),
    ("events", "list_event_buses", "EventBuses", "Name"),
    ("events", "list_rules", "Rules", "Name"),
    ("iam", "list_roles", "Roles", "RoleName"),
    ("lambda", "list_functions", "Functions", "FunctionName"),
    ("lambda", "list_event_source_mappings", "EventSourceMappings", "UUID"),
    ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    ("logs", "describe_query_definitions", "queryDefinitions", "name"),
    ("s3", "list_buckets", "Buckets", "Name"),
    ("secretsmanager", "list_secrets", "SecretList", "Name"),
    ("sns", "list_topics", "Topics", "TopicArn"),
    ("sns", "list_subscriptions", "Subscriptions", "SubscriptionArn"),
    ("sqs", "list_queues", "QueueUrls", None),
    ("stepfunctions", "list_state_machines", "stateMachines", "name"),
]

for service, call, key, name in LISTS:
    client = boto3.client(service, region_name="us-east-1")
    pages = client.get_paginator(call).paginate() if client.can_paginate(call) else [getattr(client, call)()]
    for item in (item for page in pages for item in page.get(key, [])):
        text = item if name is None else item[name]
        if (service, text) != ("events", "default"):
            print(f"{service}/{text}")

kms = boto3.client("kms", region_name="us-east-1")
aws_managed = set()
for alias in kms.get_paginator("list_aliases").paginate().build_full_result()["Aliases"]:
    if alias["AliasName"].startswith("alias/aws/"):
        aws_managed.add(alias.get("TargetKeyId"))  # made by AWS on first use, and nobody's to delete
    else:
        print(f"kms/{alias['AliasName']}")
for key in kms.get_paginator("list_keys").paginate().build_full_result()["Keys"]:
    state = kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]["KeyState"]
    if key["KeyId"] not in aws_managed and state != "PendingDeletion":
        print(f"kms/{key['KeyId']}")
