#!/usr/bin/env bash
# Writes the public surface of every package to src/<Package>/PublicAPI.txt. Read the difference before you commit it.
set -euo pipefail
cd "$(dirname "$0")/.."
KUBEEDGE_APPROVE_API=1 dotnet run --project tests/KubeEdge.PublicSurface.Tests -- --filter-method '*Package_SurfaceIsTheApprovedOne'
git --no-pager diff --stat -- 'src/*/PublicAPI.txt'
