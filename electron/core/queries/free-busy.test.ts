import { describe, expect, it } from 'vitest'
import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import { calls } from '../../../shared/contract/calls.ts'
import type { BusyRow } from '../../../shared/contract/freebusy.ts'
import type { BusySpan } from '../../../shared/model/busy.ts'
import type { AccountId, CollectionId, ObjectId } from '../../../shared/model/ids.ts'
import type { BusyAnswerRow } from '../store/rows.ts'
import { aCollection, anAccount, icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, worldNow, type World } from '../testing/world.ts'
import { query } from './free-busy.ts'

const at = (text: string): number => Date.parse(text)
const window = { startUtc: at('2026-11-24T08:00:00Z'), endUtc: at('2026-11-24T12:00:00Z') }
const alice = 'alice@north.example'
const bob = 'bob@north.example'

async function rowOf(w: World, address: string, patch: Partial<BusyQuestion> = {}): Promise<BusyRow> {
  const question: BusyQuestion = { people: [{ address, name: '', kind: 'individual' }], window, accountId: null, exceptObjectId: null, ...patch }
  const { rows } = calls['free-busy'].output.parse(await query(w.queries)(question))
  const row = rows[0]
  if (row === undefined) throw new Error('no row')
  return row
}

const span = (from: string, to: string, kind: BusySpan['kind']): BusySpan => ({ startUtc: at(`2026-11-24T${from}:00Z`), endUtc: at(`2026-11-24T${to}:00Z`), kind })

const answer = (patch: Partial<BusyAnswerRow> = {}): BusyAnswerRow => ({
  address: bob,
  source: 'outbox',
  label: 'north.example',
  accountId: 'acc' as AccountId,
  state: 'answered',
  askedAtUtc: worldNow - 60_000,
  asked: window,
  coverage: window,
  reason: null,
  spans: [span('08:00', '09:00', 'free'), span('09:00', '10:00', 'busy'), span('10:00', '12:00', 'free')],
  ...patch,
})
const hold = (w: World, ...rows: readonly BusyAnswerRow[]): void => w.store.write(['busy'], (tx) => rows.forEach((row) => tx.putBusyAnswer(row)))

describe('my own row', () => {
  it('comes from my calendars, with titles, by my own rules (FBA-1…6)', async () => {
    const w = createWorld()
    w.put('a.ics', icsOf({ uid: 'a', title: 'Budget', start: '20261124T090000Z', end: '20261124T093000Z' }))
    w.put('b.ics', icsOf({ uid: 'b', title: 'Asked', start: '20261124T100000Z', end: '20261124T103000Z', lines: meetingLines(bob, [bob, 'ACCEPTED'], [alice, 'NEEDS-ACTION']) }))
    w.put('c.ics', icsOf({ uid: 'c', title: 'Declined', start: '20261124T110000Z', end: '20261124T113000Z', lines: meetingLines(bob, [bob, 'ACCEPTED'], [alice, 'DECLINED']) }))
    w.put('d.ics', icsOf({ uid: 'd', title: 'Transparent', start: '20261124T080000Z', end: '20261124T083000Z', lines: ['TRANSP:TRANSPARENT'] }))
    const row = await rowOf(w, 'Alice@North.example')
    expect(row).toMatchObject({ isMe: true, state: 'answered', source: { kind: 'own' }, coverage: window, reason: null, zone: 'Europe/Berlin' })
    expect(row.spans).toEqual([span('08:00', '09:00', 'free'), span('09:00', '09:30', 'busy'), span('09:30', '10:00', 'free'), span('10:00', '10:30', 'tentative'), span('10:30', '12:00', 'free')])
    expect(row.titles.map((t) => [t.title, t.tentative])).toEqual([['Budget', false], ['Asked', true]])
  })

  it('is unknown, not free, before the calendars were ever fetched', async () => {
    const row = await rowOf(createWorld({ account: { lastSuccessUtc: null } }), alice)
    expect(row).toMatchObject({ state: 'asking', coverage: null, spans: [{ ...window, kind: 'unknown' }] })
  })

  it('leaves out the meeting that is being edited (FBA-30) and calendars that do not block time (SCH-45)', async () => {
    const w = createWorld()
    w.store.write(['accounts'], (tx) => tx.putCollection(aCollection({ id: 'hols' as CollectionId, href: '/alice/hols/' as never, name: 'Holidays', countsAsBusy: false, isDefault: false, position: 1 })))
    const id = w.put('a.ics', icsOf({ title: 'Edited', start: '20261124T090000Z', end: '20261124T093000Z' }))
    w.put('h.ics', icsOf({ uid: 'h', title: 'Holiday', start: '20261124', end: '20261125' }), { calendar: 'hols' })
    expect((await rowOf(w, alice, { exceptObjectId: id })).spans).toEqual([{ ...window, kind: 'free' }])
  })

  it('joins all accounts of one human; practice people stay several humans', async () => {
    const other = anAccount({ id: 'two' as AccountId, address: 'me@home.example', addresses: ['mailto:me@home.example'], lastSuccessUtc: worldNow, principalHref: '/p/me/' as never })
    const w = createWorld()
    w.store.write(['accounts'], (tx) => {
      tx.putAccount(other)
      tx.putCollection(aCollection({ id: 'home' as CollectionId, accountId: other.id, href: '/me/home/' as never }))
    })
    w.put('a.ics', icsOf({ start: '20261124T090000Z', end: '20261124T100000Z' }), { calendar: 'home' })
    const busy = [span('08:00', '09:00', 'free'), span('09:00', '10:00', 'busy'), span('10:00', '12:00', 'free')]
    expect((await rowOf(w, alice)).spans).toEqual(busy)
    w.store.write(['accounts'], (tx) => {
      tx.patchAccount('acc' as AccountId, { practice: true })
      tx.patchAccount(other.id, { practice: true })
    })
    expect((await rowOf(w, alice)).spans).toEqual([{ ...window, kind: 'free' }])
    expect((await rowOf(w, 'me@home.example')).spans).toEqual(busy)
  })
})

describe('rows of others', () => {
  it('an answer from which a meeting was left out speaks in questions about that meeting alone (SCH-54)', async () => {
    const w = createWorld()
    const id = w.put('own.ics', icsOf({ uid: 'own', start: '20261124T090000Z', end: '20261124T100000Z', lines: meetingLines(alice, [bob, 'ACCEPTED']) }))
    hold(w, answer({ mask: 'own', spans: [{ ...window, kind: 'free' }] }))
    expect((await rowOf(w, bob)).spans).toEqual([{ ...window, kind: 'unknown' }])
    expect((await rowOf(w, bob, { exceptObjectId: id })).spans).toEqual([{ ...window, kind: 'free' }])
    expect((await rowOf(w, bob, { exceptObjectIds: [id] })).spans).toEqual([{ ...window, kind: 'free' }])
  })

  it('covers the asked window exactly; what the answer does not speak of is unknown (T-F13, FBU-11)', async () => {
    const w = createWorld()
    const coverage = { startUtc: at('2026-11-24T09:00:00Z'), endUtc: at('2026-11-24T11:00:00Z') }
    hold(w, answer({ coverage, spans: [span('09:00', '10:00', 'busy'), span('10:00', '11:00', 'free')] }))
    expect(await rowOf(w, bob)).toMatchObject({
      state: 'answered',
      isMe: false,
      source: { kind: 'outbox', label: 'north.example' },
      coverage,
      askedAtUtc: worldNow - 60_000,
      spans: [span('08:00', '09:00', 'unknown'), span('09:00', '10:00', 'busy'), span('10:00', '11:00', 'free'), span('11:00', '12:00', 'unknown')],
    })
  })

  it.each<[string, readonly BusyAnswerRow[], Partial<BusyRow>]>([
    ['asking', [answer({ state: 'asking', coverage: null, spans: [] })], { state: 'asking', reason: { code: 'asking', text: 'Waiting for north.example' }, spans: [{ ...window, kind: 'unknown' }] }],
    ['a question whose asker died', [answer({ state: 'asking', coverage: null, spans: [], askedAtUtc: worldNow - 3_600_000 })], { state: 'unknown', reason: { code: 'timeout', text: 'north.example did not answer in time' } }],
    ['refused', [answer({ state: 'unknown', coverage: null, spans: [], reason: { code: 'refused', text: 'no' } })], { state: 'unknown', reason: { code: 'refused', text: 'no' }, spans: [{ ...window, kind: 'unknown' }] }],
    ['older than 15 minutes', [answer({ askedAtUtc: worldNow - 16 * 60_000 })], { state: 'stale', coverage: window }],
    ['old, and its server cannot be reached now', [answer({ state: 'unknown', askedAtUtc: worldNow - 16 * 60_000, reason: { code: 'offline', text: 'You are offline' } })], { state: 'stale', reason: { code: 'offline', text: 'You are offline' }, coverage: window }],
    ['never asked', [], { state: 'unknown', source: { kind: 'none', label: '' }, reason: { code: 'no-source', text: 'No server can be asked about this person, and no freebusy URL is known' }, spans: [{ ...window, kind: 'unknown' }] }],
    ['asked about other days only', [answer({ asked: { startUtc: 0, endUtc: 1 } })], { state: 'unknown', spans: [{ ...window, kind: 'unknown' }] }],
  ])('%s', async (_name, rows, expected) => {
    const w = createWorld()
    hold(w, ...rows)
    expect(await rowOf(w, bob)).toMatchObject(expected)
  })

  it('merges all sources of a person, and says where they differ (T-A15, FBA-14)', async () => {
    const w = createWorld()
    hold(w, answer({ spans: [span('08:00', '12:00', 'free')] }), answer({ source: 'fburl', label: 'freelance.example', accountId: null, spans: [span('10:00', '11:00', 'busy')], coverage: { startUtc: span('10:00', '11:00', 'busy').startUtc, endUtc: span('10:00', '11:00', 'busy').endUtc } }))
    const row = await rowOf(w, bob)
    expect(row.spans).toEqual([span('08:00', '10:00', 'free'), span('10:00', '11:00', 'busy'), span('11:00', '12:00', 'free')])
    expect(row.sourcesDiffer).toBe(true)
    expect(row.sources.map((s) => s.source.kind).toSorted()).toEqual(['fburl', 'outbox'])
  })

  it('one source that failed does not hide another that answered', async () => {
    const w = createWorld()
    hold(w, answer({ state: 'unknown', coverage: null, spans: [], reason: { code: 'refused', text: 'no' } }), answer({ source: 'fburl', label: 'freelance.example', accountId: null }))
    expect(await rowOf(w, bob)).toMatchObject({ state: 'answered', source: { kind: 'fburl', label: 'freelance.example' }, reason: null })
  })

  describe('the meeting being edited (FBA-30, T-A16)', () => {
    const meeting = icsOf({ start: '20261124T090000Z', end: '20261124T100000Z', lines: meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'ACCEPTED']) })
    const spansWith = async (spans: readonly BusySpan[], address = bob): Promise<readonly BusySpan[]> => {
      const w = createWorld()
      const id: ObjectId = w.put('m.ics', meeting)
      hold(w, answer({ address, spans }))
      return (await rowOf(w, address, { exceptObjectId: id })).spans
    }

    it('is not counted against who is in it', async () => {
      expect(await spansWith(answer().spans)).toEqual([{ ...window, kind: 'free' }])
    })
    it('inside a longer block it is a soft warning, the rest stays busy', async () => {
      expect(await spansWith([span('08:00', '12:00', 'busy')])).toEqual([span('08:00', '09:00', 'busy'), span('09:00', '10:00', 'tentative'), span('10:00', '12:00', 'busy')])
    })
    it('says nothing about somebody who is not in it yet', async () => {
      expect(await spansWith(answer().spans, 'carol@north.example')).toEqual(answer().spans)
    })
  })
})
