# How an image is run as Lambda runs it, and its tests are judged. The Test stage and the
# builds of pull requests read this file after tests.sh.

# start_service starts an image. The Lambda base images start the runtime interface
# emulator by themselves if there is no Lambda around them.
start_service() {
  service_folder
  # The function's variables, then those of the tests, which win. A file for Docker
  # has one variable a line, so that what has several lines is left out.
  jq --raw-output 'to_entries[] | select(.value | test("[\r\n]") | not) | "\(.key)=\(.value)"' \
    <<<"$FUNCTION_VARIABLES" >"$SLIPWAY_WORK/function.env"
  test_variables
  docker run --detach --name slipway-service --publish 127.0.0.1:9000:8080 --memory "${LAMBDA_MEMORY}m" \
    --env "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=$LAMBDA_MEMORY" --env "AWS_LAMBDA_FUNCTION_TIMEOUT=$LAMBDA_TIMEOUT" \
    --env-file "$SLIPWAY_WORK/function.env" --env-file "$SLIPWAY_WORK/integration.env" "$1" >/dev/null \
    || fail "the image does not start" "try it: docker run --rm -p 9000:8080 $1"
  export SERVICE_URL=http://127.0.0.1:9000/2015-03-31/functions/function/invocations
}

# test_variables keeps the variables of test/integration.env. Docker gives an image the
# value that a name alone has in this shell, so that with the address of the credentials in
# it the image would be the build's role: each line has a value of its own.
test_variables() {
  local file="$folder/test/integration.env" name line
  name=${file#"$CODEBUILD_SRC_DIR/"}
  : >"$SLIPWAY_WORK/integration.env"
  [ -e "$file" ] || [ -L "$file" ] || return 0
  inside "${file%/*}"
  [ -f "$file" ] && [ ! -L "$file" ] || fail_for_good "${name#./} is a link, or no file" "put the file itself there"
  tr -d '\r' <"$file" | LC_ALL=C sed '1s/^\xef\xbb\xbf//' >"$SLIPWAY_WORK/integration.env"
  line=$(LC_ALL=C awk '!/^[ \t]*(#.*)?$/ && !/^[ \t]*[A-Za-z_][^= \t]*=/ { print NR; exit }' "$SLIPWAY_WORK/integration.env")
  [ -z "$line" ] || fail_for_good "line $line of ${name#./} is not NAME=value" "write each variable with its value, and without export"
}

# good reports whether body is what a release asks of a new version, so that a service
# that passes here can be released. The emulator answers 200 for an error of the function
# as well.
good() {
  jq --exit-status --argjson status "$READY_STATUS" 'if type != "object" then $status == 0
    elif has("errorType") and has("errorMessage") then false
    elif $status == 0 then (.statusCode // 0) < 500
    else .statusCode == $status end' <<<"$body" >/dev/null 2>&1
}

# await_service asks the service what a release would, unless its slipway.yml has another
# event for here.
await_service() {
  local event answer=none body="" poll reply
  event=$(setting health)
  event=${event:-$READY_EVENT}
  for ((poll = 1; poll <= READY_POLLS; poll++)); do
    reply=$(curl --silent --max-time "$LAMBDA_TIMEOUT" --write-out '\n%{http_code}' --data "$event" "$SERVICE_URL") || true
    answer=${reply##*$'\n'}
    body=${reply%$'\n'*}
    [ "$answer" != 200 ] || ! good || break
    [ "$(docker inspect --format '{{.State.Running}}' slipway-service)" = true ] \
      || fail "the service ended right after its start" "read its log below"
    sleep "$READY_POLL_SECONDS"
  done
  [ "$answer" = 200 ] || fail "the service does not answer (last status: $answer)" "the image must start the Lambda runtime interface emulator on port 8080, as images FROM public.ecr.aws/lambda do"
  good || fail "the service does not answer the smoke call as a release will ask it to: ${body:0:200}" "answer it with a statusCode below 500, or set smoke for the service (docs/configuration.md) or health in its slipway.yml"
  say "the service answers"
}

# judge_tests sets summary to what the reports in a folder say, and fails unless a test
# passed and none failed.
judge_tests() {
  count_tests "$1"
  [ "$failed" -eq 0 ] || fail "$failed integration tests failed, by their report" "let the tests end with another status than 0 as well"
  [ "$((passed + skipped))" -gt 0 ] || fail_for_good "the integration tests reported no test" "let them write JUnit XML to the file named by JUNIT_FILE"
  [ "$passed" -gt 0 ] || fail_for_good "no integration test passed, all $skipped were skipped" "see the test report"
  summary="$passed integration tests passed"
  [ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
  say "$summary"
}

# end_service removes what start_service started, and shows its log if the tests did not
# pass.
end_service() {
  if [ ! -f "$SLIPWAY_WORK/passed" ]; then
    printf 'slipway: the log of the service follows\n'
    docker logs slipway-service 2>&1 || true
  fi
  docker rm --force slipway-service slipway-tests >/dev/null 2>&1 || true
}
