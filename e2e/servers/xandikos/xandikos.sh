#!/bin/bash
# Xandikos (Debian package) on loopback: single-user CalDAV servers, no scheduling delivery,
# no authentication of their own. One xandikos per user behind a small Basic-auth front.
#   xandikos.sh install|up|down|status|reset
# env: LAB_XANDIKOS_STATE  state dir (default ${TMPDIR:-/tmp}/lab-xandikos)
#      LAB_XANDIKOS_PORT   front port (default 18121); backends use the next 4 ports
#      LAB_DOMAIN          user domain (default lab.test)
# users: alice bob carol dave @LAB_DOMAIN, password "<name>pw".
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
STATE=${LAB_XANDIKOS_STATE:-${TMPDIR:-/tmp}/lab-xandikos}
PORT=${LAB_XANDIKOS_PORT:-18121}
DOMAIN=${LAB_DOMAIN:-lab.test}
USERS="alice bob carol dave"
BASE=http://127.0.0.1:$PORT

alive() { local f=$STATE/$1.pid; [ -s "$f" ] && kill -0 "$(cat "$f")" 2>/dev/null && grep -qaE 'xandikos|authproxy' "/proc/$(cat "$f")/cmdline"; }

do_install() {
  command -v xandikos >/dev/null && { echo "xandikos already installed"; return; }
  local i
  for i in $(seq 1 20); do
    apt-get -q -o DPkg::Lock::Timeout=120 update >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends xandikos && return
    sleep 5
  done
  return 1
}

up() {
  mkdir -p "$STATE"
  local u n=0 p
  : > "$STATE/users.new"
  for u in $USERS; do
    n=$((n+1)); p=$((PORT+n))
    echo "$u@$DOMAIN:${u}pw:$p" >> "$STATE/users.new"
    alive "$u" && continue
    mkdir -p "$STATE/data/$u"
    # EMAIL is where xandikos takes calendar-user-address-set from.
    EMAIL=$u@$DOMAIN setsid xandikos -d "$STATE/data/$u" -l 127.0.0.1 -p "$p" \
      --current-user-principal "/$u/" --defaults >"$STATE/$u.log" 2>&1 </dev/null &
    echo $! > "$STATE/$u.pid"
  done
  mv "$STATE/users.new" "$STATE/users"
  if ! alive front; then
    setsid python3 "$HERE/authproxy.py" "$PORT" "$STATE/users" >"$STATE/front.log" 2>&1 </dev/null &
    echo $! > "$STATE/front.pid"
  fi
  local i ok
  for i in $(seq 1 100); do
    ok=1; for u in $USERS; do curl -fsS -o /dev/null -u "$u@$DOMAIN:${u}pw" -X PROPFIND -H 'Depth: 0' "$BASE/$u/" 2>/dev/null || ok=0; done
    [ $ok = 1 ] && break; sleep 0.1
  done
  [ $ok = 1 ] || { tail -n 5 "$STATE"/*.log; return 1; }
  echo "up: $BASE  login <user>@$DOMAIN / <user>pw   calendars $BASE/<user>/calendars/calendar/"
}

down() {
  local n p i
  for n in front $USERS; do
    if alive "$n"; then p=$(cat "$STATE/$n.pid"); kill "$p"; for i in $(seq 1 50); do kill -0 "$p" 2>/dev/null || break; sleep 0.1; done; fi
    rm -f "$STATE/$n.pid"
  done
  echo down
}

status() {
  local n rc=0
  for n in front $USERS; do if alive "$n"; then echo "$n up pid $(cat "$STATE/$n.pid")"; else echo "$n down"; rc=1; fi; done
  echo "$BASE"; return $rc
}

case ${1:-} in
  install) do_install ;;
  up) up ;;
  down) down ;;
  status) status ;;
  reset) down; rm -rf "${STATE:?}/data"; up ;;
  *) echo "usage: $0 install|up|down|status|reset" >&2; exit 2 ;;
esac
