package bootstrap

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/google/go-containerregistry/pkg/authn"
)

// ECR is the part of the ECR API that bootstrapping uses.
type ECR interface {
	GetAuthorizationToken(
		context.Context, *ecr.GetAuthorizationTokenInput, ...func(*ecr.Options),
	) (*ecr.GetAuthorizationTokenOutput, error)
	BatchGetImage(context.Context, *ecr.BatchGetImageInput, ...func(*ecr.Options)) (*ecr.BatchGetImageOutput, error)
	PutImage(context.Context, *ecr.PutImageInput, ...func(*ecr.Options)) (*ecr.PutImageOutput, error)
	InitiateLayerUpload(
		context.Context, *ecr.InitiateLayerUploadInput, ...func(*ecr.Options),
	) (*ecr.InitiateLayerUploadOutput, error)
	UploadLayerPart(context.Context, *ecr.UploadLayerPartInput, ...func(*ecr.Options)) (*ecr.UploadLayerPartOutput, error)
	CompleteLayerUpload(
		context.Context, *ecr.CompleteLayerUploadInput, ...func(*ecr.Options),
	) (*ecr.CompleteLayerUploadOutput, error)
}

// NewECR is the registry of an account, reached with the account's credentials.
func NewECR(api ECR) *OCI {
	return &OCI{Auth: func(ctx context.Context) (authn.Authenticator, error) {
		out, err := api.GetAuthorizationToken(ctx, &ecr.GetAuthorizationTokenInput{})
		if err != nil {
			return nil, fmt.Errorf("get registry token: %w", err)
		}
		if len(out.AuthorizationData) == 0 {
			return nil, errors.New("get registry token: none given")
		}
		// Source: Amazon ECR API Reference, AuthorizationData: base64 of user:password.
		token, err := base64.StdEncoding.DecodeString(aws.ToString(out.AuthorizationData[0].AuthorizationToken))
		if err != nil {
			return nil, fmt.Errorf("read registry token: %w", err)
		}
		user, password, ok := strings.Cut(string(token), ":")
		if !ok {
			return nil, errors.New("read registry token: not user:password")
		}
		return &authn.Basic{Username: user, Password: password}, nil
	}}
}
