# What every build shares. Every command of a buildspec reads this file first:
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
