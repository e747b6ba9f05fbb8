# What an image is for, for Build and its promotion.

# same_platform ends the build if the image is for another architecture than the service: on
# AWS Lambda takes it all the same, and no call of the function succeeds. What cannot be
# read is for the steps after this one to say.
same_platform() {
  local found
  found=$(set -o pipefail; docker buildx imagetools inspect --format '{{json .Image}}' "$1" | jq --raw-output .architecture) || return 0
  [ "linux/$found" = "$PLATFORM" ] \
    || fail_for_good "the image $1 is for linux/$found, and the service's architecture is that of $PLATFORM" "$2"
}
