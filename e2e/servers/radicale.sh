#!/bin/bash
# Radicale (Debian package) on loopback: a CalDAV server WITHOUT scheduling.
#   radicale.sh install|up|down|status|reset
# env: LAB_RADICALE_STATE  state dir   (default ${TMPDIR:-/tmp}/lab-radicale)
#      LAB_RADICALE_PORT   http port   (default 18120)
#      LAB_DOMAIN          user domain (default lab.test)
#      LAB_RADICALE_RIGHTS owner_only (default) | owner_write | authenticated
# users: alice bob carol dave @LAB_DOMAIN, password "<name>pw". Login = full address.
set -euo pipefail
STATE=${LAB_RADICALE_STATE:-${TMPDIR:-/tmp}/lab-radicale}
PORT=${LAB_RADICALE_PORT:-18120}
DOMAIN=${LAB_DOMAIN:-lab.test}
RIGHTS=${LAB_RADICALE_RIGHTS:-owner_only}
USERS="alice bob carol dave"
BASE=http://127.0.0.1:$PORT
PIDF=$STATE/radicale.pid

alive() { [ -s "$PIDF" ] && kill -0 "$(cat "$PIDF")" 2>/dev/null && grep -qa radicale "/proc/$(cat "$PIDF")/cmdline"; }

do_install() {
  command -v radicale >/dev/null && { echo "radicale already installed: $(radicale --version)"; return; }
  local i
  for i in $(seq 1 20); do
    apt-get -q -o DPkg::Lock::Timeout=120 update >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends radicale && return
    sleep 5
  done
  return 1
}

conf() {
  mkdir -p "$STATE/collections"
  : > "$STATE/users"
  local u; for u in $USERS; do echo "$u@$DOMAIN:${u}pw" >> "$STATE/users"; done
  cat > "$STATE/config" <<C
[server]
hosts = 127.0.0.1:$PORT
ssl = False
[auth]
type = htpasswd
htpasswd_filename = $STATE/users
htpasswd_encryption = plain
delay = 0
[rights]
type = $RIGHTS
[storage]
filesystem_folder = $STATE/collections
[logging]
level = debug
mask_passwords = True
C
}

up() {
  alive && { echo "already up: $BASE (pid $(cat "$PIDF"))"; return; }
  conf
  # -C '' style merging of the system-wide config is avoided by naming ours.
  setsid radicale --config "$STATE/config" >"$STATE/radicale.log" 2>&1 </dev/null &
  echo $! > "$PIDF"
  local i; for i in $(seq 1 100); do
    curl -fsS -o /dev/null "$BASE/.web/" 2>/dev/null && break; alive || { tail "$STATE/radicale.log"; return 1; }; sleep 0.1
  done
  # A principal collection appears on first authenticated PROPFIND; the calendar is ours to make.
  local u c
  for u in $USERS; do
    c=$(curl -s -o /dev/null -w '%{http_code}' -u "$u@$DOMAIN:${u}pw" -X MKCALENDAR "$BASE/$u@$DOMAIN/cal/" -H 'Content-Type: application/xml' --data "<C:mkcalendar xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\"><set><prop><displayname>Calendar of $u</displayname></prop></set></C:mkcalendar>")
    case $c in 201|409|403|405) ;; *) echo "MKCALENDAR $u -> $c";; esac
  done
  echo "up: $BASE  login <user>@$DOMAIN / <user>pw   calendars $BASE/<user>@$DOMAIN/cal/"
}

down() {
  alive || { echo "not running"; rm -f "$PIDF"; return 0; }
  local p; p=$(cat "$PIDF"); kill "$p"; local i
  for i in $(seq 1 50); do kill -0 "$p" 2>/dev/null || break; sleep 0.1; done
  rm -f "$PIDF"; echo "down"
}

status() { if alive; then echo "radicale up pid $(cat "$PIDF") $BASE"; curl -s -o /dev/null -w 'PROPFIND alice: %{http_code}\n' -u "alice@$DOMAIN:alicepw" -X PROPFIND -H 'Depth: 0' "$BASE/alice@$DOMAIN/"; else echo "radicale down"; return 1; fi; }

case ${1:-} in
  install) do_install ;;
  up) up ;;
  down) down ;;
  status) status ;;
  reset) down; rm -rf "${STATE:?}/collections"; up ;;
  *) echo "usage: $0 install|up|down|status|reset" >&2; exit 2 ;;
esac
