#!/usr/bin/env bash
# What a stranger waits for: clones HEAD into a temporary folder, starts with an empty package cache, and takes the time from the clone to
# the first object that an edge node has committed. Writes benchmarks/results/FirstObject.md.
#
#   eng/stopwatch.sh [REPORT]
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en

report=${1:-benchmarks/results/FirstObject.md}
commit=$(git rev-parse --short HEAD)
folder=$(mktemp -d)
box=
finish() {
  [ -z "$box" ] || { kill "$box" 2>/dev/null && wait "$box" || true; }
  rm -rf "$folder"
}
trap finish EXIT
export NUGET_PACKAGES=$folder/packages

rows=
now() { date +%s%N; }
seconds() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", (b - a) / 1e9 }'; }
step() { # what command…
  local what=$1 start
  shift
  start=$(now)
  "$@" >"$folder/step.log" 2>&1 || { cat "$folder/step.log" >&2; echo "eng/stopwatch.sh: $what failed" >&2; exit 1; }
  rows+="| $what | $(seconds "$start" "$(now)") |"$'\n'
}

first_object() {
  dotnet run --project samples/EdgeInABox --no-build >"$folder/box.log" 2>&1 &
  box=$!
  for _ in $(seq 600); do
    grep -q 'committed in' "$folder/box.log" && return
    kill -0 "$box" 2>/dev/null || break
    sleep 0.1
  done
  cat "$folder/box.log"
  return 1
}

began=$(now)
step "git clone" git clone -q "file://$PWD" "$folder/clone"
root=$PWD
cd "$folder/clone"
step "restore, with an empty package cache" dotnet restore samples/EdgeInABox
step "build" dotnet build samples/EdgeInABox --no-restore
step "start, to the first object that the node has committed" first_object
total=$(seconds "$began" "$(now)")
cd "$root"

mkdir -p "$(dirname "$report")"
cat >"$report" <<TEXT
# FirstObject

- Command: \`eng/stopwatch.sh\`, which does what \`git clone\` and \`dotnet run --project samples/EdgeInABox\` do, one step after the other
- Date: $(date -u +%Y-%m-%d), commit $commit
- Machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), $(getconf _NPROCESSORS_ONLN) logical cores, $(uname -sr), .NET SDK $(dotnet --version)

| step | seconds |
|---|---|
$rows| **together** | **$total** |

The clone is from this machine's disk. Restore depends on the package source and the network more than on anything here.
TEXT
cat "$report"
