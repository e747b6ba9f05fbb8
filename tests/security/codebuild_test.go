package security_test

import "strings"

const (
	projectType = "codebuild/project:Project"
	reportsType = "codebuild/reportGroup:ReportGroup"
)

func projectRules() []rule {
	return []rule{{
		property: "B1",
		says:     "what it hands on is encrypted",
		ids:      "AWS-0018 CKV_AWS_78",
		service:  "CodeBuild",
		over:     every(projectType),
		fault: func(_ *environment, s subject) string {
			for _, artifact := range append(list(s.resource, "secondaryArtifacts"), at(s.resource, "artifacts")) {
				if off, known := down(artifact, "encryptionDisabled").(bool); off || !known {
					return "not encrypted"
				}
			}
			return ""
		},
		breaks: map[string]change{
			"off":                  setting("artifacts.encryptionDisabled", true),
			"off for a second one": setting("secondaryArtifacts", []any{map[string]any{"encryptionDisabled": true}}),
		},
	}, {
		property: "B2",
		says:     "it encrypts with the customer key",
		ids:      "CKV_AWS_147 AwsSolutions-CB4",
		service:  "CodeBuild",
		over:     every(projectType),
		fault:    func(env *environment, s subject) string { return customerKey(env, s.Text("encryptionKey")) },
		breaks: map[string]change{
			"the key that AWS manages": setting("encryptionKey", "arn:aws:kms:us-east-1:000000000000:alias/aws/s3"),
		},
		mend: func(env *environment, r *resource) {
			put(env.edit(r), "encryptionKey", env.of(keyType)[0].Text("arn"))
		},
	}, {
		property: "B3",
		says:     "it logs to a group of ours, and nowhere in the clear",
		ids:      "CKV_AWS_311 CKV_AWS_314 CodeBuild.3 CodeBuild.4",
		service:  "CodeBuild",
		over:     every(projectType),
		fault: func(env *environment, s subject) string {
			return faults(
				unless(text(s.resource, "logsConfig.cloudwatchLogs.status") == "ENABLED", "no log"),
				unless(env.the(groupType, "name", text(s.resource, "logsConfig.cloudwatchLogs.groupName")) != nil,
					"a log group of AWS's making"),
				unless(!on(s.resource, "logsConfig.s3Logs.encryptionDisabled"), "clear text"),
			)
		},
		breaks: map[string]change{
			"no log":     setting("logsConfig.cloudwatchLogs.status", "DISABLED"),
			"elsewhere":  setting("logsConfig.cloudwatchLogs.groupName", "/other"),
			"clear text": setting("logsConfig.s3Logs.encryptionDisabled", true),
		},
	}, {
		property: "B4",
		says:     "it has no power over its host",
		ids:      "CKV_AWS_316 CodeBuild.5",
		service:  "CodeBuild",
		over:     every(projectType),
		fault: func(_ *environment, s subject) string {
			return unless(!on(s.resource, "environment.privilegedMode"), "privileged")
		},
		mend: setting("environment.privilegedMode", false),
	}, {
		property: "B5",
		says:     "no credentials stand among its settings or in its source's address",
		ids:      "CodeBuild.1 CodeBuild.2",
		service:  "CodeBuild",
		over:     every(projectType),
		fault: func(_ *environment, s subject) string {
			for _, v := range list(s.resource, "environment.environmentVariables") {
				name, _ := down(v, "name").(string)
				value, _ := down(v, "value").(string)
				if down(v, "type") == "PLAINTEXT" && secret(name, value) {
					return name + " holds a secret"
				}
			}
			return unless(
				!strings.Contains(text(s.resource, "source.location"), "@"),
				"credentials in the source's address",
			)
		},
		breaks: map[string]change{
			"a token": setting("environment.environmentVariables", []any{map[string]any{
				"name":  "NPM_TOKEN",
				"type":  "PLAINTEXT",
				"value": "npm_1",
			}}),
			"in the address": setting("source.location", "https://me:secret@github.com/example/shop"),
		},
	}, {
		property: "B6",
		says:     "it runs an image that AWS looks after",
		ids:      "AwsSolutions-CB5",
		service:  "CodeBuild",
		over:     every(projectType),
		fault: func(_ *environment, s subject) string {
			return unless(strings.HasPrefix(text(s.resource, "environment.image"), "aws/codebuild/"), "anybody's image")
		},
		breaks: map[string]change{"anybody's image": setting("environment.image", "docker.io/library/node:18")},
	}, {
		property: "B7",
		says:     "what it does is said here and not in the repository it builds",
		ids:      "codebuild_project_user_controlled_buildspec",
		service:  "CodeBuild",
		over:     every(projectType),
		fault: func(_ *environment, s subject) string {
			return unless(
				strings.Contains(text(s.resource, "source.buildspec"), "\nversion: 0.2\n"),
				"the repository decides",
			)
		},
		breaks: map[string]change{
			"the repository's own":     setting("source.buildspec", ""),
			"a file of the repository": setting("source.buildspec", "ci/build.yml"),
		},
	}, {
		property: "B8",
		says:     "it is private and ends, and reports stay where they are or go encrypted",
		ids:      "codebuild_project_not_publicly_accessible CodeBuild.7",
		service:  "CodeBuild",
		over: func(env *environment) []subject {
			return subjects(append(env.of(projectType), env.of(reportsType)...))
		},
		fault: func(_ *environment, s subject) string {
			if s.Type == "aws:"+reportsType {
				stays := text(s.resource, "exportConfig.type") == "NO_EXPORT"
				return unless(
					stays || text(s.resource, "exportConfig.s3Destination.encryptionKey") != "",
					"reports in the clear",
				)
			}
			return faults(
				unless(s.Text("projectVisibility") == "PRIVATE", "public"),
				unless(within(number(s.resource, "buildTimeout"), 60) && within(number(s.resource, "queuedTimeout"), 480),
					"never ends"),
			)
		},
		breaks: map[string]change{"public or in the clear": func(env *environment, r *resource) {
			c := env.edit(r)
			put(c, "projectVisibility", "PUBLIC_READ")
			put(c, "exportConfig.type", "S3")
		}},
	}}
}

func within(minutes, most float64) bool { return minutes > 0 && minutes <= most }
