import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CallResult, Change } from '../../shared/contract/wire.ts'
import { toAddress } from '../../shared/ical/people.ts'
import { discover } from './accounts/discover.ts'
import { createSessions } from './accounts/sessions.ts'
import { openVault } from './accounts/vault.ts'
import { createAvailabilityKeeper } from './availability/create-keeper.ts'
import { createAdding } from './commands/adding.ts'
import type { CommandDeps } from './commands/deps.ts'
import { createFinding } from './commands/finding.ts'
import { keepLocal } from './local/keep-local.ts'
import { keepContactsFresh } from './contacts/keep-contacts-fresh.ts'
import { openFeedReader } from './dav/get-feed.ts'
import { createRequestLog } from './dav/request-log.ts'
import { lookUpSrv } from './dav/srv.ts'
import { searchPrincipals } from './dav/search-principals.ts'
import { createWireLog } from './dav/wire-log.ts'
import { createFreeBusy } from './freebusy/look-up.ts'
import { practiceUrls } from './freebusy/practice-urls.ts'
import { storedFburlMemory } from './freebusy/stored-memory.ts'
import { gatherChanges } from './gather-changes.ts'
import { createHandleCall } from './handle-call.ts'
import { createHandlers } from './handlers.ts'
import { createMailer } from './mail/create-mailer.ts'
import { findSettings } from './mail/find-settings.ts'
import { createNotices } from './notices/tell-notices.ts'
import { watchQueue } from './notices/watch-queue.ts'
import { noteFaults } from './note-faults.ts'
import type { Clock, CoreOptions, Log, Ports, PracticeHost, Stop } from './ports.ts'
import { askAside } from './commands/look-up-free-busy.ts'
import { query as freeBusyRows } from './queries/free-busy.ts'
import { createWatcher } from './watching/create-watcher.ts'
import type { QueryDeps } from './queries/deps.ts'
import { createPublisher } from './publishing/create-publisher.ts'
import { createSubscriber } from './subscriptions/create-subscriber.ts'
import { startRinger } from './reminders/ringer.ts'
import { hostOf } from './scheduling/identity.ts'
import { processInbox } from './scheduling/process-inbox.ts'
import { steady, steadyClock } from './steady.ts'
import { openStore, type Store } from './store/open-store.ts'
import { createAnswerReader } from './sync/answer-reader.ts'
import { createSync } from './sync/create-sync.ts'

/** What a host gets: calls in, answers and changes out. */
export interface Core {
  handle(name: string, input: unknown): Promise<CallResult>
  onChange(tell: (change: Change) => void): Stop
  close(): Promise<void>
}

const freshenEveryMs = 60 * 60_000
const leaveTakingMs = 800

/** The one place that knows all rooms of the core and lends them to one another. */
export async function createCore(ports: Ports, options: CoreOptions): Promise<Core> {
  const { network, newId } = ports
  const { log, faults } = noteFaults(ports.log, ports.clock)
  const clock = steadyClock(ports.clock, log)
  const store = openStore(storePath(options.profileDir), log, clock)
  const vault = openVault(ports.keys)
  const requests = createRequestLog(clock.now)
  const wire = createWireLog(clock, () => store.announce(['wire-log']))
  const sessions = createSessions({ ...sessionDeps(store, vault, log), requests, wire })
  const freeBusy = createFreeBusy(storedFburlMemory(store), clock.now(), wire)
  const mailer = createMailer({ store, vault, clock, wire })
  const answers = createAnswerReader(options.answerReader ?? null, log)
  if (options.practice !== null) followPractice(store, options.practice, clock.now())

  const notices = createNotices({ read: store.read, clock, notifier: ports.notifier, newId })
  const sync = createSync({
    store,
    clock,
    log,
    network,
    newId,
    sessionOf: sessions.sessionOf,
    answers,
    mailer,
    processInbox: (accountId) => processInbox(accountId, { store, clock, log, notices, newId, wake: () => sync.wake() }),
  })
  const availability = createAvailabilityKeeper({ store, clock, log, network, newId, sessionOf: sessions.sessionOf })
  const publisher = createPublisher({ store, vault, clock, log, network, wire })
  const subscriber = createSubscriber({ store, vault, clock, log, network, reader: openFeedReader({ wire }) })
  const adding = createAdding(() => store.announce(['adding']))
  const finding = createFinding(() => store.announce(['finding']))
  const commandDeps: CommandDeps = { store, clock, log, newId, online: network.online, practice: options.practice, sync, vault, sessions, mailer, findMailSettings: (address) => findSettings(address), discover: (where, user, password, asked, onStep) => discover(where, user, password, { ...asked, wire }, onStep), lookUp: freeBusy.lookUp, lookNow: (about) => watcher.lookNow(about), searchPrincipals, adding, publisher, subscriber, availability, finding, fburls: freeBusy.fburls, lookUpSrv, wire }
  const queryDeps: QueryDeps = { read: store.read, clock, online: network.online, version: options.version, host: options.host, practice: options.practice, adding: adding.current, finding: finding.current, nextRoundUtc: sync.nextRoundUtc, requests: requests.recent, wire, faults, isFetching: subscriber.isFetching }
  const watcher = createWatcher({
    store,
    clock,
    log,
    online: network.online,
    async ask(question) {
      const held = await askAside(commandDeps, question)
      const rows = freeBusyRows({ ...queryDeps, read: { ...store.read, busyAnswers: (addresses) => held.filter((row) => addresses.includes(toAddress(row.address))) } })
      return async (part) => (await rows(part)).rows
    },
  })
  const handle = createHandleCall({ handlers: createHandlers(queryDeps, commandDeps), log, checkOutputs: options.checkOutputs ?? false })

  const changes = gatherChanges(store.onChange, log)
  const stops = [changes.stop, wire.close, watcher.start(), watchQueue(store, notices), keepLocal({ store, clock, log }), startRinger({ store, clock, log, notices }), readAhead(store, clock, log), network.onChange(() => store.announce(['app', 'accounts'])), everySoOften(clock, () => store.keepIndexFresh())]
  sync.start()
  const contacts = keepContactsFresh({ store, clock, log, online: network.online, sessionOf: sessions.sessionOf })
  publisher.start()
  subscriber.start()
  availability.start()
  log.info('core-started', { accounts: store.read.accounts().length, queued: store.read.queue().length })
  return {
    handle,
    onChange: changes.on,
    async close() {
      for (const stop of stops) stop()
      finding.end()
      const settled = Promise.all([sync.close(), publisher.close(), subscriber.close(), availability.close(), contacts.close()])
      // What is under way may still give back what it holds (the lock of an Inbox); a server that hangs does not keep the program.
      await atMost(settled, leaveTakingMs)
      await sessions.close()
      await freeBusy.close()
      await settled
      await answers.close()
      store.close()
    },
  }
}

function storePath(profileDir: string): string {
  if (profileDir === ':memory:') return profileDir
  mkdirSync(profileDir, { recursive: true, mode: 0o700 })
  return join(profileDir, 'store.sqlite')
}

function sessionDeps(store: Store, vault: ReturnType<typeof openVault>, log: Log): Parameters<typeof createSessions>[0] {
  return {
    vault,
    log,
    account(id) {
      const account = store.read.account(id)
      // An account at a plain http address is there because the person said yes to it when it was added.
      return account && { baseUrl: account.baseUrl, user: account.user, allowPlainHttp: account.baseUrl.startsWith('http:'), name: account.practice ? hostOf(account) : null, loginId: account.behalf?.loginId ?? id }
    },
    sealedPassword: (id) => store.read.sealed(id, 'password'),
    onSignInRefused: (id, problem) => store.write(['accounts'], (tx) => tx.patchAccount(id, { status: 'sign-in', problem: { ...problem, accountId: id } })),
  }
}

/** The practice organisations answer on other ports after each start. */
function followPractice(store: Store, practice: PracticeHost, nowUtc: number): void {
  const moved = store.read.accounts().flatMap((account) => {
    const server = account.practice ? practice.servers[account.address.split('@')[1] ?? ''] : undefined
    if (server === undefined) return []
    const baseUrl = new URL(new URL(account.baseUrl).pathname, server).href
    return baseUrl === account.baseUrl ? [] : [{ id: account.id, baseUrl }]
  })
  if (moved.length === 0) return
  store.write(['accounts', 'people'], (tx) => {
    for (const { id, baseUrl } of moved) tx.patchAccount(id, { baseUrl })
    for (const row of practiceUrls(practice, nowUtc)) tx.putFreebusyAddress(row)
  })
}

/** The first window asked for reads all series into memory: done while the page is still opening. */
const readAhead = (store: Store, clock: Clock, log: Log): Stop => steady(log).soon(() => store.read.occurrencesIn({ window: { startUtc: clock.now(), endUtc: clock.now() + 1 }, zone: clock.zone() }))

function everySoOften(clock: Clock, run: () => void): Stop {
  let stop: Stop = () => undefined
  const again = () => {
    stop = clock.after(freshenEveryMs, () => {
      run()
      again()
    })
  }
  again()
  return () => stop()
}

/** Resolves when the work ends, or when it has taken so long. */
function atMost(work: Promise<unknown>, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    work.then(() => resolve(), reject).finally(() => clearTimeout(timer))
  })
}
