# The gate. ECR scans what is pushed, by itself (basic scanning) or with Amazon Inspector
# (enhanced scanning); what it found is read a page at a time, because the AWS CLI keeps
# only the first of several pages of this answer.

# scan_answer reads the answer into a file, and sets status to the state of the scan.
# A scan of which nothing is known yet is one that may still begin.
scan_answer() {
  local page=(--repository-name "${ECR_REPOSITORY_URI#*/}" --image-id "imageDigest=$IMAGE_DIGEST" --max-results 1000) next=
  : >"$SLIPWAY_WORK/scan.json"
  while :; do
    if ! aws ecr describe-image-scan-findings "${page[@]}" ${next:+--next-token "$next"} \
      --output json --no-paginate >"$SLIPWAY_WORK/page.json" 2>"$SLIPWAY_WORK/error"; then
      status="not begun"
      ! grep -q ScanNotFoundException "$SLIPWAY_WORK/error" || return 0
      cat "$SLIPWAY_WORK/error" >&2
      ! grep -q inspector2: "$SLIPWAY_WORK/error" || fail_for_good "the registry scans with Amazon Inspector, which the build may not ask" \
        "set enhancedScanning to true in the delivery configuration and deploy the layer"
      fail "the scan's result cannot be read" "check that the build role may ecr:DescribeImageScanFindings"
    fi
    cat "$SLIPWAY_WORK/page.json" >>"$SLIPWAY_WORK/scan.json"
    next=$(jq -r '.nextToken // ""' "$SLIPWAY_WORK/page.json")
    [ -n "$next" ] || break
  done
  status=$(jq -rs '.[0].imageScanStatus.status // "PENDING"' "$SLIPWAY_WORK/scan.json")
}

# scan_result waits for a result, and sets unscanned if there can be none. Only a scan with
# a time of its end has one: of a scan that goes on (ACTIVE) there may be nothing yet, and
# nothing is not "no findings".
scan_result() {
  local poll
  unscanned=
  for ((poll = 1; poll <= SCAN_POLLS; poll++)); do
    scan_answer
    case "$status" in
      COMPLETE | ACTIVE)
        ! jq -es '.[0].imageScanFindings.imageScanCompletedAt' "$SLIPWAY_WORK/scan.json" >/dev/null || return 0 ;;
      UNSUPPORTED_IMAGE)
        [ "$SCAN_UNSUPPORTED" = warn ] || fail_for_good "ECR cannot scan this image" "use a base image that ECR scans, or set SCAN_UNSUPPORTED to warn"
        unscanned="not scanned: ECR does not support the image"
        return 0 ;;
      FAILED) fail "the scan failed" "start it again: aws ecr start-image-scan, then retry the stage" ;;
      SCAN_ELIGIBILITY_EXPIRED | IMAGE_ARCHIVED)
        fail_for_good "the image is no longer scanned ($status)" "build it anew: \`make rebuild\`" ;;
      FINDINGS_UNAVAILABLE | LIMIT_EXCEEDED)
        fail "the scan has no result ($status)" "retry the stage later; the image is kept" ;;
    esac
    sleep "$SCAN_POLL_SECONDS"
  done
  [ "$status" != "not begun" ] || fail "the scan of the image did not begin in $SCAN_POLLS looks" \
    "check that the registry's scanning covers ${ECR_REPOSITORY_URI#*/}: enhanced scanning takes what its filters name"
  fail "the scan has no result after $SCAN_POLLS looks ($status)" "retry the stage; the image is kept"
}

# scan_verdict reads all pages, and prints how many findings stop the build, the summary,
# and lines for the log. A finding that ECR counts and does not list is one. Basic scanning
# does not say whether there is a fix: that is taken for yes.
scan_verdict() {
  jq -rs --argjson ignore "$SCAN_IGNORE" --arg today "$(date -u +%F)" --arg least "$SCAN_FAIL_SEVERITY" \
    --arg unfixed "$SCAN_UNFIXED" '
    def rank: {CRITICAL: 4, HIGH: 3, MEDIUM: 2, LOW: 1}[. // ""] // 0;
    def shown: tostring | gsub("[^ -~]"; "?");
    . as $pages | [$pages[].imageScanFindings | (.findings // [])[] | {
      id: (.name // "unnamed"), severity, fix: "unknown",
      package: ([.attributes[]? | select(.key == "package_name" or .key == "package_version").value] | join(" "))
    }] + [$pages[].imageScanFindings | (.enhancedFindings // [])[] | {
      id: (.packageVulnerabilityDetails.vulnerabilityId // .title // .findingArn // "unnamed"), severity, status, fix: .fixAvailable,
      package: ([.packageVulnerabilityDetails.vulnerablePackages[]? | "\(.name) \(.version)"
        + if .fixedInVersion then " (fixed in \(.fixedInVersion))" else "" end] | join(", "))
    }] | map(.rank = (.severity | rank)) as $listed
    | ($listed | map(select(.rank > 0 and (.status // "ACTIVE") == "ACTIVE"))) as $open
    | ($open | map(select(($ignore[.id].until // "") >= $today))) as $ignored
    | ($open - $ignored | map(select(.fix == "NO" and $unfixed == "pass"))) as $without
    | ($open - $ignored - $without) as $judged
    | ($pages[0].imageScanFindings.findingSeverityCounts // {}) as $counts
    | (["CRITICAL", "HIGH", "MEDIUM", "LOW"] | map(. as $s | {
        severity: $s, rank: rank,
        unlisted: ([0, ($counts[$s] // 0) - ($listed | map(select(.severity == $s)) | length)] | max),
        judged: ($judged | map(select(.severity == $s)) | length)
      })) as $all
    | ($judged | map(select(.rank >= ($least | rank)))) as $stopping
    | [
        ($stopping | length) + ($all | map(select(.rank >= ($least | rank)).unlisted) | add),
        ($all | map("\(.judged + .unlisted) \(.severity | ascii_downcase)") | join(", "))
          + if $ignored == [] then "" else ", \($ignored | length) ignored" end
          + if $without == [] then "" else ", \($without | length) unfixable" end,
        ($stopping[:20][] | "\(.severity) \(.id | shown) \(.package | shown)"),
        (if ($stopping | length) > 20 then "and \(($stopping | length) - 20) more" else empty end),
        ($all[] | select(.unlisted > 0) | "\(.unlisted) \(.severity) that ECR counts and does not list"),
        ($ignore | to_entries[] | .key as $id | select(any($open[]; .id == $id)) | if .value.until < $today
          then "\(.key) is no longer ignored since \(.value.until | shown): \(.value.reason | shown)"
          else "\(.key) is ignored until \(.value.until | shown): \(.value.reason | shown)" end)
      ] | .[]' "$SLIPWAY_WORK/scan.json"
}

# scan_gate sets SCAN_SUMMARY, and ends the build if the scan found what stops it.
scan_gate() {
  SCAN_SUMMARY="not gated"
  [ "$SCAN_FAIL_SEVERITY" != NONE ] || return 0
  scan_result
  SCAN_SUMMARY=$unscanned
  [ -z "$SCAN_SUMMARY" ] || return 0
  local verdict line
  scan_verdict >"$SLIPWAY_WORK/verdict" || fail "the scan's result cannot be understood" "read the lines above, and retry the stage"
  mapfile -t verdict <"$SLIPWAY_WORK/verdict"
  SCAN_SUMMARY=${verdict[1]}
  for line in "${verdict[@]:2}"; do
    say "scan: $line"
  done
  [ "${verdict[0]}" -eq 0 ] || fail_for_good "the scan found $SCAN_SUMMARY" \
    "update the packages above or the base image (\`make rebuild\` if only that is new), or name a finding in scanIgnore, with a reason and a date of end"
}
