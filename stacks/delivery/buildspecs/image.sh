# What an image is built of. The Build stage reads this file after steps.sh.

# public_login has base images pulled as the account's: without a login public ECR gives one
# image a second to all that share the host's address. A build that does without goes on.
public_login() {
  (
    set -o pipefail
    aws ecr-public get-login-password --region us-east-1 \
      | docker login --username AWS --password-stdin public.ecr.aws
  ) || say "the login to public.ecr.aws failed: images are pulled from it without one, which it may deny for a while"
}

# image_sources sets context and dockerfile to what the image is built of.
image_sources() {
  service_folder
  local name="$at/Dockerfile"
  name=${DOCKERFILE:-${name#./}}
  dockerfile="$CODEBUILD_SRC_DIR/$name"
  [ -f "$dockerfile" ] && [ ! -L "$dockerfile" ] || fail_for_good "the repository has no file $name to build the image by" \
    "add it, or correct the service's path or dockerfile in the delivery configuration"
  inside "$(dirname "$dockerfile")"
  context="$CODEBUILD_SRC_DIR/${DOCKER_CONTEXT:-$at}"
  [ -d "$context" ] || fail_for_good "the repository has no folder $DOCKER_CONTEXT" \
    "correct the service's context in the delivery configuration"
  inside "$context"
}

# source_notes says what of the repository is not in the source, or not as it has to be.
# None of it need matter to the service, so that none of it ends the build.
source_notes() {
  local path places=("$context")
  case "$(cd "$folder" && pwd -P)/" in "$(cd "$context" && pwd -P)"/*) ;; *) places+=("$folder") ;; esac
  while IFS= read -r path; do
    [ -z "$path" ] || [ -n "$(ls -A "$CODEBUILD_SRC_DIR/$path" 2>/dev/null)" ] \
      || say "$path is a submodule, which the source does not hold: put the files themselves there"
  done <<<"$(sed -n 's/^[[:space:]]*path *= *//p' "$CODEBUILD_SRC_DIR/.gitmodules" 2>/dev/null | tr -d '\000-\011\013-\037')"
  ! { cat "$SLIPWAY_WORK"/service/* "$dockerfile"; jq --raw-output '.scripts | objects | .[] | strings' "$folder/package.json"; } 2>/dev/null \
    | grep -Eq '(^|[^A-Za-z0-9_./-])git +(describe|diff|log|rev-list|rev-parse|show|status|tag)|^ *(COPY|ADD) (.* )?(\./)?\.git/? ' \
    || say "git is asked for what the source does not hold: it has the files of the commit and no history"
  find "${places[@]}" -type f -size -64k ! -path '*/node_modules/*' -exec awk -v under="$CODEBUILD_SRC_DIR/" '
    FNR == 1 && /^version https:\/\/git-lfs/ { note(FILENAME, "is a pointer of Git LFS, whose files the source does not hold") }
    FNR == 1 && /^#!.*\r$/ { note(FILENAME, "ends its lines as Windows does, so that it cannot be run (text eol=lf in .gitattributes)") }
    function note(file, text) {
      gsub(/[^ -~]/, "?", file)
      if (++notes < 6) print "slipway: " substr(file, length(under) + 1) " " text
    }' {} +
}

# image_options sets options to what is particular to the service's image. A secret is
# in a file that only this build reads, and of its mount there is nothing in a layer.
image_options() {
  local id name pair
  options=(--file "$dockerfile")
  [ -z "${BUILD_TARGET:-}" ] || options+=(--target "$BUILD_TARGET")
  while IFS= read -r pair; do
    [ -z "$pair" ] || options+=(--build-arg "$pair")
  done <<<"$(jq --raw-output 'to_entries[] | "\(.key)=\(.value)"' <<<"$BUILD_ARGS")"
  mkdir -p "$SLIPWAY_WORK/secrets"
  [ -z "${NPM_CONFIG_USERCONFIG:-}" ] || options+=(--secret "id=npmrc,src=$NPM_CONFIG_USERCONFIG")
  while IFS=$'\t' read -r id name; do
    [ -n "$id" ] || continue
    (
      umask 077
      set -o pipefail
      aws secretsmanager get-secret-value --secret-id "$name" --output json </dev/null \
        | jq --join-output --exit-status .SecretString >"$SLIPWAY_WORK/secrets/$id"
    ) || fail "the secret $name cannot be read" \
      "it must be there, as text, in this account and region, under the key that AWS manages for Secrets Manager"
    options+=(--secret "id=$id,src=$SLIPWAY_WORK/secrets/$id")
  done <<<"$(jq --raw-output 'to_entries[] | [.key, .value] | @tsv' <<<"$BUILD_SECRETS")"
}

# without_secrets passes on what is printed, without the lines of the secrets and the
# values in them: the Dockerfile could print them, and the log is read by many.
without_secrets() {
  local files=() file
  for file in "$SLIPWAY_WORK"/secrets/* "$SLIPWAY_WORK/npmrc"; do
    [ ! -f "$file" ] || files+=("$file")
  done
  awk '
    !live {
      sub(/\r$/, "")
      if (length($0) > 5) hidden[++n] = $0
      parts = split($0, part, /[]["'\'' \t=:@,;{}<>]+/)
      for (i = 1; i <= parts; i++) if (length(part[i]) > 7) hidden[++n] = part[i]
      next
    }
    {
      for (i = 1; i <= n; i++)
        while (at = index($0, hidden[i]))
          $0 = substr($0, 1, at - 1) "***" substr($0, at + length(hidden[i]))
      print
      fflush()
    }' "${files[@]}" live=1 -
}
