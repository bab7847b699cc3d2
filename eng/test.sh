#!/usr/bin/env bash
# Installs what the tests need, builds everything in Release, and runs every test.
# The last line is "N passed, N failed, N skipped"; the exit code is 0 only when tests ran and none failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en

logs=artifacts/test
limit=${KUBEEDGE_TEST_LIMIT:-15m}
mkdir -p "$logs"

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

# Two test programs at a time: many of them start servers and processes of their own.
timeout --kill-after=30s "$limit" dotnet test --solution KubeEdge.slnx -c Release --no-build --no-progress --no-ansi \
  --max-parallel-test-modules 2 "$@" 2>&1 | tee "$logs/test.log"
code=${PIPESTATUS[0]}
[ "$code" -eq 124 ] && echo "eng/test.sh: stopped after $limit." >&2

awk '/^skipped /{print; if ((getline reason) > 0) print reason}' "$logs/test.log" >"$logs/skipped.log"
[ -s "$logs/skipped.log" ] && { echo; echo "Skipped:"; cat "$logs/skipped.log"; echo; }

read -r passed failed skipped < <(awk '/^Test run summary:/{on=1} on&&/^ +failed:/{f+=$2} on&&/^ +succeeded:/{p+=$2} on&&/^ +skipped:/{s+=$2} END{print p+0, f+0, s+0}' "$logs/test.log")
if [ "$code" -eq 0 ] && [ "$passed" -eq 0 ]; then
  echo "eng/test.sh: no test ran." >&2
  code=8
fi
finish "$passed" "$failed" "$skipped" "$code"
