# How a service is tested: by what slipway.yml in its folder says, and by the customs of
# npm if it says nothing. Both stages read this file after packages.sh.

# Its settings, each a text.
service_settings="image install unit integration health"

# read_service keeps the settings of slipway.yml in files, and ends the build if one is
# not of the little YAML that is read here, or if nothing says how to test the service.
read_service() {
  service_folder
  local yml="$at/slipway.yml" fault
  yml=${yml#./}
  [ ! -f "$folder/slipway.yaml" ] || fail_for_good "${yml%.yml}.yaml is not read" "call it slipway.yml"
  rm -rf "$SLIPWAY_WORK/service"
  mkdir "$SLIPWAY_WORK/service"
  if [ -f "$folder/slipway.yml" ]; then
    fault=$(parse_service <"$folder/slipway.yml") || fail_for_good "$yml, line ${fault%%:*}:${fault#*:}" "see 'How a service is tested' in docs/configuration.md"
  fi
  [[ "$(setting image)" =~ ^([A-Za-z0-9][A-Za-z0-9._/:@-]*)?$ ]] \
    || fail_for_good "image in $yml is not the name of an image" "write one such as public.ecr.aws/docker/library/golang:1.25"
  [ -z "$(setting health)" ] || setting health | jq --exit-status --slurp 'length == 1 and .[0] != null' >/dev/null 2>&1 \
    || fail_for_good "health in $yml is not an event" "write it as JSON, such as {\"rawPath\": \"/health\"}"
  [ -n "$(setting image)" ] || [ ! -f "$folder/package.json" ] || jq --exit-status --slurp 'length == 1 and (.[0] | type == "object")' \
    "$folder/package.json" >/dev/null 2>&1 \
    || fail_for_good "${yml%slipway.yml}package.json is not an object in JSON" "npm pkg get shows where it is not"
  [ -n "$(setting integration)" ] || has_script test:integration || fail_for_good "there are no integration tests" \
    "say in $yml how they are run (integration: …), or add the script test:integration to ${yml%slipway.yml}package.json"
}

# parse_service reads lines `key: value` and blocks `key: |`. It prints the line and the
# fault, and never what is in the line.
parse_service() {
  awk -v keys="$service_settings" -v into="$SLIPWAY_WORK/service/" -v quote="'" '
    function fault(text) { print NR ": " text; failed = 1; exit 1 }
    function plain(text) {
      if (key == "health" && text ~ /^\{/) { # JSON is YAML
        sub(/[ \t]+#[^"]*$/, "", text)
        return text
      }
      sub(/(^|[ \t]+)#.*$/, "", text)
      if (text ~ /^[][{}&*!|>%@`"'"'"',?#-]/ || text ~ /: / || text ~ /:$/) fault("YAML reads this as more than a text: put it in quotes")
      return text
    }
    function unquoted(text, end) {
      end = substr(text, 1, 1)
      if (!match(text, end == quote ? "^" quote "([^" quote "]|" quote quote ")*" quote : "^\"([^\"\\\\]|\\\\[\"\\\\])*\""))
        fault("the quotes do not end, or there is a \\ in them that is not before \" or \\")
      if (substr(text, RLENGTH + 1) !~ /^[ \t]*(#.*)?$/) fault("there is more after the quotes")
      text = substr(text, 2, RLENGTH - 2)
      if (end == quote) gsub(quote quote, quote, text)
      else {
        gsub(/\\["\\]/, "\001&", text)
        gsub(/\001\\/, "", text)
      }
      return text
    }
    BEGIN { count = split(keys, known, " "); for (i = 1; i <= count; i++) is[known[i]] = 1 }
    NR == 1 { sub(/^\357\273\277/, "") }
    { sub(/\r$/, "") }
    block != "" && (/^ / || /^$/) {
      if (!indent && match($0, /^ +/)) indent = RLENGTH
      if ($0 != "" && (!indent || substr($0, 1, indent) !~ /^ +$/)) fault("it is indented less than the line before")
      print substr($0, indent + 1) >(into block)
      next
    }
    { block = "" }
    /^[ \t]*(#.*)?$/ || (!key && /^---[ \t]*$/) { next }
    !/^[a-z]+:([ \t]|$)/ { fault("it is not `key: value`, at the beginning of the line") }
    {
      key = substr($0, 1, index($0, ":") - 1)
      value = substr($0, length(key) + 2)
      gsub(/^[ \t]+|[ \t]+$/, "", value)
      if (!(key in is)) fault("there is no such key: use " keys)
      if (key in set) fault("the key is there twice")
      set[key] = 1
      if (value ~ /^\|-?[ \t]*(#.*)?$/) { block = key; indent = 0; next }
      value = value ~ /^["'"'"']/ ? unquoted(value) : plain(value)
      if (value == "") fault("the key has no value: give it one, or take it out")
      print value >(into key)
    }
    END { exit failed }'
}

# setting prints one, and nothing if it is not set.
setting() { [ ! -f "$SLIPWAY_WORK/service/$1" ] || cat "$SLIPWAY_WORK/service/$1"; }

# has_script reports whether a script of package.json is the service's: none is if
# slipway.yml names the image that its tests run in, nor is what `npm init` writes.
has_script() {
  [ -z "$(setting image)" ] && [ -f "$folder/package.json" ] \
    && jq --exit-status --arg name "$1" '(.scripts // {})[$name] // "" | strings
      | length > 0 and . != "echo \"Error: no test specified\" && exit 1"' "$folder/package.json" >/dev/null 2>&1
}

# in_service runs a setting's commands in the service's folder of a copy of the source:
# on this host, or in the image that slipway.yml names.
in_service() {
  local root=$1 commands status=0
  commands=$(setting "$2")
  if [ -z "$(setting image)" ]; then
    (cd "$root/$at" && sh -ec "$commands" </dev/null) || status=$?
  else
    test_container "$root"
    docker exec --workdir "$root/$at" --env CI --env JUNIT_FILE --env SERVICE_URL slipway-tests sh -ec "$commands" \
      </dev/null || status=$?
  fi
  case $status in
    126 | 127) say "a command of $2 was not found or cannot be run: if it is a file of the repository, it must be executable" \
      "(git update-index --chmod=+x FILE) and end its lines as Unix does (FILE text eol=lf in .gitattributes)" ;;
  esac
  return "$status"
}

# test_container starts the image in which the commands run, once: what one installs the
# next one finds.
test_container() {
  local image options=()
  [ ! -f "$SLIPWAY_WORK/service/container" ] || return 0
  image=$(setting image)
  [ -z "${NPM_CONFIG_USERCONFIG:-}" ] || options=(--volume "$NPM_CONFIG_USERCONFIG:/run/slipway-npmrc:ro" \
    --env NPM_CONFIG_USERCONFIG=/run/slipway-npmrc)
  docker run --detach --name slipway-tests --network host --volume "$1:$1" "${options[@]}" --entrypoint sh "$image" \
    -c 'sleep 86400' >/dev/null || fail "the image $image of slipway.yml does not start" \
    "it must hold sh; try it: docker run --rm --entrypoint sh $image -c true"
  touch "$SLIPWAY_WORK/service/container"
}

# install installs what the service is tested with.
install() {
  if [ -n "$(setting install)" ]; then
    in_service "$1" install || fail "install of slipway.yml failed" "try it in $at: $(setting install | head -n 1)"
  elif [ -z "$(setting image)" ]; then
    install_packages "$1"
  fi
}

unit_tests() {
  if [ -n "$(setting unit)" ]; then
    install "$1"
    in_service "$1" unit || fail "the unit tests failed" "try them in $at: $(setting unit | head -n 1)"
  elif has_script test; then
    install "$1"
    run_script "$1" test || fail "the unit tests failed" "run npm test in $at"
  else
    say "neither slipway.yml nor a script test in package.json in $at: no unit tests"
  fi
}

integration_tests() {
  if [ -n "$(setting integration)" ]; then
    in_service "$1" integration
  else
    run_script "$1" test:integration
  fi || fail "the integration tests failed" "see the test report and the service's log below"
}

# count_tests sets passed, failed and skipped to what the reports say, whatever the
# tests ended with.
count_tests() {
  local counted
  counted=$(find "$1" -name '*.xml' -type f -exec cat {} + | awk '
    BEGIN { RS = "<"; passed = failed = skipped = 0 }
    opaque { if (!index($0, opaque)) next; opaque = ""; next }
    /^!\[CDATA\[/ { if (!index($0, "]]>")) opaque = "]]>"; next }
    /^!--/ { if (!index($0, "-->")) opaque = "-->"; next }
    {
      gsub(/[ \t\r\n](status|result)=["'"'"'](notrun|disabled|skipped|ignored|pending|suppressed)["'"'"']/, " unrun ")
      gsub(/"[^"]*"|'"'[^']*'"'/, "")
      end = index($0, ">")
      if (!end) next
      tag = substr($0, 1, end - 1)
      closed = tag ~ /\/$/
      unrun = tag ~ / unrun /
      name = tag
      sub(/[ \t\r\n\/].*$/, "", name)
      if (tag ~ /^\/testcase[ \t\r\n]*$/) { open = 0; if (state == "") passed++; else if (state == "failed") failed++; else skipped++ }
      else if (name == "testcase" && closed) { if (unrun) skipped++; else passed++ }
      else if (name == "testcase") { if (open) failed++; open = 1; state = unrun ? "skipped" : "" }
      else if (name == "failure" || name == "error") { if (open) state = "failed"; else failed++ }
      else if (name == "skipped" && open && state == "") state = "skipped"
    }
    END { if (open) failed++; print passed, failed, skipped }')
  read -r passed failed skipped <<<"$counted"
}
