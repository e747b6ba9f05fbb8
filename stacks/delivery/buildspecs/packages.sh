# Packages of npm, pnpm and yarn, as a lock file says: that of the service's folder, or
# that of a folder above it whose workspaces have the service. Both stages read this
# file after steps.sh.

# find_lock sets lock to the file, from the source's root, and below to the service's
# folder seen from there; lock is empty if there is none.
find_lock() {
  local root=$1 at="$at" names name
  [ "$at" != . ] || at=""
  below=""
  while :; do
    names=()
    for name in package-lock.json npm-shrinkwrap.json pnpm-lock.yaml yarn.lock bun.lock bun.lockb; do
      [ ! -f "$root/${at:+$at/}$name" ] || ! covers "$root/${at:+$at/}" "$name" || names+=("$name")
    done
    [ "${#names[@]}" -lt 2 ] || fail_for_good "there are ${names[*]} in ${at:-the root}" "keep that of the package manager you use"
    lock=${names[0]:+${at:+$at/}${names[0]}}
    [ -z "$lock" ] && [ -n "$at" ] || return 0
    below="${at##*/}${below:+/$below}"
    case "$at" in */*) at=${at%/*} ;; *) at="" ;; esac
  done
}

# covers reports whether a lock file is for the service's packages.
covers() {
  local pattern
  [ -n "$below" ] || return 0
  case "$2" in
    pnpm-lock.yaml) awk -v want="$below" '
      { sub(/\r$/, "") }
      /^[^ ]/ { importers = /^importers:/ }
      importers && /^  [^ ]/ { gsub(/^  |["\x27]|:( \{\})?$/, ""); if ($0 == want) found = 1 }
      END { exit !found }' "$1$2" ;;
    package-lock.json | npm-shrinkwrap.json) jq --exit-status --slurp --arg at "$below" '.[0].packages // {} | has($at)' "$1$2" >/dev/null 2>&1 ;;
    *)
      while IFS= read -r pattern; do
        pattern=${pattern#./} pattern=${pattern%/}
        # Braces are of no pattern of this shell.
        case "$pattern" in *\{*,*\}*) pattern=${pattern//\{/@(} pattern=${pattern//\}/)} pattern=${pattern//,/|} ;; esac
        # shellcheck disable=SC2053
        [[ -z "$pattern" || "$below" != $pattern ]] || return 0
      done <<<"$(jq --raw-output '.workspaces | if type == "object" then .packages else . end | arrays | .[] | strings' \
        "$1package.json" 2>/dev/null)"
      return 1 ;;
  esac
}

# package_manager sets manager to the words that run the one that the lock file is of,
# in the version that the repository names, and frozen to how it installs.
package_manager() {
  local root=$1 where named version
  where="$root/$lock"
  where=${where%/*}
  named=$(jq --raw-output '.packageManager | strings' "$where/package.json" 2>/dev/null) || named=""
  named=${named%%+*}
  [[ "$named" =~ ^[a-z]+@[0-9][0-9A-Za-z.-]*$ ]] || named=""
  manager=(npm)
  case "${lock##*/}" in
    pnpm-lock.yaml)
      version=$(sed -n "s/^lockfileVersion: *['\"]\{0,1\}\([0-9]*\).*/\1/p" "$root/$lock")
      case "$version" in 5) version=7 ;; 6) version=8 ;; *) version=9 ;; esac
      [[ "$named" == pnpm@* ]] || named="pnpm@$version"
      manager=(npm exec --yes --package "$named" -- pnpm)
      frozen=(install --frozen-lockfile) ;;
    yarn.lock)
      frozen=(install --frozen-lockfile)
      if grep -q '^__metadata:' "$root/$lock"; then
        [[ "$named" == yarn@* ]] || named=$(sed -n \
          's/^yarnPath:.*\/yarn-\([0-9][0-9A-Za-z.-]*\)\.c\{0,1\}js.*/yarn@\1/p' "$where/.yarnrc.yml" 2>/dev/null)
        [[ "$named" == yarn@* ]] || fail_for_good "$lock does not say which yarn it is of" "name it by packageManager in package.json beside it"
        named="@yarnpkg/cli-dist@${named#yarn@}"
        frozen=(install --immutable)
      else
        [[ "$named" == yarn@1* ]] || named=yarn@1
      fi
      manager=(npm exec --yes --package "$named" -- yarn) ;;
    bun.lock | bun.lockb) fail_for_good "$lock is bun's, which is not installed here" "say in slipway.yml by which image and commands the service is tested" ;;
    *) frozen=(ci --no-audit --no-fund) ;;
  esac
}

# managed runs the package manager. Yarn from 2 on does not read npm's settings.
managed() {
  if [[ "${manager[*]}" == *@yarnpkg/* ]] && [ -n "${NPM_CONFIG_USERCONFIG:-}" ]; then
    YARN_NPM_REGISTRY_SERVER=$(sed -n 's/^registry=//p' "$NPM_CONFIG_USERCONFIG") \
      YARN_NPM_AUTH_TOKEN=$(sed -n 's/^.*:_authToken=//p' "$NPM_CONFIG_USERCONFIG") YARN_NPM_ALWAYS_AUTH=true \
      "${manager[@]}" "$@"
  else
    "${manager[@]}" "$@"
  fi
}

# install_packages installs exactly what the lock file says.
install_packages() {
  local root=$1 lock below manager frozen
  [ -f "$root/$at/package.json" ] || return 0
  find_lock "$root"
  if [ -z "$lock" ]; then
    jq --exit-status '[.dependencies, .devDependencies, .optionalDependencies | objects | length] | add // 0 | . == 0' \
      "$root/$at/package.json" >/dev/null 2>&1 || fail_for_good "$at/package.json declares packages, and no lock file is for them" \
      "commit the lock file, or make $at one of the workspaces of the lock file above it"
    say "package.json in $at declares no packages: none are installed"
    return 0
  fi
  package_manager "$root"
  say "packages are installed as $lock says"
  (
    cd "$(dirname "$root/$lock")" || exit 1
    managed "${frozen[@]}"
  ) || fail "${frozen[*]} of the packages failed" "run it in $(dirname "$lock") with ${manager[*]}, and commit $(basename "$lock")"
}

# run_script runs a script of the service's package.json.
run_script() {
  local root=$1 lock below manager frozen
  find_lock "$root"
  package_manager "$root"
  (
    cd "$root/$at" || exit 1
    if [ "$2" = test ] && [ "${manager[*]}" = npm ]; then npm test; else managed run "$2"; fi
  )
}
