package buildspecs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

// scripts is a package.json with both kinds of tests.
const scripts = `{"scripts": {"test": "node --test", "test:integration": "node --test"}}`

const builder = "public.ecr.aws/vend/moby/buildkit:buildx-stable-1"

// build is a Build stage in which all is well.
func build() stage {
	return stage{
		env: map[string]string{
			"SERVICE": "api", "ECR_REPOSITORY_URI": repository, "CACHE_BUCKET": "s3-cache-000000000000-dev",
			"HISTORY_TABLE": "table-deployments-dev", "AWS_REGION": "us-east-1", "SCAN_POLL_SECONDS": "0",
			"BUILDKIT_IMAGE": builder, "BUILDER_TAG": "builder-1",
			"CODEBUILD_RESOLVED_SOURCE_VERSION": commit, "CODEBUILD_INITIATOR": "codepipeline/pipeline-api-dev",
			"PIPELINE_EXECUTION_ID": execution,
		},
		files: map[string]string{"Dockerfile": "FROM scratch\n", "package.json": scripts, "package-lock.json": "{}"},
		answers: faketools.Build{
			Digest:  digest,
			Live:    liveDigest,
			Message: "Show \"prices\" with tax\n\nAsked for by support.",
		}.Replies(),
	}
}

func TestABuildExportsWhatTheLaterStagesUse(t *testing.T) { // R3
	t.Parallel()
	o := build().run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, map[string]string{
		"IMAGE_TAG":            commit,
		"IMAGE_DIGEST":         digest,
		"IMAGE_URI":            repository + "@" + digest,
		"LIVE_DIGEST":          liveDigest,
		"SCAN_SUMMARY":         "0 critical, 1 high, 2 medium, 3 low",
		"COMMIT_MESSAGE_SHORT": "Show 'prices' with tax",
	}, o.Exported)
	assert.Contains(t, o.log, "slipway: image "+repository+"@"+digest+" of commit "+commit+", to replace "+liveDigest+"\n")
}

func TestABuildsCommandsAreTheseInThisOrder(t *testing.T) {
	t.Parallel()
	o := build().run(t, buildspecs.Build())
	o.order(t,
		"docker login", "npm ci", "npm test", "aws ecr describe-images", "docker buildx inspect", "docker buildx create",
		"docker buildx build", "aws ecr batch-get-image", "aws ecr describe-image-scan-findings", "aws dynamodb query",
		"aws codepipeline get-pipeline-execution")
	assert.Equal(t, []string{
		"docker login --username AWS --password-stdin " + registry,
		"docker login --username AWS --password-stdin public.ecr.aws",
	}, o.called("docker login"))
	assert.Equal(t, []string{"npm ci --no-audit --no-fund", "npm test"}, o.called("npm"))
	assert.Equal(t, []string{
		"docker buildx create --name slipway --driver docker-container --driver-opt " +
			"image=" + repository + ":builder-1",
	}, o.called("docker buildx create"))
	for _, call := range o.calls {
		if call.Tool == "docker" && call.Args[0] == "login" {
			assert.Equal(t, faketools.RegistryPassword, call.Stdin)
		}
	}
}

func TestTheImageIsBuiltForOnePlatformWithTheBucketsCacheAndOneTag(t *testing.T) { // R3, R7
	t.Parallel()
	o := build().run(t, buildspecs.Build())
	built := o.called("docker buildx build")
	require.Len(t, built, 1)
	cache := "type=s3,region=us-east-1,bucket=s3-cache-000000000000-dev,prefix=buildkit/api/,name=api"
	for _, part := range []string{
		" --builder slipway --platform linux/amd64 --provenance=false --sbom=false ",
		" --cache-from " + cache + " --cache-to " + cache + ",mode=max,ignore-error=true ",
		" --tag " + repository + ":" + commit + " --metadata-file ",
		" --label org.opencontainers.image.revision=" + commit + " ",
		" --push " + o.dir + "/.",
	} {
		assert.Contains(t, built[0]+" ", part)
	}
	assert.NotContains(t, built[0], "--secret")
}

func TestACommitBuiltBeforeKeepsItsImage(t *testing.T) {
	t.Parallel()
	o := build().with(faketools.Reply{
		Tool:   "aws",
		Args:   "ecr describe-images ",
		Stdout: liveDigest + "\n",
	}).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, liveDigest, o.Exported["IMAGE_DIGEST"])
	assert.Empty(t, o.called("docker buildx build"))
	assert.NotEmpty(t, o.called("aws ecr batch-get-image"), "it is checked all the same")
	assert.NotEmpty(t, o.called("aws ecr describe-image-scan-findings"))
	assert.Contains(t, o.log, "slipway: commit "+commit+" has been built before: its image is used again\n")
}

const inspecting = "docker buildx imagetools inspect --format {{json .Image}} "

// described is buildx saying what an image is for.
func described(architecture string) faketools.Reply {
	return faketools.Reply{
		Tool:   "docker",
		Args:   "buildx imagetools inspect ",
		Stdout: `{"architecture": "` + architecture + `", "os": "linux"}`,
	}
}

func TestAnArchitecture(t *testing.T) {
	t.Parallel()
	there := faketools.Reply{
		Tool:   "aws",
		Args:   "ecr describe-images --repository-name ecr-api-dev --image-ids imageTag=" + commit + " ",
		Stdout: liveDigest + "\n",
	}
	t.Run("is what image and image builder are for", func(t *testing.T) {
		t.Parallel()
		o := build().set("PLATFORM", "linux/arm64").run(t, buildspecs.Build())
		require.True(t, o.Succeeded(), o.log)
		assert.Contains(t, o.called("docker buildx build")[0], " --platform linux/arm64 --provenance=false ")
		assert.Contains(t, o.called("docker pull")[0], " --platform linux/arm64 ")
	})
	t.Run("has an image that is there and for it used again", func(t *testing.T) {
		t.Parallel()
		o := build().set("PLATFORM", "linux/arm64").with(there, described("arm64")).run(t, buildspecs.Build())
		require.True(t, o.Succeeded(), o.log)
		assert.Equal(t, []string{inspecting + repository + "@" + liveDigest}, o.called("docker buildx imagetools"))
	})
	t.Run("rejects one that is for another", func(t *testing.T) {
		t.Parallel()
		o := build().set("PLATFORM", "linux/arm64").with(there, described("amd64")).run(t, buildspecs.Build())
		o.failedWith(t, "build", "the image "+repository+"@"+liveDigest+" is for linux/amd64, and the service's "+
			"architecture is that of linux/arm64: build it anew: `make rebuild SERVICE=api`"+forGood)
	})
}

func TestABuilderThatIsThereIsUsedAgain(t *testing.T) {
	t.Parallel()
	o := build().with(faketools.Reply{Tool: "docker", Args: "buildx inspect"}).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Empty(t, o.called("docker buildx create"))
}

func TestTheImageBuilderComesFromTheServicesOwnRepository(t *testing.T) {
	t.Parallel()
	create := func(o outcome) string { return o.called("docker buildx create")[0] }
	const ours, theirs = "image=" + repository + ":builder-1", "image=" + builder
	t.Run("where the first build puts it", func(t *testing.T) {
		t.Parallel()
		o := build().run(t, buildspecs.Build())
		require.True(t, o.Succeeded(), o.log)
		o.order(t, "docker login", "docker pull --quiet --platform linux/amd64 "+builder,
			"docker tag "+builder+" "+repository+":builder-1", "docker push --quiet "+repository+":builder-1")
		assert.Contains(t, create(o), ours)
		assert.Contains(t, o.log, "slipway: the image builder "+builder+" is kept as builder-1\n")
	})
	t.Run("once", func(t *testing.T) {
		t.Parallel()
		there := faketools.Reply{
			Tool:   "aws",
			Args:   "ecr describe-images --repository-name ecr-api-dev --image-ids imageTag=builder-1 ",
			Stdout: digest + "\n",
		}
		o := build().with(there).run(t, buildspecs.Build())
		require.True(t, o.Succeeded(), o.log)
		assert.Empty(t, o.called("docker pull"))
		assert.Empty(t, o.called("docker push"))
		assert.Contains(t, create(o), ours)
	})
	t.Run("or else from where it is", func(t *testing.T) {
		t.Parallel()
		o := build().with(denied("docker", "push")).run(t, buildspecs.Build())
		require.True(t, o.Succeeded(), o.log)
		assert.Contains(t, create(o), theirs)
		assert.Contains(t, o.log, "slipway: the image builder is not kept: it comes from "+builder+"\n")
	})
}

func TestARebuildGivesTheCommitAnotherImage(t *testing.T) {
	t.Parallel()
	s := build().set("REBUILD", "20270131120000")
	o := s.run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	const tag = commit + "-20270131120000"
	assert.Equal(t, tag, o.Exported["IMAGE_TAG"])
	assert.Contains(t, o.called("aws ecr describe-images")[0], "--image-ids imageTag="+tag+" ", "a retry finds its own")
	call := o.called("docker buildx build")[0]
	assert.Contains(t, call, " --no-cache ", "what a RUN installs may have changed")
	assert.Contains(t, call, " --tag "+repository+":"+tag+" ")
	assert.Contains(t, call, " --label org.opencontainers.image.revision="+commit+" ")
	assert.Contains(t, o.log, " of commit "+commit+", to replace ")
	assert.NotContains(t, build().run(t, buildspecs.Build()).called("docker buildx build")[0], "--no-cache")
	for _, mark := range []string{"yes", "", "1;id"} {
		s.set("REBUILD", mark).run(t, buildspecs.Build()).failedWith(t, "pre_build",
			"REBUILD is '"+mark+"', not the second of a rebuild: start it with `make rebuild`"+forGood)
	}
}

func TestBaseImagesArePulledWithoutALoginIfThereIsNone(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]faketools.Reply{
		"no token":      denied("aws", "ecr-public get-login-password"),
		"a bad network": denied("docker", "login --username AWS --password-stdin public.ecr.aws"),
	} {
		o := build().with(reply).run(t, buildspecs.Build())
		require.True(t, o.Succeeded(), name)
		assert.Contains(t, o.log, "slipway: the login to public.ecr.aws failed: images are pulled from it without one, "+
			"which it may deny for a while\n", name)
	}
}

func TestTheServiceMayLiveInAFolderOfTheRepository(t *testing.T) { // R14
	t.Parallel()
	o := build().set("SERVICE_PATH", "services/api").
		repo(map[string]string{
			"services/api/Dockerfile":   "FROM scratch\n",
			"services/api/package.json": scripts,
		}).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Contains(t, o.called("docker buildx build")[0]+" ", " --push "+o.dir+"/services/api ")
	assert.Contains(t, o.log, "slipway: package.json in services/api declares no packages: none are installed\n")
	assert.Equal(t, []string{"npm test"}, o.called("npm"))
}
