#!/usr/bin/env bash
# Makes this machine ready: QGIS 3.34 or newer, the libraries and tools, a virtual environment.
# Each piece is looked for first; what is there is left alone, so a second run installs nothing.
# Usage: tools/setup.sh [--window]
#   --window    also what a real QGIS window without a screen needs (Xvfb, ImageMagick, Qt's own Chinese words)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

window=no
for option in "$@"; do
  case "$option" in
    --window) window=yes ;;
    *) echo "setup: unknown option $option" >&2; exit 2 ;;
  esac
done

say() { printf 'setup: %s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
run_logged() { # command...: quiet when it succeeds
  "$@" >"$log" 2>&1 && return
  tail -n 40 "$log" >&2
  say "failed: $*"
  exit 1
}

qgis_is_there() {
  have /usr/bin/qgis_process.bin || have qgis_process || return 1
  /usr/bin/python3 -c 'import sys
from qgis.core import Qgis
sys.exit(Qgis.versionInt() < 33400)' 2>/dev/null
}

font_is_there() { have fc-list && [ -n "$(fc-list "$1")" ]; }
cjk_font_is_there() { font_is_there 'Noto Sans CJK SC'; }

missing=()
need() { # test-command, package...
  local test=$1
  shift
  if ! $test; then missing+=("$@"); fi
}
open_sans_is_there() { font_is_there 'Open Sans'; }
venv_is_there() { /usr/bin/python3 -c 'import ensurepip' 2>/dev/null; }
lrelease_is_there() { [ -x /usr/lib/qt5/bin/lrelease ] || have lrelease; }
system_libraries_are_there() {
  /usr/bin/python3 -c 'import numpy, scipy, networkx, pyproj, requests, openpyxl, psycopg2' 2>/dev/null && have projinfo
}
# shapely is built against the GEOS that QGIS itself uses: see below.
compiler_is_there() { have gcc && have pkg-config && have geos-config && [ -e "$(/usr/bin/python3 -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ]; }
window_is_there() { have Xvfb && have xdotool && have import && [ -e /usr/share/qt5/translations/qtbase_zh_CN.qm ]; }

need qgis_is_there qgis python3-qgis
need cjk_font_is_there fontconfig fonts-noto-cjk
need open_sans_is_there fonts-open-sans
need venv_is_there python3-venv
need lrelease_is_there qttools5-dev-tools
need system_libraries_are_there python3-numpy python3-scipy python3-networkx python3-pyproj proj-bin \
  python3-requests python3-openpyxl python3-psycopg2
need compiler_is_there gcc libc6-dev pkg-config libgeos-dev python3-dev
if [ "$window" = yes ]; then need window_is_there xvfb xdotool imagemagick x11-utils qttranslations5-l10n; fi

backports_source() { # the machine's own package source, with the suite of the backports
  local codename=$1 source
  for source in /etc/apt/sources.list.d/*.sources; do
    [ -e "$source" ] || continue
    awk -v suite="$codename" -v RS= '
      $0 ~ "(^|\n)Suites:[^\n]*(^| )" suite "( |\n|$)" && $0 !~ /security/ {
        gsub(/(^|\n)Suites:[^\n]*/, "\nSuites: " suite "-backports"); sub(/^\n/, ""); print; exit
      }' "$source"
  done | awk 'NF || seen { seen = 1; print }'
  [ -e /etc/apt/sources.list ] || return 0
  awk -v suite="$codename" '$1 == "deb" && !/security/ {
      for (i = 2; i <= NF; i++) if ($i == suite) { sub(" " suite " ", " " suite "-backports "); print; exit } }' \
    /etc/apt/sources.list | awk '{
      i = 2; signed = ""
      if ($i ~ /^\[/) { while ($i !~ /\]$/) i++; i++ }
      printf "Types: deb\nURIs: %s\nSuites: %s\nComponents:", $i, $(i + 1)
      for (j = i + 2; j <= NF; j++) printf " %s", $j
      print "" }'
}

if [ "${#missing[@]}" -gt 0 ]; then
  have apt-get || { say "missing: ${missing[*]}; install them with your system's package manager"; exit 1; }
  [ "$(id -u)" = 0 ] || { say "missing: ${missing[*]}; run as root, or install them first"; exit 1; }
  say "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  if [ "$codename" = bookworm ] && ! qgis_is_there; then
    # Debian 12 itself has QGIS 3.22; only QGIS is taken from the backports, all else stays stable.
    listing=/etc/apt/sources.list.d/yibiao-backports.sources
    if ! grep -rqs 'bookworm-backports' /etc/apt/sources.list /etc/apt/sources.list.d; then
      backports_source bookworm > "$listing"
      [ -s "$listing" ] || { rm -f "$listing"; say "no Debian package source found to derive the backports from"; exit 1; }
    fi
    run_logged apt-get update
    run_logged apt-get install -y --no-install-recommends -t bookworm-backports qgis python3-qgis
  else
    run_logged apt-get update
  fi
  run_logged apt-get install -y --no-install-recommends "${missing[@]}"
fi

wanted=tools/requirements.txt
if ! .venv/bin/python tools/check_environment.py "$wanted" 2>/dev/null; then
  say "making the virtual environment .venv from $wanted"
  /usr/bin/python3 -m venv --clear --system-site-packages .venv
  # --no-deps: geopandas would pull in a pyogrio wheel, and with it a second GDAL into QGIS' process.
  # --no-binary shapely: its wheel has a GEOS of its own, whose functions the linker mixes with those
  # of the GEOS that QGIS is linked to.
  run_logged .venv/bin/python -m pip install --disable-pip-version-check --no-deps --no-binary shapely -r "$wanted"
  .venv/bin/python tools/check_environment.py "$wanted"
fi
say "ready: $(.venv/bin/python tools/check_environment.py --describe)"
