# What promote.yml does more than once.

# releases_there reads the first row of the environment before that a query finds, as
# JSON: as text the answer would have a line for each page that was looked through.
releases_there() {
  aws dynamodb query --table-name "$PROMOTE_TABLE" --index-name byService --max-items 1 --output json \
    ${PROMOTE_ROLE:+--profile before} "$@" \
    || fail "the deployment history of $PROMOTE_FROM cannot be read" \
      "check that the build role may dynamodb:Query on the index byService of $PROMOTE_TABLE"
}

# is_here tells whether the image is in the service's repository.
is_here() {
  aws ecr describe-images --repository-name "${ECR_REPOSITORY_URI#*/}" --image-ids "imageDigest=$IMAGE_DIGEST" \
    --query 'imageDetails[0].imageDigest' --output text --no-paginate >/dev/null 2>"$SLIPWAY_WORK/error"
}

# between says how long it is from one time to another.
between() {
  local minutes=$((($(date -u -d "$2" +%s) - $(date -u -d "$1" +%s)) / 60))
  if [ "$minutes" -ge 2880 ]; then
    echo "$((minutes / 1440)) days"
  elif [ "$minutes" -ge 60 ]; then
    echo "$((minutes / 60)) h $((minutes % 60)) min"
  else
    echo "$minutes min"
  fi
}
