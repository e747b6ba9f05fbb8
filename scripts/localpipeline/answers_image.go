package localpipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"slipway/scripts/bootstrap"
	"slipway/scripts/buildspec/faketools"
	"slipway/scripts/localaws/account"
	"slipway/shared/config"
)

// describeImages returns the digest of an image that is there, by its commit or its digest.
func (b *buildTools) describeImages(_ context.Context, call faketools.Call) faketools.Answer {
	_, reference, _ := strings.Cut(call.Option("--image-ids"), "=") // imageTag or imageDigest
	image, found, err := b.run.env.Images.Image(b.run.account, call.Option("--repository-name"), reference)
	switch {
	case err != nil:
		return faketools.Answer{Stderr: err.Error() + "\n", Exit: 255}
	case !found:
		return faketools.Answer{
			Stderr: "An error occurred (ImageNotFoundException) when calling the DescribeImages operation\n",
			Exit:   254,
		}
	}
	return faketools.Answer{Stdout: image.Digest + "\n"}
}

// buildImage puts a small image of the commit together and pushes it, as
// `docker buildx build --push` does.
func (b *buildTools) buildImage(ctx context.Context, call faketools.Call) faketools.Answer {
	switch {
	case b.run.fault == "build":
		return faketools.Answer{Stderr: "ERROR: failed to solve: FAULT=build\n", Exit: 1}
	case b.run.fault == "flaky" && b.execution.attempt == 1:
		return faketools.Answer{Stderr: "ERROR: failed to solve: toomanyrequests: Rate exceeded\n", Exit: 1}
	}
	if err := solve(call); err != nil {
		return faketools.Answer{Stderr: "ERROR: " + err.Error() + "\n", Exit: 1}
	}
	if !slices.Contains(call.Args, "--push") {
		b.run.print(b.stage, "built %s, which is kept nowhere", call.Option("--tag"))
		return faketools.Answer{}
	}
	digest, err := b.pushService(ctx, call)
	if err == nil {
		var metadata []byte
		if metadata, err = json.MarshalIndent(map[string]string{"containerimage.digest": digest}, "", "  "); err == nil {
			err = os.WriteFile(call.Option("--metadata-file"), append(metadata, '\n'), 0o600)
		}
	}
	if err != nil {
		return faketools.Answer{Stderr: "ERROR: " + err.Error() + "\n", Exit: 1}
	}
	b.run.print(b.stage, "pushed %s", call.Option("--tag"))
	return faketools.Answer{}
}

func (b *buildTools) pushImage(ctx context.Context, reference string) (string, error) {
	at := strings.LastIndex(reference, ":")
	if at < 0 {
		return "", fmt.Errorf("%q is no repository and tag", reference)
	}
	repository, tag := reference[:at], reference[at+1:]
	image, err := bootstrap.Image([]byte("simulated service "+b.service+" at "+tag+"\n"), config.X86)
	if err != nil {
		return "", err
	}
	return b.push(ctx, repository, tag, image)
}

// push puts the image into the registry, and returns its digest.
func (b *buildTools) push(ctx context.Context, repository, tag string, image v1.Image) (string, error) {
	if err := (&bootstrap.OCI{Transport: b.run.env.Transport}).Push(ctx, repository, tag, image); err != nil {
		return "", fmt.Errorf("push %s:%s: %w", repository, tag, err)
	}
	digest, err := image.Digest()
	return digest.String(), err
}

// manifestType returns the type of manifest the registry holds.
func (b *buildTools) manifestType(_ context.Context, call faketools.Call) faketools.Answer {
	digest := strings.TrimPrefix(call.Option("--image-ids"), "imageDigest=")
	image, found, err := b.run.env.Images.Image(b.run.account, call.Option("--repository-name"), digest)
	if err != nil || !found {
		return faketools.Answer{Stderr: fmt.Sprintf("no image %s: %v\n", digest, err), Exit: 254}
	}
	return faketools.Answer{Stdout: image.MediaType + "\n"}
}

// inspect describes an image by its configuration.
func (b *buildTools) inspect(ctx context.Context, call faketools.Call) faketools.Answer {
	from, err := name.ParseReference(call.Args[len(call.Args)-1])
	if err == nil {
		err = b.mayReach(from.Context(), "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
	}
	if err != nil {
		return failure(err)
	}
	image, err := remote.Image(from, remote.WithContext(ctx), remote.WithTransport(b.run.env.Transport))
	if err != nil {
		return failure(err)
	}
	file, err := image.RawConfigFile()
	if err != nil {
		return failure(err)
	}
	return faketools.Answer{Stdout: string(file) + "\n"}
}

// scan has no result at the first look.
func (b *buildTools) scan(context.Context, faketools.Call) faketools.Answer {
	if b.first("scan") {
		return faketools.Answer{Stdout: `{"imageScanStatus": {"status": "IN_PROGRESS"}}`}
	}
	found := []string{"MEDIUM", "MEDIUM", "LOW", "LOW", "LOW"}
	if b.run.fault == "scan" {
		found = append(found, "CRITICAL")
	}
	return faketools.Answer{Stdout: faketools.ScanResult("COMPLETE", found...)}
}

// keepBuilder pushes an image in the place of the image builder's.
func (b *buildTools) keepBuilder(ctx context.Context, call faketools.Call) faketools.Answer {
	if _, err := b.pushImage(ctx, call.Args[len(call.Args)-1]); err != nil {
		return faketools.Answer{Stderr: err.Error() + "\n", Exit: 1}
	}
	return faketools.Answer{}
}

// createBuilder starts the image builder, whose image must be there.
func (b *buildTools) createBuilder(_ context.Context, call faketools.Call) faketools.Answer {
	repository, tag, ours := strings.Cut(strings.TrimPrefix(call.Option("--driver-opt"), "image="+b.host()+"/"), ":")
	if ours && !strings.HasPrefix(repository, "image=") {
		if _, found, err := b.run.env.Images.Image(b.run.account, repository, tag); err != nil || !found {
			return faketools.Answer{Stderr: fmt.Sprintf("no image %s:%s: %v\n", repository, tag, err), Exit: 1}
		}
	}
	return faketools.Answer{Stdout: "slipway\n"}
}

// host is that of the service's registry.
func (b *buildTools) host() string {
	host, _, _ := strings.Cut(b.repository, "/")
	return host
}

// pull finds the image by its digest, in the registry. What others keep is there.
func (b *buildTools) pull(_ context.Context, call faketools.Call) faketools.Answer {
	uri := call.Args[len(call.Args)-1]
	if !strings.HasPrefix(uri, b.host()+"/") {
		return faketools.Answer{Stdout: uri + "\n"}
	}
	repository, digest, _ := strings.Cut(uri, "@")
	_, found, err := b.run.env.Images.Image(b.run.account, account.LastOf(repository), digest)
	if err != nil || !found {
		return faketools.Answer{Stderr: "manifest for " + uri + " not found\n", Exit: 1}
	}
	return faketools.Answer{Stdout: uri + "\n"}
}
