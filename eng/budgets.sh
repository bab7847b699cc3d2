#!/usr/bin/env bash
# Measures every row of the table of budgets, or the named reports only, and writes benchmarks/results/Budgets.md from what was measured.
# A run that fails or takes too long is shown as such and the others go on; what it printed is in artifacts/budgets. About 25 minutes.
#
#   eng/budgets.sh [REPORT...]      for instance: eng/budgets.sh BusRequest FanOut
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en
KUBEEDGE_COMMIT=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
git diff --quiet HEAD -- src benchmarks ':!benchmarks/results' 2>/dev/null || KUBEEDGE_COMMIT+=" and changes"
export KUBEEDGE_COMMIT

results=benchmarks/results
logs=artifacts/budgets
mkdir -p "$logs"

# report=arguments; a benchmark class without arguments runs in rounds.
all=(BusSend BusRequest EdgeToCloud CloudToEdge LinkRoundTrip StoreGroupCommit StoreSingleCommit StoreRead StoreCachedRead
  TwinUpdate=twins TwinMqtt=twins-mqtt Broker=broker PutToCommit=put JoinToReady=join FanOut=fanout IdleNodes=idle-nodes
  Informer=informer EdgeIdle=idle)
wanted=("$@")
[ $# -gt 0 ] || wanted=("${all[@]%%=*}")

for project in Benchmarks LoadTest Budgets; do
  dotnet build "benchmarks/KubeEdge.$project" -c Release -m:1 -v q -clp:NoSummary >"$logs/build.log" 2>&1 || { cat "$logs/build.log" >&2; exit 1; }
done

run() {
  local program=$1
  shift
  timeout --kill-after=10 300 dotnet "artifacts/bin/KubeEdge.$program/release/KubeEdge.$program.dll" "$@"
}

failed=0
for row in "${all[@]}"; do
  report=${row%%=*}
  [[ " ${wanted[*]} " == *" $report "* ]] || continue
  rm -f "$results/$report.json"
  began=$SECONDS
  if [[ $row == *=* ]]; then
    run LoadTest "${row#*=}" >"$logs/$report.log" 2>&1
  else
    # Two threads that hand over to each other, or wait for a disk, scatter.
    rounds=3
    [[ $report != BusSend && $report != StoreGroupCommit ]] || rounds=9
    run Benchmarks --filter "*.${report}Benchmarks.*" --rounds $rounds >"$logs/$report.log" 2>&1
  fi
  code=$?
  if [ $code -eq 0 ] && [ -s "$results/$report.json" ]; then
    echo "$report: $((SECONDS - began)) s"
  else
    failed=1
    rm -f "$results/$report.json"
    echo "$report: FAILED with $code after $((SECONDS - began)) s, see $logs/$report.log"
  fi
done

run Budgets "eng/budgets.sh${*:+ $*}"
exit $failed
