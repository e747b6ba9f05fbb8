# What both builds share. Every command of a buildspec reads this file first:
# CodeBuild carries exported variables from one command to the next, and this
# file does not ask it to carry more.

# say tells in the build's log what a step came to.
say() { printf 'slipway: %s\n' "$*"; }

# fail ends the build with one line: what is wrong, and what to do about it.
fail() {
  printf 'slipway: %s: %s\n' "$1" "$2" >&2
  exit 1
}

# fail_for_good does so where the pipeline's own retry of the stage cannot help.
fail_for_good() { fail "$1" "$2; a retry of the stage ends the same way"; }

# need names every variable that has no value.
need() {
  local name missing=""
  for name in "$@"; do
    [ -n "${!name:-}" ] || missing="$missing $name"
  done
  [ -z "$missing" ] || fail_for_good "the build project lacks a value for$missing" "deploy the delivery layer again"
}

# service_folder sets folder to the service's place in the source, and at to its name
# from the source's root.
service_folder() {
  at=${SERVICE_PATH:-.}
  at=${at%/}
  folder="$CODEBUILD_SRC_DIR/$at"
  [ -d "$folder" ] || fail_for_good "the repository has no folder $at" \
    "correct the service's path in the delivery configuration"
}

# registry_login hands the registry's password over by standard input: it is
# in no argument and in no log.
registry_login() {
  (
    set -o pipefail
    aws ecr get-login-password | docker login --username AWS --password-stdin "${ECR_REPOSITORY_URI%%/*}"
  ) || fail "the login to ${ECR_REPOSITORY_URI%%/*} failed" \
    "check that the build role may ecr:GetAuthorizationToken and that Docker runs (privileged mode)"
}

# npm_login points npm at the CodeArtifact repository by a file that only this
# build reads. The token is in that file and nowhere else.
npm_login() {
  if [ -z "${CODEARTIFACT_REPOSITORY:-}" ]; then
    say "npm packages come from npm's default registry"
    return
  fi
  need CODEARTIFACT_DOMAIN CODEARTIFACT_OWNER
  local endpoint token where
  where=(--domain "$CODEARTIFACT_DOMAIN" --domain-owner "$CODEARTIFACT_OWNER")
  endpoint=$(aws codeartifact get-repository-endpoint "${where[@]}" --repository "$CODEARTIFACT_REPOSITORY" \
    --format npm --query repositoryEndpoint --output text) \
    || fail "the address of CodeArtifact repository $CODEARTIFACT_REPOSITORY cannot be read" \
      "check that the build role may codeartifact:GetRepositoryEndpoint"
  token=$(aws codeartifact get-authorization-token "${where[@]}" --duration-seconds 3600 \
    --query authorizationToken --output text) \
    || fail "the login to CodeArtifact domain $CODEARTIFACT_DOMAIN failed" \
      "check that the build role may codeartifact:GetAuthorizationToken and sts:GetServiceBearerToken"
  (
    umask 077
    printf 'registry=%s\n//%s:_authToken=%s\n' "$endpoint" "${endpoint#*//}" "$token" >"$SLIPWAY_WORK/npmrc"
  )
  export NPM_CONFIG_USERCONFIG="$SLIPWAY_WORK/npmrc"
  say "npm packages come from CodeArtifact repository $CODEARTIFACT_REPOSITORY"
}
