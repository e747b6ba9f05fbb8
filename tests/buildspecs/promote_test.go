package buildspecs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

const (
	before     = registry + "/ecr-api-staging"
	missing    = "An error occurred (ImageNotFoundException) when calling the DescribeImages operation\n"
	whichImage = "dynamodb query --table-name table-deployments-staging --index-name byService --max-items 1 " +
		"--output json --no-scan-index-forward"
	howLong = "dynamodb query --table-name table-deployments-staging --index-name byService --max-items 1 " +
		"--output json --query Items[0].endedAt.S"
	copying = "docker buildx imagetools create --prefer-index=false --tag " + repository +
		":promoted-1111111111111111111111111111111111111111111111111111111111111111 " + before + "@" + digest
)

// promote is the Build stage of an environment that promotes from staging, where the image
// ran until another one was released.
func promote() stage {
	return stage{
		env: map[string]string{
			"SERVICE": "api", "ECR_REPOSITORY_URI": repository, "HISTORY_TABLE": "table-deployments-dev",
			"AWS_REGION": "us-east-1", "SCAN_POLL_SECONDS": "0", "PIPELINE_EXECUTION_ID": execution,
			"CODEBUILD_RESOLVED_SOURCE_VERSION": commit, "CODEBUILD_INITIATOR": "codepipeline/pipeline-api-dev",
			"PROMOTE_FROM": "staging", "PROMOTE_REPOSITORY_URI": before, "PROMOTE_TABLE": "table-deployments-staging",
		},
		answers: append([]faketools.Reply{
			{
				Tool:   "aws",
				Args:   whichImage,
				Stdout: "[\n    \"" + digest + "\",\n    \"2026-11-26T10:00:00.250Z\",\n    \"2026-11-26T09:40:00Z#end\"\n]\n",
			},
			{
				Tool:   "aws",
				Args:   "dynamodb get-item ",
				Stdout: "None\n",
			},
			{
				Tool:   "aws",
				Args:   howLong,
				Stdout: "\"2026-11-27T13:12:00.000Z\"\n",
			},
			{
				Tool:   "aws",
				Args:   "ecr describe-images ",
				Stderr: missing,
				Exit:   254,
				Times:  1,
			},
			{
				Tool:   "aws",
				Args:   "ecr describe-images ",
				Stdout: digest + "\n",
			},
			described("amd64"),
			{Tool: "docker", Args: "buildx imagetools create"},
		}, faketools.Build{Live: liveDigest, Message: "Show prices"}.Replies()...),
	}
}

func TestPromote(t *testing.T) { // R3
	t.Parallel()
	o := promote().run(t, buildspecs.Promote())
	require.True(t, o.Succeeded(), o.log)
	t.Run("exports what the later stages use, and where the image ran", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]string{
			"IMAGE_TAG":            commit,
			"IMAGE_DIGEST":         digest,
			"IMAGE_URI":            repository + "@" + digest,
			"LIVE_DIGEST":          liveDigest,
			"SCAN_SUMMARY":         "0 critical, 1 high, 2 medium, 3 low",
			"COMMIT_MESSAGE_SHORT": "Show prices",
			"PROMOTION":            "released in staging at 2026-11-26T10:00:00.250Z and ran there for 27 h 12 min",
		}, o.Exported)
	})
	t.Run("asks the history first, copies by digest and builds nothing", func(t *testing.T) {
		t.Parallel()
		o.order(t, "docker login", "aws "+whichImage, "aws dynamodb get-item", "aws "+howLong, "aws ecr describe-images",
			"docker buildx imagetools create", "aws ecr batch-get-image", "aws ecr describe-image-scan-findings",
			"aws codepipeline get-pipeline-execution")
		assert.Equal(t, []string{inspecting + before + "@" + digest, copying}, o.called("docker buildx"))
		assert.Empty(t, o.called("npm"))
		assert.Equal(t, []string{"aws dynamodb get-item --table-name table-deployments-staging --consistent-read " +
			"--query Item.at.S --output text --key " +
			`{"deploymentId":{"S":"taken-back#api"},"timestamp":{"S":"` + digest + `"}}`}, o.called("aws dynamodb get-item"))
		queries := o.called("aws dynamodb query")
		assert.Contains(t, queries[0], `{":service":{"S":"api"},":succeeded":{"S":"SUCCEEDED"},":commit":{"S":"`+commit+`"}}`)
		assert.Contains(t, queries[1], `":row":{"S":"2026-11-26T09:40:00Z#end"}`)
	})
	t.Run("takes an image that is here already, as a stage that is run again does", func(t *testing.T) {
		t.Parallel()
		o := promote().with(faketools.Reply{Tool: "aws", Args: "ecr describe-images "}).run(t, buildspecs.Promote())
		require.True(t, o.Succeeded(), o.log)
		assert.Equal(t, []string{inspecting + repository + "@" + digest}, o.called("docker buildx"))
	})
	t.Run("reads in another account with the role that is lent there", func(t *testing.T) {
		t.Parallel()
		const role, project = "arn:aws:iam::444455556666:role/role-promote-api-staging", "arn:aws:codebuild:x:1:project/p"
		o := promote().set("PROMOTE_ROLE", role, "PROMOTE_EXTERNAL_ID", project, "PROMOTE_REPOSITORY_URI",
			"444455556666.dkr.ecr.us-east-1.amazonaws.com/ecr-api-staging").with(faketools.Reply{
			Tool:   "aws",
			Args:   "ecr get-login-password --profile before",
			Script: `printf '%s' "$(grep -c . "$AWS_CONFIG_FILE")` + " $(cat \"$AWS_CONFIG_FILE\")" + `" >config.txt; printf x`,
		}).run(t, buildspecs.Promote())
		require.True(t, o.Succeeded(), o.log)
		assert.Equal(t, "4 [profile before]\nrole_arn = "+role+"\nexternal_id = "+project+
			"\ncredential_source = EcsContainer", readFile(t, o.dir+"/config.txt"))
		assert.Equal(t, []string{
			"docker login --username AWS --password-stdin " + registry,
			"docker login --username AWS --password-stdin 444455556666.dkr.ecr.us-east-1.amazonaws.com",
		}, o.called("docker login"))
		for _, call := range []string{"aws dynamodb query --table-name table-deployments-staging", "aws dynamodb get-item"} {
			for _, line := range o.called(call) {
				assert.Contains(t, line, " --profile before ")
			}
		}
		for _, line := range append(o.called("aws ecr describe-images"), o.called("aws codepipeline")...) {
			assert.NotContains(t, line, "--profile")
		}
	})
	t.Run("says for how long the image has been live there", func(t *testing.T) {
		t.Parallel()
		o := promote().with(
			faketools.Reply{
				Tool:   "aws",
				Args:   howLong,
				Stdout: "null\n",
			},
			faketools.Reply{
				Tool:   "date",
				Args:   "-u -d now",
				Stdout: "1800000000\n",
			},
			faketools.Reply{
				Tool:   "date",
				Stdout: "1799700000\n",
			},
		).run(t, buildspecs.Promote())
		require.True(t, o.Succeeded(), o.log)
		assert.Equal(t,
			"released in staging at 2026-11-26T10:00:00.250Z and has run there for 3 days", o.Exported["PROMOTION"])
	})
}

func TestPromoteFailures(t *testing.T) {
	t.Parallel()
	aws := func(args, out string) faketools.Reply {
		return faketools.Reply{
			Tool:   "aws",
			Args:   args,
			Stdout: out,
		}
	}
	for name, c := range map[string]struct {
		reply faketools.Reply
		line  string
	}{
		"a commit that was not released there": {aws(whichImage, "null\n"), "no release of commit " + commit +
			" has succeeded in staging: release it there first, or promote what did: `make promote FROM=staging`" + forGood},
		"an image that was taken back there": {aws("dynamodb get-item", "2026-11-26T11:00:00Z\n"), "commit " + commit +
			" was taken back in staging at 2026-11-26T11:00:00Z: promote another one, or release it there again: " +
			"`make release ENV=staging SERVICE=api COMMIT=" + commit + "`" + forGood},
		"a history that cannot be read": {denied("aws", whichImage), "the deployment history of staging cannot be read: " +
			"check that the build role may dynamodb:Query on the index byService of table-deployments-staging"},
		"a history that cannot be read the second time": {
			denied("aws", howLong),
			"the deployment history of staging cannot " +
				"be read: check that the build role may dynamodb:Query on the index byService of table-deployments-staging",
		},
		"a mark that cannot be read": {
			denied("aws", "dynamodb get-item"),
			"the deployment history of staging cannot be read: " +
				"check that the build role may dynamodb:GetItem on table-deployments-staging",
		},
		"a repository that cannot be read": {denied("aws", "ecr describe-images"), "the images in " + repository +
			" cannot be listed: check that the build role may ecr:DescribeImages there"},
		"an image that is gone there": {denied("docker", "buildx imagetools"), "the image " +
			before + "@" + digest + " cannot be copied: read the lines above; a repository keeps the images that were " +
			"deployed last: release the commit in staging again if it is gone"},
		"an image for another architecture": {described("arm64"), "the image " + before + "@" + digest +
			" is for linux/arm64, and the service's architecture is that of linux/amd64: set the same architecture in both, " +
			"and push to staging" +
			forGood},
		"a copy with another digest": {faketools.Reply{
			Tool:   "aws",
			Args:   "ecr describe-images",
			Stderr: missing,
			Exit:   254,
		}, "the copy has another digest than " + digest + ": it is of no use; run the stage again"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			promote().with(c.reply).run(t, buildspecs.Promote()).failedWith(t, "build", c.line)
		})
	}
	t.Run("a source revision that is no commit", func(t *testing.T) {
		t.Parallel()
		promote().set("CODEBUILD_RESOLVED_SOURCE_VERSION", "main").run(t, buildspecs.Promote()).failedWith(t, "pre_build",
			"the source revision 'main' is not a full commit sha: start the pipeline with `make promote`"+forGood)
	})
}
