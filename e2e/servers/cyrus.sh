#!/bin/bash
# Real Cyrus IMAP CalDAV servers (Debian 12 packages, no systemd, no containers), loopback only.
#
#   cyrus.sh install                 packages (apt, as root)
#   cyrus.sh up     [one|two|all]    one = one server for a.test + b.test      (default)
#                                    two = two servers, one per domain, joined by iSchedule
#   cyrus.sh down   [one|two|all]    stop (mail data is kept; `reset` also removes it)
#   cyrus.sh status [one|two|all]
#   cyrus.sh reset  [one|two|all]    stop and forget every calendar
#   cyrus.sh log    one|a|b          the server's syslog output (needs cc, see below)
#   cyrus.sh imap   one|a|b 'CMD'    one IMAP command as the administrator
#
# Servers (all listen on 127.0.0.1 only):
#   one   http 18080  imap 18143   alice bob carol @a.test, dave erin @b.test
#   a     http 18081  imap 18144   alice bob carol @a.test
#   b     http 18082  imap 18145   dave erin @b.test
# Sign-in (HTTP Basic): full address, password = the part before the @ (alice@a.test / alice).
#
# Environment:
#   CYRUS_LAB_HTTP, CYRUS_LAB_IMAP   first port of each kind (18080; 18143, with Sieve at +3..+5)
#   CYRUS_LAB          state directory (default ${TMPDIR:-/tmp}/lab-cyrus)
#   CYRUS_LAB_PEER     two: how a and b reach each other's users: ischedule (default) | imip
#                        ischedule = the peer's users are "remote" entries of mailboxes.db, so
#                                    Cyrus itself talks iSchedule to the peer (see the notes)
#                        imip      = the peer's domain is foreign; invitations leave as e-mail
#   CYRUS_LAB_DEBUG    1: keep debug lines in the log too (large)
#   CYRUS_LAB_AS_IS    1: leave out the work-arounds of two Cyrus iSchedule bugs (see `preload` below);
#                      read at each start
#   CYRUS_LAB_DIRECTORY 1: let everybody look everybody up (principal-property-search; default: only
#                        oneself), read when the instance is made
#   CYRUS_LAB_EXTRA    imapd.conf lines that replace or join the script's (read when the instance is
#                      made), e.g. "ischedule_dkim_required: yes" or "fastmailsharing: yes"
#
# Outgoing iMIP e-mail never leaves: it is written to <state>/<instance>/imip-out/*.eml
set -u
S=${CYRUS_LAB:-${TMPDIR:-/tmp}/lab-cyrus}
PEER=${CYRUS_LAB_PEER:-ischedule}
HTTP0=${CYRUS_LAB_HTTP:-18080} IMAP0=${CYRUS_LAB_IMAP:-18143}
BIN=/usr/lib/cyrus/bin
ADMIN=cyrus ADMINPW=cyrus
PKGS="cyrus-caldav cyrus-imapd cyrus-admin sasl2-bin dma curl gcc libc6-dev"

say() { printf '%s\n' "$*" >&2; }
die() { say "cyrus.sh: $*"; exit 1; }
ascyrus() { setpriv --reuid=cyrus --regid=mail --init-groups "$@"; }

instances() { case "${1:-one}" in
  one) echo one ;; two) echo a b ;; all) echo one a b ;; a|b) echo "$1" ;;
  *) die "unknown variant '$1' (one, two, all)" ;; esac; }

params() { # params INSTANCE: sets I D HTTP IMAP SIEVE DOMAINS USERS HOST and the peer's
  local n
  I=$1
  case $I in
    one) n=0 DOMAINS="a.test b.test" HOST=one.cyrus.lab
         USERS="alice@a.test bob@a.test carol@a.test dave@b.test erin@b.test" ;;
    a)   n=1 DOMAINS="a.test" HOST=cal.a.test USERS="alice@a.test bob@a.test carol@a.test"
         PEERNAME=b PEERDOMAIN=b.test PEERHTTP=$((HTTP0+2)) PEERUSERS="dave@b.test erin@b.test" ;;
    b)   n=2 DOMAINS="b.test" HOST=cal.b.test USERS="dave@b.test erin@b.test"
         PEERNAME=a PEERDOMAIN=a.test PEERHTTP=$((HTTP0+1)) PEERUSERS="alice@a.test bob@a.test carol@a.test" ;;
    *) die "no instance '$I' (one, a, b)" ;;
  esac
  HTTP=$((HTTP0+n)) IMAP=$((IMAP0+n)) SIEVE=$((IMAP0+3+n)) D=$S/$I
  [ "$I" != one ] && [ "$PEER" = ischedule ] && DOMAINS="$DOMAINS $PEERDOMAIN"
  return 0
}

install() {
  if dpkg -s $PKGS >/dev/null 2>&1; then say "already installed: $(dpkg-query -W -f '${Version}' cyrus-caldav)"; return; fi
  [ "$(id -u)" = 0 ] || die "install needs root"
  # dma: the smallest mail-transport-agent (Cyrus depends on one); nothing is ever sent through it.
  # Services must not be started by the packages: policy-rc.d answers 101 (forbidden) meanwhile.
  local made= i rc=1
  if [ ! -e /usr/sbin/policy-rc.d ]; then printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d; made=1; fi
  for i in 1 2 3 4 5 6; do
    DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 update >/dev/null &&
    DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 --no-install-recommends install $PKGS >&2 && { rc=0; break; }
    sleep 10
  done
  [ -n "$made" ] && rm -f /usr/sbin/policy-rc.d
  return $rc
}

running() { # the pid file's process is alive and is this instance's master
  [ -s "$D/run/master.pid" ] && tr '\0' ' ' <"/proc/$(cat "$D/run/master.pid")/cmdline" 2>/dev/null | grep -qF " $D/imapd.conf"
}

# Cyrus logs by syslog(3) alone, and here is no /dev/log. With a C compiler a small preload turns
# syslog() into lines of <instance>/log, and works around two Cyrus bugs in iSchedule free/busy (see the C text).
# Without cc, or with CYRUS_LAB_AS_IS=1, free/busy across a and b ends in a dropped connection.
preload() {
  [ "$S/sysfile.so" -nt "$0" ] && return
  command -v cc >/dev/null || return 0
  cat >"$S/sysfile.c" <<'C'
#define _GNU_SOURCE
#include <stdarg.h>
#include <dlfcn.h>
#include <link.h>
#include <stdint.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <fcntl.h>
static char ident[64];
void openlog(const char *i, int o, int f) { (void)o; (void)f; if (i) snprintf(ident, sizeof ident, "%s", i); }
void closelog(void) {}
static void out(int pri, const char *fmt, va_list ap) {
  const char *p = getenv("CYRUS_LAB_LOG"); if (!p) return;
  if ((pri & 7) == 7 && !getenv("CYRUS_LAB_DEBUG")) return;
  char b[8192]; time_t t = time(0); struct tm tm; gmtime_r(&t, &tm);
  int n = strftime(b, sizeof b, "%H:%M:%S ", &tm);
  n += snprintf(b + n, sizeof b - n, "%s[%d] <%d> ", ident, (int)getpid(), pri & 7);
  int m = vsnprintf(b + n, sizeof b - n - 2, fmt, ap); n += m < 0 ? 0 : m;
  if (n > (int)sizeof b - 2) n = sizeof b - 2;
  b[n++] = '\n';
  int fd = open(p, O_WRONLY | O_APPEND | O_CREAT, 0644);
  if (fd >= 0) { if (write(fd, b, n) < 0) {} close(fd); }
}
void vsyslog(int p, const char *f, va_list a) { out(p, f, a); }
void syslog(int p, const char *f, ...) { va_list a; va_start(a, f); out(p, f, a); va_end(a); }
void __syslog_chk(int p, int x, const char *f, ...) { (void)x; va_list a; va_start(a, f); out(p, f, a); va_end(a); }
void __vsyslog_chk(int p, int x, const char *f, va_list a) { (void)x; out(p, f, a); }
/* Cyrus 3.6.1 frees the peer's name twice after every free/busy answer from another server
   (busytime_query_remote, then sched_param_cleanup) and glibc aborts httpd before it has answered.
   With CYRUS_LAB_KEEP set, small blocks are never given back, so the second free does no harm.
   httpd -U 30 ends each process after 30 connections, which bounds the leak. */
void free(void *p) {
  static void (*real)(void *); static int keep = -1;
  if (!p) return;
  if (keep < 0) keep = getenv("CYRUS_LAB_KEEP") != 0;
  if (keep && malloc_usable_size(p) <= 64) return;
  if (!real) real = (void (*)(void *))dlsym(RTLD_NEXT, "free");
  real(p);
}
/* Second bug: the /ischedule namespace has mailbox type 0 where /dav/calendars has "calendar", so a
   free/busy request that comes in by iSchedule skips every calendar and answers "2.0;Success" with
   no busy time. With CYRUS_LAB_KEEP set, give /ischedule the type of /dav/calendars. The table is
   found by its two strings; its layout is struct namespace_t of Cyrus 3.6. */
struct ns { unsigned id, enabled; const char *name, *prefix, *wk; void *auth; unsigned schemes, type; };
static uintptr_t lo, hi, wlo[8], whi[8]; static int nw;
static int seg(struct dl_phdr_info *i, size_t n, void *d) {
  (void)n; (void)d;
  for (int k = 0; k < i->dlpi_phnum; k++) {
    const ElfW(Phdr) *h = &i->dlpi_phdr[k]; uintptr_t a = i->dlpi_addr + h->p_vaddr;
    if (h->p_type != PT_LOAD) continue;
    if (!lo || a < lo) lo = a;
    if (a + h->p_memsz > hi) hi = a + h->p_memsz;
    if ((h->p_flags & PF_W) && nw < 8) { wlo[nw] = (a + 7) & ~(uintptr_t)7; whi[nw++] = a + h->p_filesz; }
  }
  return 1; /* the executable alone */
}
static struct ns *find(const char *prefix) {
  for (int k = 0; k < nw; k++)
    for (uintptr_t a = wlo[k]; a + sizeof(struct ns) <= whi[k]; a += 8) {
      struct ns *s = (struct ns *)a; uintptr_t p = (uintptr_t)s->prefix, w = (uintptr_t)s->wk;
      if (p < lo || p >= hi || w < lo || w >= hi) continue;
      if (!strcmp(s->prefix, prefix) && !strncmp(s->wk, "/.well-known/", 13)) return s;
    }
  return 0;
}
__attribute__((constructor)) static void fix(void) {
  if (!getenv("CYRUS_LAB_KEEP")) return;
  dl_iterate_phdr(seg, 0);
  struct ns *c = find("/dav/calendars"), *i = find("/ischedule");
  if (c && i && !i->type) i->type = c->type;
}
C
  cc -shared -fPIC -O1 -o "$S/sysfile.so" "$S/sysfile.c" || rm -f "$S/sysfile.so"
}

make_instance() {
  if [ -e "$D/imapd.conf" ]; then
    [ "$I" = one ] || [ "$(cat "$D/.peer")" = "$PEER" ] ||
      die "$I was made with CYRUS_LAB_PEER=$(cat "$D/.peer"): say so again, or \`cyrus.sh reset two\` first"
    return 0
  fi
  say "$I: making $D"
  mkdir -p "$D"/lib/{db,socket} "$D"/{spool,run,imip-out,sieve}
  # iMIP catcher: Cyrus runs its `sendmail -bs` and speaks SMTP to it. What it sends lands in
  # imip-out/, one file a message, the envelope in X-Lab-* lines. RCPT to bounce* is refused (550).
  # In `two` with CYRUS_LAB_PEER=imip, mail for the peer's users is then delivered to the peer.
  cat >"$D/sendmail" <<EOS
#!/usr/bin/perl
use Time::HiRes; use IO::Socket::UNIX; my \$dir = "$D/imip-out"; my (\$from, @to);
my (\$peerdomain, \$peerlmtp) = ("${PEERDOMAIN:-none}", "$S/${PEERNAME:-none}/run/lmtp");
EOS
  cat >>"$D/sendmail" <<'EOS'
$| = 1; sub say_ { print "$_[0]\r\n" }
say_("220 lab catcher");
while (defined(my $l = <STDIN>)) {
  $l =~ s/\r?\n$//;
  if ($l =~ /^(EHLO|HELO)/i) { say_("250 lab") }
  elsif ($l =~ /^MAIL FROM:<(.*?)>/i) { $from = $1; @to = (); say_("250 ok") }
  elsif ($l =~ /^RCPT TO:<(bounce.*?)>/i) { say_("550 no such user $1") }
  elsif ($l =~ /^RCPT TO:<(.*?)>/i) { push @to, $1; say_("250 ok") }
  elsif ($l =~ /^DATA/i) {
    if (!@to) { say_("503 no recipients"); next }
    say_("354 go");
    my $f = sprintf "%s/%.6f-%d", $dir, Time::HiRes::time(), $$;
    open my $o, '>', "$f.tmp" or do { say_("451 $!"); next };
    print $o "X-Lab-From: $from\nX-Lab-To: @to\n";
    while (defined(my $d = <STDIN>)) { $d =~ s/\r?\n$//; last if $d eq '.'; $d =~ s/^\.//; print $o "$d\n" }
    close $o; rename "$f.tmp", "$f.eml"; relay("$f.eml", $from, grep { /\@\Q$peerdomain\E$/i } @to); say_("250 caught");
  }
  elsif ($l =~ /^(RSET|NOOP)/i) { say_("250 ok") }
  elsif ($l =~ /^QUIT/i) { say_("221 bye"); last }
  else { say_("500 what") }
}
sub relay { # what is for the peer's domain goes on to the peer's LMTP socket; trouble lands in *.relay
  my ($file, $from, @rcpt) = @_; return unless @rcpt;
  my $log = ''; my $s = IO::Socket::UNIX->new(Peer => $peerlmtp); 
  my $cmd = sub { print $s "$_[0]\r\n" if defined $_[0]; my $l; do { $l = <$s> // ''; $log .= $l } while $l =~ /^\d{3}-/; $l };
  if ($s) {
    $cmd->(); $cmd->("LHLO lab"); $cmd->("MAIL FROM:<$from>"); $cmd->("RCPT TO:<$_>") for @rcpt;
    if ($cmd->("DATA") =~ /^354/) {
      open my $i, '<', $file; while (<$i>) { chomp; next if /^X-Lab-/; s/^\./../; print $s "$_\r\n" }
      print $s ".\r\n"; $cmd->() for @rcpt;
    }
    $cmd->("QUIT");
  } else { $log = "no connection to $peerlmtp: $!\n" }
  if (open my $o, '>', "$file.relay") { print $o $log; close $o }
}
EOS
  chmod 755 "$D/sendmail"
  cat >"$D/imapd.conf" <<EOC
# generated by cyrus.sh; instance $I
servername: $HOST
configdirectory: $D/lib
proc_path: $D/run/proc
mboxname_lockpath: $D/run/lock
defaultpartition: default
partition-default: $D/spool
sievedir: $D/sieve
lmtpsocket: $D/run/lmtp
idlesocket: $D/run/idle
notifysocket: $D/run/notify
sendmail: $D/sendmail
virtdomains: userid
unixhierarchysep: yes
altnamespace: yes
admins: $ADMIN
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: $D/sasldb2
sasl_mech_list: PLAIN
allowplaintext: yes
allowapop: no
# HTTP
httpmodules: caldav carddav freebusy ischedule domainkey
serverinfo: on
caldav_realm: $HOST
caldav_allowscheduling: on
caldav_allowattach: yes
caldav_create_default: yes
caldav_create_sched: yes
caldav_create_attach: yes
calendar_default_displayname: Personal
calendar_user_address_set: $DOMAINS
ischedule_dkim_required: no
httptimeout: 5
EOC
  if [ -n "${CYRUS_LAB_EXTRA:-}" ]; then # a later line replaces an earlier one of the same name
    local k
    for k in $(printf '%s\n' "$CYRUS_LAB_EXTRA" | sed -n 's/^\([a-z0-9_-]*\):.*/\1/p'); do sed -i "/^$k:/d" "$D/imapd.conf"; done
    printf '%s\n' "$CYRUS_LAB_EXTRA" >>"$D/imapd.conf"
  fi
  cat >"$D/cyrus.conf" <<EOC
START {
  recover cmd="$BIN/ctl_cyrusdb -C $D/imapd.conf -r"
}
SERVICES {
  imap  cmd="$BIN/imapd -C $D/imapd.conf"  listen="127.0.0.1:$IMAP" prefork=0 maxchild=20
  http  cmd="$BIN/httpd -U 30 -C $D/imapd.conf"  listen="127.0.0.1:$HTTP" prefork=2 maxchild=40
  sieve cmd="$BIN/timsieved -C $D/imapd.conf"  listen="127.0.0.1:$SIEVE" prefork=0 maxchild=5
  lmtp  cmd="$BIN/lmtpd -C $D/imapd.conf -a"  listen="$D/run/lmtp" prefork=0 maxchild=5
}
EVENTS {
  checkpoint cmd="$BIN/ctl_cyrusdb -C $D/imapd.conf -c" period=30
}
EOC
  local u
  for u in $USERS; do
    printf %s "${u%@*}" | saslpasswd2 -p -c -f "$D/sasldb2" -u "${u#*@}" "${u%@*}"
  done
  printf %s "$ADMINPW" | saslpasswd2 -p -c -f "$D/sasldb2" -u "$HOST" "$ADMIN"
  echo "$PEER" >"$D/.peer"
  chown -R cyrus:mail "$D"
}

imapcmd() { curl -sS -m 20 -u "$ADMIN:$ADMINPW" "imap://127.0.0.1:$IMAP/" -X "$1"; }

start() {
  [ -x $BIN/master ] || die "not installed (cyrus.sh install)"
  [ "$(id -u)" = 0 ] || die "up needs root (it becomes user cyrus)"
  mkdir -p "$S"; chmod 755 "$S"
  ascyrus test -x "$S" || die "user cyrus cannot reach $S (set CYRUS_LAB elsewhere)"
  preload; make_instance
  if running; then say "$I: already up"; return; fi
  rm -f "$D/run/master.pid"
  local pre=
  [ -e "$S/sysfile.so" ] && pre="LD_PRELOAD=$S/sysfile.so CYRUS_LAB_LOG=$D/log ${CYRUS_LAB_DEBUG:+CYRUS_LAB_DEBUG=1}"
  [ -n "$pre" ] && [ -z "${CYRUS_LAB_AS_IS:-}" ] && pre="$pre CYRUS_LAB_KEEP=1"
  : >>"$D/log"; chown cyrus:mail "$D/log"
  # master itself would drop from root to cyrus; starting as cyrus is enough, the ports being high.
  # -d detaches it; the pid file names the real master.
  ( cd "$D" && env $pre setpriv --reuid=cyrus --regid=mail --init-groups \
      $BIN/master -C "$D/imapd.conf" -M "$D/cyrus.conf" -p "$D/run/master.pid" -d </dev/null >>"$D/console" 2>&1 )
  local n=0
  until curl -s -m 2 -o /dev/null "http://127.0.0.1:$HTTP/"; do
    n=$((n+1)); [ $n -gt 100 ] && die "$I: no answer on port $HTTP (see $D/log, $D/console)"; sleep 0.1
  done
  local u
  if [ ! -e "$D/.users" ]; then
    for u in $USERS; do
      imapcmd "CREATE user/$u" >/dev/null || die "$I: cannot make $u"
    done
    touch "$D/.users"
  fi
  # A calendar home (Default, Inbox, Outbox, Attachments) is only made by the user's FIRST
  # authenticated DAV request; until then nobody can schedule with that user.
  for u in $USERS; do
    [ "$(curl -s -o /dev/null -w '%{http_code}' -m 20 -u "$u:${u%@*}" -X PROPFIND -H 'Depth: 0' "http://127.0.0.1:$HTTP/dav/calendars/user/$u/")" = 207 ] ||
      die "$I: $u has no calendar home"
  done
  if [ -n "${CYRUS_LAB_DIRECTORY:-}" ] && [ ! -e "$D/.directory" ]; then
    for u in $USERS; do imapcmd "SETACL user/${u%@*}/#calendars@${u#*@} anyone l9" >/dev/null || die "$I: setacl $u"; done
    touch "$D/.directory"
  fi
  say "$I: up   http://127.0.0.1:$HTTP/   imap 127.0.0.1:$IMAP   ($USERS)"
}

# iSchedule between a and b. Cyrus 3.6 has no discovery of foreign iSchedule servers (the DNS SRV
# look-up is a comment in its source); it speaks iSchedule only to the server that mailboxes.db
# names for a user, as in a Murder. So give the peer's users such entries.
remote_entry() { # remote_entry USER@DOMAIN SERVER: USER's calendars are on SERVER (host:port/options)
  local l=${1%@*} d=${1#*@}
  printf '{"%s!user.%s.#calendars":{"uidvalidity":"1","createdmodseq":"0","foldermodseq":"0","mbtype":"cr","partition":"default","server":"%s","uniqueid":"remote-%s-%s","acl":{"anyone":"9"},"name_history":[]}}\n' \
    "$d" "$l" "$2" "$l" "$d" | ascyrus $BIN/ctl_mboxlist -C "$D/imapd.conf" -u
}

# CYRUS_LAB_PEER=imip: every user gets a Sieve script that hands incoming iMIP to the calendar.
sieve_imip() { # sieve_imip USER
  perl -MIO::Socket::INET -MMIME::Base64 -e '
    my ($port, $u, $pw) = @ARGV; my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$port") or die "sieve: $!\n";
    my $ok = sub { while (<$s>) { return if /^OK/; die "sieve: $_" if /^(NO|BYE)/ } die "sieve: end\n" };
    $ok->(); my $t = "require [\"vnd.cyrus.imip\"];\r\nprocessimip;\r\n";
    print $s "AUTHENTICATE \"PLAIN\" \"", encode_base64("\0$u\0$pw", ""), "\"\r\n"; $ok->();
    print $s "PUTSCRIPT \"imip\" {", length $t, "+}\r\n$t\r\n"; $ok->();
    print $s "SETACTIVE \"imip\"\r\n"; $ok->(); print $s "LOGOUT\r\n";' "$SIEVE" "$1" "${1%@*}"
}

join_peers() {
  local u
  if [ "$PEER" = imip ]; then
    for I in a b; do
      params $I
      [ -e "$D/.sieve" ] && continue
      for u in $USERS; do sieve_imip "$u" || die "$I: no Sieve script for $u"; done
      touch "$D/.sieve"
    done
    return 0
  fi
  for I in a b; do
    params $I
    [ -e "$D/.peers" ] && continue
    for u in $PEERUSERS; do
      remote_entry "$u" "127.0.0.1:$PEERHTTP/noauth"
    done
    touch "$D/.peers"
  done
}

stop() {
  if ! running; then rm -f "$D/run/master.pid"; say "$I: not running"; return; fi
  local pid n=0; pid=$(cat "$D/run/master.pid")
  kill -TERM "$pid"
  while kill -0 "$pid" 2>/dev/null; do n=$((n+1)); [ $n -gt 100 ] && { kill -KILL "$pid"; break; }; sleep 0.1; done
  rm -f "$D/run/master.pid"; say "$I: down"
}

status() {
  if running; then
    printf '%-4s up    pid %s  http://127.0.0.1:%s/  %s  %s\n' "$I" "$(cat "$D/run/master.pid")" "$HTTP" \
      "$(curl -s -m 3 -o /dev/null -w 'HTTP %{http_code}' "http://127.0.0.1:$HTTP/.well-known/caldav")" "$(du -sh "$D" | cut -f1)"
  else printf '%-4s down\n' "$I"; return 1; fi
}

cmd=${1:-}; shift || true
case $cmd in
  install) install ;;
  up) for i in $(instances "${1:-one}"); do params $i; start; done
      case ${1:-one} in two|all) join_peers ;; esac ;;
  down) for i in $(instances "${1:-all}"); do params $i; stop; done ;;
  reset) for i in $(instances "${1:-all}"); do params $i; stop; [ -e "$D/imapd.conf" ] && rm -rf "$D"; done ;;
  status) rc=0; for i in $(instances "${1:-all}"); do params $i; status || rc=1; done; exit $rc ;;
  log) params "${1:-one}"; cat "$D/log" ;;
  imap) params "$1"; imapcmd "$2" ;;
  *) sed -n '2,/^set -u/p' "$0" | sed '$d'; exit 2 ;;
esac
