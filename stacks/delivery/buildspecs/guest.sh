# How code runs that nobody has reviewed. Builds of pull requests read this file last.
#
# The project's role can fetch a token of the connection, which could write to the
# repository. So what a pull request brings gets no credentials: it runs as a user who may
# not read other processes, Docker's socket or the build's files, without the build's
# variables, and who is barred from the address that hands credentials out. An image is
# built and run in containers, which see none of it either.

guest_id=65534 # nobody

# prepare_guest makes that user's copy of the source, and a home.
prepare_guest() {
  iptables --insert OUTPUT --destination 169.254.170.2 --match owner --uid-owner "$guest_id" --jump REJECT \
    || fail "the address of the credentials cannot be barred" "check that the project is privileged"
  cp -a "$CODEBUILD_SRC_DIR" "$SLIPWAY_WORK/source"
  rm -rf "$SLIPWAY_WORK/source/.git" "$SLIPWAY_WORK/source/slipway-reports"
  mkdir "$SLIPWAY_WORK/source/slipway-reports" "$SLIPWAY_WORK/home"
  [ -z "${NPM_CONFIG_USERCONFIG:-}" ] || cp "$NPM_CONFIG_USERCONFIG" "$SLIPWAY_WORK/home/.npmrc"
  chown -R "$guest_id:$guest_id" "$SLIPWAY_WORK/source" "$SLIPWAY_WORK/home"
  chmod 711 "$SLIPWAY_WORK"
  chmod o+x "$HOME" # languages are installed below it
}

# guest runs a function of these files as that user. Commands in an image that slipway.yml
# names run in a container, for which this shell starts Docker.
guest() {
  local settings=(PATH="$PATH" HOME="$SLIPWAY_WORK/home" LANG=C.UTF-8 CI=true SLIPWAY_WORK="$SLIPWAY_WORK"
    CODEBUILD_SRC_DIR="$SLIPWAY_WORK/source" SERVICE_PATH="${SERVICE_PATH:-}"
    SERVICE_URL="${SERVICE_URL:-}" JUNIT_FILE="${JUNIT_FILE:-}")
  if [ -n "$(setting image)" ]; then
    service_folder
    "$@"
    return
  fi
  [ -z "${NPM_CONFIG_USERCONFIG:-}" ] || settings+=(NPM_CONFIG_USERCONFIG="$SLIPWAY_WORK/home/.npmrc")
  setpriv --reuid="$guest_id" --regid="$guest_id" --clear-groups --no-new-privs env --ignore-environment "${settings[@]}" \
    bash -c '. "$SLIPWAY_WORK/steps.sh"; service_folder; "$@"' guest "$@"
}
