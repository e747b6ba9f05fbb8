# The registry of the images, for Build and Test.

# registry_login logs in to the registry of a repository, with options of the AWS CLI. It
# hands the password over by standard input: it is in no argument and in no log.
registry_login() {
  (
    set -o pipefail
    aws ecr get-login-password "${@:2}" | docker login --username AWS --password-stdin "${1%%/*}"
  ) || fail "the login to ${1%%/*} failed" \
    "check that the build role may ecr:GetAuthorizationToken and that Docker runs (privileged mode)"
}
