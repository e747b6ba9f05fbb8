# start_builder starts BuildKit from a copy in the service's own repository, which its first
# build puts there. The registry that it comes from gives it to many who share an address,
# and may deny it for a while; and what a tag means there can change, while a tag of our own
# is given once. Whoever sets another builderImage gets another copy.
start_builder() {
  ! docker buildx inspect slipway >/dev/null 2>&1 || return 0
  local image="$ECR_REPOSITORY_URI:$BUILDER_TAG"
  if ! aws ecr describe-images --repository-name "${ECR_REPOSITORY_URI#*/}" --image-ids "imageTag=$BUILDER_TAG" \
    --query 'imageDetails[0].imageDigest' --output text --no-paginate >/dev/null 2>&1; then
    docker pull --quiet --platform "$PLATFORM" "$BUILDKIT_IMAGE" >/dev/null \
      || fail "the image builder $BUILDKIT_IMAGE cannot be pulled" "run the stage again; if it stays, set another builderImage in the delivery configuration, one for $PLATFORM"
    docker tag "$BUILDKIT_IMAGE" "$image"
    if docker push --quiet "$image" >/dev/null; then
      say "the image builder $BUILDKIT_IMAGE is kept as $BUILDER_TAG"
    else
      say "the image builder is not kept: it comes from $BUILDKIT_IMAGE"
      image=$BUILDKIT_IMAGE
    fi
  fi
  docker buildx create --name slipway --driver docker-container --driver-opt "image=$image" \
    || fail "the image builder does not start" "check that the project is privileged and that $image can be pulled"
}
