import { describe, expect, it } from 'vitest'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { createTestClock } from '../testing/test-clock.ts'
import { createTimetable } from './timetable.ts'
import type { Pushed } from './push.ts'

const a = 'a' as AccountId
const b = 'b' as AccountId
const start = Date.parse('2026-11-22T13:00:00Z')
const offline: AppError = { kind: 'offline', effect: 'saved-here', retry: 'later' }

/** A timetable over accounts that do nothing but note when they were asked, in seconds. */
function bench(accounts: { id: AccountId; practice?: boolean; online?: boolean }[]) {
  const clock = createTestClock(start)
  const log: string[] = []
  const due = new Map<AccountId, Instant>()
  const faults = new Map<AccountId, AppError>()
  let pulling: ((id: AccountId) => Promise<void>) | null = null
  const broken = { disk: false }
  const second = () => (clock.now() - start) / 1000
  const timetable = createTimetable({
    clock,
    random: () => 0.5,
    accounts() {
      if (broken.disk) throw new Error('disk')
      return accounts.map(({ id, practice = false, online = true }) => ({ id, practice, online }))
    },
    dueAt: (id) => due.get(id) ?? null,
    async push(id): Promise<Pushed> {
      log.push(`push ${id} ${second()}`)
      due.delete(id)
      return { sent: 1, told: 1, problem: null }
    },
    async pull(id) {
      log.push(`pull ${id} ${second()}`)
      await pulling?.(id)
      return faults.get(id) ?? null
    },
  })
  return { clock, log, due, broken, faults, timetable, accounts, hold: (hold: typeof pulling) => (pulling = hold) }
}

describe('pulling', () => {
  it('at once, then every minute while somebody is there, then every three', async () => {
    const { clock, log, timetable } = bench([{ id: a }])
    timetable.look()
    await clock.advance(15 * 60_000)
    expect(log.slice(0, 4)).toEqual(['pull a 0', 'pull a 60', 'pull a 120', 'pull a 180'])
    expect(log.slice(-2)).toEqual(['pull a 600', 'pull a 780'])
  })

  it('a look that fails has a next one', async () => {
    const { clock, log, broken, timetable } = bench([{ id: a }])
    broken.disk = true
    expect(timetable.look).toThrow('disk')
    broken.disk = false
    await clock.advance(6_000)
    expect(log).toEqual(['pull a 5'])
  })

  it('says when it looks again by itself; nothing of an account that rests', async () => {
    const { clock, faults, timetable, accounts } = bench([{ id: a }])
    faults.set(a, offline)
    timetable.look()
    await clock.advance(0)
    expect(timetable.nextUtc(a)).toBe(start + 5_000)
    accounts[0]!.online = false
    timetable.look()
    await clock.advance(60_000)
    expect(timetable.nextUtc(b)).toBeNull()
  })

  it('practice organisations every few seconds', async () => {
    const { clock, log, timetable } = bench([{ id: a, practice: true }])
    timetable.look()
    await clock.advance(7_000)
    expect(log).toEqual(['pull a 0', 'pull a 3', 'pull a 6'])
  })

  it('backs off from a server that is down, alone; a person asks again at once', async () => {
    const { clock, log, faults, timetable } = bench([{ id: a }, { id: b }])
    faults.set(a, offline)
    timetable.look()
    await clock.advance(3 * 60_000)
    const at = (id: string) => log.filter((line) => line.startsWith(`pull ${id}`)).map((line) => Number(line.split(' ')[2]))
    expect(at('b')).toEqual([0, 60, 120, 180])
    const pauses = at('a').slice(1).map((time, n) => time - at('a')[n]!)
    expect(pauses).toEqual([5, 5, 6, 12, 24, 48])
    faults.delete(a)
    await Promise.all([timetable.now(a), clock.advance(0)])
    expect(at('a').at(-1)).toBe(180)
    await clock.advance(60_000)
    expect(at('a').at(-1)).toBe(240)
  })

  it('heeds Retry-After, and does not try a wrong password again and again', async () => {
    const { clock, log, faults, timetable } = bench([{ id: a }, { id: b }])
    faults.set(a, { kind: 'refused', effect: 'nothing-changed', retry: 'later', retryAfterMs: 120_000 })
    faults.set(b, { kind: 'sign-in', effect: 'nothing-changed', retry: 'never' })
    timetable.look()
    await clock.advance(119_000)
    expect(log).toEqual(['pull a 0', 'pull b 0'])
  })

  it('an account without network is left alone until there is one; who waits is not kept waiting', async () => {
    const { clock, log, accounts, timetable } = bench([{ id: a, online: false }])
    timetable.look()
    await clock.advance(300_000)
    await timetable.now(a)
    expect(log).toEqual([])
    accounts[0]!.online = true
    timetable.look()
    expect(log).toEqual(['pull a 300'])
  })

  it('one pull at a time: who asks during one waits for the next, which begins after', async () => {
    const { clock, log, timetable, hold } = bench([{ id: a }])
    let release: () => void = () => undefined
    hold(() => new Promise((resolve) => (release = resolve)))
    timetable.look()
    let done = false
    const waited = timetable.now(a).then(() => (done = true))
    await clock.advance(10)
    expect([log, done]).toEqual([['pull a 0'], false])
    hold(null)
    release()
    await clock.advance(50)
    await waited
    expect([log.length, done]).toEqual([2, true])
  })
})

describe('pushing', () => {
  it('when a row falls due, and looks for answers soon after', async () => {
    const { clock, log, due, timetable } = bench([{ id: a }])
    due.set(a, start + 30_000)
    timetable.look()
    await clock.advance(59_000)
    expect(log).toEqual(['pull a 0', 'push a 30', 'pull a 31.5', 'pull a 38', 'pull a 50'])
  })

  it('at once when the queue changed', async () => {
    const { clock, log, due, timetable } = bench([{ id: a }])
    timetable.look()
    await clock.advance(10_000)
    due.set(a, clock.now())
    timetable.look()
    expect(log).toEqual(['pull a 0', 'push a 10'])
  })
})

it('after close nothing begins, and what runs is waited for', async () => {
  const { clock, log, timetable, hold } = bench([{ id: a }])
  let release: () => void = () => undefined
  hold(() => new Promise((resolve) => (release = resolve)))
  timetable.look()
  const closed = timetable.close()
  let done = false
  void closed.then(() => (done = true))
  await clock.advance(300_000)
  expect([log, done]).toEqual([['pull a 0'], false])
  release()
  await closed
  await timetable.now(a)
  expect(log).toEqual(['pull a 0'])
})
