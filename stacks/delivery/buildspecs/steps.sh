# What the builds share that make something of the source.

# service_folder sets folder to the service's place in the source, and at to its name
# from the source's root.
service_folder() {
  at=${SERVICE_PATH:-.}
  at=${at%/}
  folder="$CODEBUILD_SRC_DIR/$at"
  [ -d "$folder" ] || fail_for_good "the repository has no folder $at" \
    "correct the service's path in the delivery configuration"
}

# inside ends the build if a folder of the source is, by a link, outside of it.
inside() {
  case "$(cd "$1" && pwd -P)/" in
    "$(cd "$CODEBUILD_SRC_DIR" && pwd -P)"/*) ;;
    *) fail_for_good "${1#"$CODEBUILD_SRC_DIR/"} is a link out of the repository" "put the files themselves there" ;;
  esac
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
