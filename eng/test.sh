#!/usr/bin/env bash
# Installs what the tests need, builds everything in Release, and runs every test; arguments go to each test program, for instance a filter.
# The last line is "N passed, N failed, N skipped"; the exit code is 0 only when tests ran and none failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en
# One compiler for all projects, even where the machine's settings say one each: half the time. It is stopped at the end.
export UseSharedCompilation=true
# Test programs and their hosts live for seconds: measuring them in order to compile them again does not pay.
export DOTNET_TieredPGO=0

export logs=artifacts/test limit=${KUBEEDGE_TEST_LIMIT:-10m}
rm -rf "$logs" && mkdir -p "$logs"

# command:package on Debian and its kin. Tests that miss one are skipped, and say so.
install_peers() {
  local peer missing=() names=() run=()
  for peer in kubectl:kubernetes-client strace:strace openssl:openssl sqlite3:sqlite3 mosquitto:mosquitto mosquitto_pub:mosquitto-clients; do
    command -v "${peer%%:*}" >/dev/null 2>&1 || { missing+=("${peer##*:}"); names+=("${peer%%:*}"); }
  done
  [ ${#missing[@]} -eq 0 ] && return
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "eng/test.sh: there is no apt-get here; install ${names[*]} by hand, or their tests are skipped." >&2
    return
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo "eng/test.sh: needs root or password-less sudo to install ${missing[*]}; their tests are skipped." >&2
      return
    fi
    run=(sudo -n)
  fi
  echo "Installing ${missing[*]}"
  # The second try is for a machine whose package lists are absent or stale.
  "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >"$logs/apt.log" 2>&1 ||
    { "${run[@]}" apt-get update >>"$logs/apt.log" 2>&1 &&
      "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >>"$logs/apt.log" 2>&1; } ||
    echo "eng/test.sh: could not install ${missing[*]} (see $logs/apt.log); their tests are skipped." >&2
}

# MQTT.js, a client of others for the broker's tests; they are skipped without it.
install_mqtt_js() {
  [ -d artifacts/npm/node_modules/mqtt ] && return
  if ! command -v npm >/dev/null 2>&1; then
    echo "eng/test.sh: there is no npm here; the tests with MQTT.js are skipped." >&2
    return
  fi
  timeout 120 npm install --prefix artifacts/npm mqtt@5 --no-audit --no-fund --loglevel=error >"$logs/npm.log" 2>&1 ||
    echo "eng/test.sh: could not install MQTT.js (see $logs/npm.log); its tests are skipped." >&2
}

finish() { # passed failed skipped exit-code
  timeout 30 dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1
  printf '%d passed, %d failed, %d skipped\n' "$1" "$2" "$3"
  exit "$4"
}

if ! command -v dotnet >/dev/null 2>&1; then
  echo "eng/test.sh: the .NET 10 SDK is not on the PATH." >&2
  finish 0 0 0 1
fi
install_peers
install_mqtt_js

if ! dotnet build KubeEdge.slnx -c Release -v q -clp:NoSummary 2>&1 | tee "$logs/build.log"; then
  echo "eng/test.sh: the build failed (see $logs/build.log)." >&2
  finish 0 0 0 1
fi

# Runs one test program; its whole output stays in a file, and is shown when something failed.
run() { # project, arguments of the program
  local name=$1 code began=$SECONDS
  shift
  # Started in the background by a shell, a program ignores SIGINT, and so would the hosts that tests interrupt.
  env --default-signal=INT,QUIT timeout --kill-after=30s "$limit" \
    dotnet "artifacts/bin/$name/release/$name.dll" --no-progress --no-ansi "$@" >"$logs/$name.log" 2>&1
  code=$?
  case $code in
    0) echo "$name passed in $((SECONDS - began)) s" ;;
    8) echo "$name has no such test" ;;
    *)
      cat "$logs/$name.log"
      [ "$code" -ne 124 ] || echo "eng/test.sh: $name stopped after $limit."
      echo "$name FAILED with exit code $code after $((SECONDS - began)) s"
      echo "$name" >>"$logs/failed"
      ;;
  esac
}
export -f run

# Those that take longest first, so that none is left to run alone at the end. Three at a time: they wait a good deal.
first=(KubeEdge.Packages.Tests KubeEdge.EndToEnd.Tests KubeEdge.ApiServer.Tests KubeEdge.CloudHub.Tests)
mapfile -t all < <(basename -a tests/*.Tests samples/OfflineTest)
mapfile -t rest < <(printf '%s\n' "${all[@]}" | grep -vxF "$(printf '%s\n' "${first[@]}")")
printf '%s\n' "${first[@]}" "${rest[@]}" | xargs -P 3 -I{} bash -c 'run "$@"' run {} "$@"

cat "$logs"/KubeEdge.*.log "$logs"/OfflineTest.log | awk '/^skipped /{print; if ((getline reason) > 0) print reason}' >"$logs/skipped.log"
[ -s "$logs/skipped.log" ] && { echo; echo "Skipped:"; cat "$logs/skipped.log"; echo; }

read -r passed failed skipped < <(cat "$logs"/KubeEdge.*.log "$logs"/OfflineTest.log |
  awk '/^Test run summary:/{on=1} /^ +failed:/{f+=on*$2} /^ +succeeded:/{p+=on*$2} /^ +skipped:/{s+=on*$2; on=0} END{print p+0, f+0, s+0}')
code=0
[ ! -e "$logs/failed" ] || { code=1; echo "Failed: $(paste -sd ' ' "$logs/failed")"; }
if [ "$code" -eq 0 ] && [ "$passed" -eq 0 ]; then
  echo "eng/test.sh: no test ran." >&2
  code=8
fi
# A program that was stopped has no summary; it counts as one failure.
[ "$code" -ne 1 ] || [ "$failed" -gt 0 ] || failed=1
finish "$passed" "$failed" "$skipped" "$code"
