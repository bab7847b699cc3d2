#!/usr/bin/env bash
# Runs the tests round after round with the long counts (KUBEEDGE_SOAK=1), each round with a seed of its own (KUBEEDGE_SEED).
# One line per round is added to benchmarks/results/soak.log, which is committed, with what the tests printed of seeds and figures; the full
# output stays in artifacts/soak.
#
#   eng/soak.sh [ROUNDS] [arguments of dotnet test, for instance --project tests/KubeEdge.MetaStore.Tests]
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en KUBEEDGE_SOAK=1

rounds=${1:-1}
case $rounds in
  '' | *[!0-9]*) echo "eng/soak.sh: the number of rounds comes first, not '$rounds'." >&2; exit 2 ;;
esac
shift $(($# > 0 ? 1 : 0))
[ $# -gt 0 ] || set -- --solution KubeEdge.slnx

full=artifacts/soak
log=benchmarks/results/soak.log
mkdir -p "$full" "$(dirname "$log")"
dotnet build KubeEdge.slnx -c Release -v q -clp:NoSummary 2>&1 | tee "$full/build.log" || exit 1

{
  [ ! -s "$log" ] || echo
  echo "Command: eng/soak.sh $rounds $*"
  echo "Date: $(date -u +%Y-%m-%d), commit $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
  echo "Machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), $(getconf _NPROCESSORS_ONLN) logical cores, $(uname -sr), .NET SDK $(dotnet --version)"
} | tee -a "$log"

worst=0
for ((round = 1; round <= rounds; round++)); do
  export KUBEEDGE_SEED=$((RANDOM * 32768 + RANDOM))
  began=$SECONDS
  # Started in the background by a shell, this ignores SIGINT, and so would the hosts that the tests interrupt.
  env --default-signal=INT,QUIT dotnet test "$@" -c Release --no-build --no-progress --no-ansi --output Detailed --max-parallel-test-modules 2 >"$full/round-$round.log" 2>&1
  code=$?
  [ "$code" -eq 0 ] || worst=$code
  awk -v round="$round" -v seed="$KUBEEDGE_SEED" -v seconds=$((SECONDS - began)) \
    '/^Test run summary:/{on=1} on&&/^ +failed:/{f+=$2} on&&/^ +succeeded:/{p+=$2} on&&/^ +skipped:/{s+=$2}
     END{printf "round %d, seed %d: %d passed, %d failed, %d skipped in %d s\n", round, seed, p, f, s, seconds}' "$full/round-$round.log" | tee -a "$log"
  grep '^failed ' "$full/round-$round.log" | tee -a "$log"
  awk '/^  Standard output$/{on=1; next} !/^    ./{on=0} on' "$full/round-$round.log" | sort -u | tee -a "$log"
done
exit "$worst"
