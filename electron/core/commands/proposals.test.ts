import { describe, expect, it } from 'vitest'
import { calls, type CallInput, type CallOutput } from '../../../shared/contract/calls.ts'
import type { AccountId, ObjectId, Uid } from '../../../shared/model/ids.ts'
import { query as decisionQuery } from '../queries/proposal-decision.ts'
import { query as detailsQuery } from '../queries/event-details.ts'
import { query as listQuery } from '../queries/invite-list.ts'
import { query as proposalsQuery } from '../queries/proposals.ts'
import { query as proposalQuery } from '../queries/proposal-preview.ts'
import { query as withdrawQuery } from '../queries/withdraw-preview.ts'
import { withdrawalComment } from '../../../shared/itip/proposal.ts'
import { processInbox } from '../scheduling/process-inbox.ts'
import type { MailAccountRow } from '../store/rows.ts'
import { anAccount, icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, refusalOf, type World, type WorldOptions } from '../testing/world.ts'
import { command as decide } from './decide-proposal.ts'
import { command as openIcs } from './open-ics.ts'
import { command as propose } from './propose-time.ts'
import { command as takeIcs } from './take-ics.ts'
import { command as undo } from './undo.ts'
import { command as withdraw } from './withdraw-proposal.ts'

const acc = 'acc' as AccountId
const alice = 'alice@north.example'
const bob = 'bob@north.example'
const carol = 'carol@north.example'
const zone = 'Europe/Berlin'
const uid = 'a' as Uid
const plainServer: WorldOptions = { account: { capabilities: { ...anAccount().capabilities, autoSchedule: false, product: 'radicale' } } }
const davical: WorldOptions = { account: { capabilities: { ...anAccount().capabilities, product: 'davical' } } }
const way: MailAccountRow = { accountId: acc, host: 'smtp.north.example', port: 465, security: 'tls', user: 'alice', fromAddress: alice, name: 'Alice', workedUtc: null, problem: null }
function world(options: WorldOptions = {}, canMail = false): World {
  const made = createWorld(options)
  if (canMail) made.store.write(['accounts'], (tx) => tx.putMailAccount(way))
  return made
}

/** Tuesday 10:00–11:00 in Berlin, somebody else's and mine. */
const theirs = (answer = 'ACCEPTED', lines: readonly string[] = [], more: Parameters<typeof icsOf>[0] = {}): string => icsOf({ ...more, lines: ['SEQUENCE:1', ...meetingLines(bob, [bob, 'ACCEPTED'], [alice, answer], [carol, 'ACCEPTED']), ...lines] })
const mine = (answer = 'ACCEPTED', lines: readonly string[] = [], more: Parameters<typeof icsOf>[0] = {}): string => icsOf({ ...more, lines: ['SEQUENCE:1', ...meetingLines(alice, [alice, 'ACCEPTED'], [bob, answer], [carol, 'ACCEPTED']), ...lines] })
const wednesday = { kind: 'timed', localStart: '2026-11-25T10:00:00', localEnd: '2026-11-25T11:00:00', zone } as const
const token = '20261125T090000Z/20261125T100000Z'

type Ask = CallInput<'proposal-preview'>
const askFor = (objectId: ObjectId, patch: Partial<Ask> = {}): Ask => ({ objectId, recurrenceId: null, scope: 'this', when: wednesday, comment: 'Tuesday is full', ...patch })
const preview = async (w: World, ask: Ask): Promise<CallOutput<'proposal-preview'>> => calls['proposal-preview'].output.parse(await proposalQuery(w.queries)(ask))
const listed = async (w: World, objectId: ObjectId | null = null): Promise<CallOutput<'proposals'>['proposals']> => calls.proposals.output.parse(await proposalsQuery(w.queries)({ objectId, zone })).proposals
const decision = async (w: World, ask: CallInput<'proposal-decision'>): Promise<CallOutput<'proposal-decision'>> => calls['proposal-decision'].output.parse(await decisionQuery(w.queries)(ask))
const textOf = (w: World, id: ObjectId): string => (w.store.read.textOf(id) ?? '').replaceAll(/\r\n[ \t]/g, '')
const history = async (w: World, objectId: ObjectId): Promise<string[]> => ((await detailsQuery(w.queries)({ objectId, recurrenceId: null, zone })).event?.history ?? []).map((h) => h.text)
const reply = (comment: string, answer = 'TENTATIVE', lines: readonly string[] = []): string =>
  icsOf({ lines: ['SEQUENCE:1', `ORGANIZER:mailto:${alice}`, `ATTENDEE;CN=Bob;PARTSTAT=${answer}:mailto:${bob}`, `COMMENT:${comment.replaceAll('\n', '\\n').replaceAll(',', '\\,')}`, ...lines] }).replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:REPLY')
const proposedWords = `Tuesday is full\nProposed instead: Wed 25 Nov 2026, 10:00–11:00\n[proposed-time ${token}]`

/** My meeting, and Bob's answer with a proposal in it. */
async function proposedTo(w: World, comment = proposedWords): Promise<ObjectId> {
  const id = w.put('a.ics', mine('NEEDS-ACTION'), { quiet: true })
  w.put('a.ics', mine('TENTATIVE'))
  w.inbox({ uid, method: 'REPLY', text: reply(comment) })
  await processInbox(acc, w.scheduling)
  return id
}

describe('proposing another time for somebody else’s meeting', () => {
  it('through a server that passes answers on (ITP-41): what will be said, to whom, and nothing moves', async () => {
    const w = world()
    const id = w.put('a.ics', theirs(), { quiet: true })
    const shown = await preview(w, askFor(id))
    expect(shown).toMatchObject({ title: 'Design review', organizer: { address: bob }, before: 'Tue 24 Nov, 10:00–11:00', after: 'Wed 25 Nov, 10:00–11:00', myAnswer: 'accepted', problem: '', ways: [{ way: 'reply', mail: null, answers: ['tentative', 'declined'] }] })
    const saved = await propose(w.commands)({ ...askFor(id), way: 'reply', answer: 'tentative' })
    expect(saved).toMatchObject({ messages: 1, intent: 'Propose Wed 25 Nov, 10:00–11:00 for “Design review”' })
    expect(textOf(w, id)).toMatch(/DTSTART:20261124T090000Z/)
    expect(textOf(w, id)).toContain('COMMENT:Tuesday is full\\nProposed instead: Wed 25 Nov 2026\\, 10:00–11:00 (Berlin time)\\n[proposed-time 20261125T090000Z/20261125T100000Z]')
    expect(textOf(w, id)).toMatch(/PARTSTAT=TENTATIVE[^\r]*alice/)
    expect(textOf(w, id)).not.toContain('X-PARLEY')
    expect(await listed(w, id)).toMatchObject([{ mine: true, state: 'unsent', words: 'Tuesday is full', canDecide: false, time: { startUtc: Date.parse('2026-11-25T09:00:00Z') }, now: { startUtc: Date.parse('2026-11-24T09:00:00Z') } }])
    expect(await history(w, id)).toContain('You proposed Wed 25 Nov, 10:00–11:00. “Tuesday is full”')
  })

  it('undone while it is held, nothing was ever proposed and the answer stands as before', async () => {
    const w = world()
    const id = w.put('a.ics', theirs(), { quiet: true })
    const saved = await propose(w.commands)({ ...askFor(id), way: 'reply', answer: 'tentative' })
    expect(await undo(w.commands)({ queueIds: saved.queueIds })).toEqual({ undone: true })
    expect(await listed(w)).toEqual([])
    expect(textOf(w, id)).toContain(`PARTSTAT=ACCEPTED:mailto:${alice}`)
  })

  it('a second one takes the place of the first, and taking it back brings the first one back', async () => {
    const w = world(plainServer, true)
    const id = w.put('a.ics', theirs(), { quiet: true })
    await propose(w.commands)({ ...askFor(id), way: 'mail', answer: null })
    const later = { ...wednesday, localStart: '2026-11-25T14:00:00', localEnd: '2026-11-25T15:00:00' }
    const second = await propose(w.commands)({ ...askFor(id, { when: later }), way: 'mail', answer: null })
    expect((await listed(w, id)).map((p) => p.time.startUtc)).toEqual([Date.parse('2026-11-25T13:00:00Z')])
    await undo(w.commands)({ queueIds: second.queueIds })
    expect((await listed(w, id)).map((p) => p.time.startUtc)).toEqual([Date.parse('2026-11-25T09:00:00Z')])
  })

  it('T-I37 by mail it is a COUNTER, and the answer stays', async () => {
    const w = world(plainServer, true)
    const id = w.put('a.ics', theirs(), { quiet: true })
    const shown = await preview(w, askFor(id))
    expect(shown.ways).toMatchObject([{ way: 'mail', answers: [], mail: { from: alice, subject: 'Another time proposed: Design review', text: expect.stringContaining('“Tuesday is full”') } }])
    const saved = await propose(w.commands)({ ...askFor(id), way: 'mail', answer: null })
    expect(saved.messages).toBe(1)
    const [row, ...others] = w.store.read.queue()
    expect([row?.kind, row?.mail?.method, row?.mail?.to, others]).toEqual(['send-mail', 'COUNTER', bob, []])
    expect(row?.mail?.ics).toMatch(/METHOD:COUNTER[\s\S]*DTSTART:20261125T090000Z[\s\S]*SEQUENCE:1/)
    expect(textOf(w, id)).toContain(`PARTSTAT=ACCEPTED:mailto:${alice}`)
  })

  it('ITP-41 taken back by mail: a COUNTER for the time that stands takes the place of the first, and says so; undone, it waits again', async () => {
    const w = world(plainServer, true)
    const id = w.put('a.ics', theirs(), { quiet: true })
    await propose(w.commands)({ ...askFor(id), way: 'mail', answer: null })
    const [unsent] = await listed(w, id)
    expect(unsent).toMatchObject({ state: 'unsent', canWithdraw: false })
    w.store.write(['queue'], (tx) => tx.removeQueued(w.store.read.queue()[0]!.id))
    const [open] = await listed(w, id)
    expect(open).toMatchObject({ state: 'open', canWithdraw: true })
    const ask = { proposalId: open!.id, words: 'It works after all' }
    expect(calls['withdraw-preview'].output.parse(await withdrawQuery(w.queries)(ask))).toMatchObject({ answers: [], problem: '', why: expect.stringContaining('takes the place of the first'), mail: { from: alice, subject: 'No other time needed: Design review', text: expect.stringContaining('It works after all') } })
    const saved = await withdraw(w.commands)({ ...ask, answer: null })
    const row = w.store.read.queue().at(-1)
    expect([row?.mail?.method, row?.mail?.to]).toEqual(['COUNTER', bob])
    expect(row?.mail?.ics).toMatch(/DTSTART:20261124T090000Z[\s\S]*COMMENT:It works after all\\nI take back the time I proposed\./)
    expect(await listed(w, id)).toMatchObject([{ state: 'withdrawn', canWithdraw: false }])
    expect(await refusalOf(withdraw(w.commands)({ ...ask, answer: null }))).toMatchObject({ kind: 'gone', effect: 'nothing-changed' })
    await undo(w.commands)({ queueIds: saved.queueIds })
    expect(await listed(w, id)).toMatchObject([{ state: 'open' }])
  })

  it('DAViCal: taken back, nothing of it stands on my line any more', async () => {
    const w = world(davical)
    const id = w.put('a.ics', theirs(), { quiet: true })
    await propose(w.commands)({ ...askFor(id), way: 'reply', answer: 'tentative' })
    w.store.write(['queue'], (tx) => tx.removeQueued(w.store.read.queue()[0]!.id))
    const [open] = await listed(w, id)
    await withdraw(w.commands)({ proposalId: open!.id, words: '', answer: 'accepted' })
    expect(textOf(w, id)).not.toContain('X-PARLEY')
    expect(textOf(w, id)).toMatch(/PARTSTAT=ACCEPTED[^\r]*alice/)
  })

  it('one date of a series is proposed for that date alone', async () => {
    const w = world()
    const id = w.put('a.ics', theirs('ACCEPTED', ['RRULE:FREQ=WEEKLY;COUNT=6']), { quiet: true })
    const when = { ...wednesday, localStart: '2026-12-02T10:00:00', localEnd: '2026-12-02T11:00:00' }
    await propose(w.commands)({ ...askFor(id, { recurrenceId: '20261201T090000Z', when }), way: 'reply', answer: 'declined' })
    expect(await listed(w, id)).toMatchObject([{ recurrenceId: '20261201T090000Z', wholeSeries: false }])
    expect(textOf(w, id)).toMatch(/RECURRENCE-ID:20261201T090000Z[\s\S]*proposed-time 20261202T090000Z\/20261202T100000Z of 20261201T090000Z/)
    expect(textOf(w, id).match(/PARTSTAT=DECLINED/g)).toHaveLength(1)
  })

  it('DAViCal, which passes on no comments: on my own line, and the sheet says who can see it', async () => {
    const w = world(davical)
    const id = w.put('a.ics', theirs(), { quiet: true })
    expect((await preview(w, askFor(id))).ways[0]?.why).toContain('programs of other guests can show them too')
    await propose(w.commands)({ ...askFor(id), way: 'reply', answer: 'tentative' })
    expect(textOf(w, id)).toMatch(/ATTENDEE;[^\r]*X-PARLEY-PROPOSES="?20261125T090000Z\/20261125T100000Z"?[^\r]*alice/)
    expect((await history(w, id)).join()).not.toContain('stays with you')
  })

  it.each([
    ['a time that is over', theirs(), { when: { ...wednesday, localStart: '2026-11-19T10:00:00', localEnd: '2026-11-19T11:00:00' } }, /lies ahead/],
    ['the time it has', theirs(), { when: { ...wednesday, localStart: '2026-11-24T10:00:00', localEnd: '2026-11-24T11:00:00' } }, /at this time already/],
    ['another day for a whole series', theirs('ACCEPTED', ['RRULE:FREQ=WEEKLY;COUNT=6']), { scope: 'all' as const, recurrenceId: '20261124T090000Z' }, /another time of the same day/],
    ['a cancelled meeting', theirs('ACCEPTED', ['STATUS:CANCELLED']), {}, /cancelled/],
    ['my own meeting', mine(), {}, /None of your addresses/],
  ])('%s is not proposed, and the sheet says why', async (_, text, patch, words) => {
    const w = world()
    const id = w.put('a.ics', text, { quiet: true })
    const shown = await preview(w, askFor(id, patch))
    expect([shown.ways, shown.problem]).toEqual([[], expect.stringMatching(words)])
    expect(await refusalOf(propose(w.commands)({ ...askFor(id, patch), way: 'reply', answer: 'tentative' }))).toMatchObject({ kind: 'refused', effect: 'nothing-changed' })
    expect(w.store.read.queue()).toEqual([])
  })

  it('without a way out the person is told, and can write themselves', async () => {
    const w = world(plainServer)
    const id = w.put('a.ics', theirs(), { quiet: true })
    expect(await preview(w, askFor(id))).toMatchObject({ ways: [], problem: expect.stringContaining('no mail account'), mailto: expect.stringContaining(`mailto:${encodeURIComponent(bob)}?subject=`) })
  })
})

describe('what becomes of my proposal', () => {
  const proposed = async (w: World): Promise<ObjectId> => {
    const id = w.put('a.ics', theirs(), { quiet: true })
    await propose(w.commands)({ ...askFor(id), way: 'reply', answer: 'tentative' })
    const [row] = w.store.read.queue()
    w.store.write(['objects', 'queue'], (tx) => {
      tx.removeQueued(row!.id)
      tx.setLocalText(id, null)
    })
    w.put('a.ics', theirs('TENTATIVE'), { quiet: true })
    return id
  }
  it.each([
    ['moved there: taken', theirs('NEEDS-ACTION', [], { start: '20261125T090000Z', end: '20261125T100000Z' }), 'taken', ''],
    ['moved elsewhere: outdated', theirs('NEEDS-ACTION', [], { start: '20261126T090000Z', end: '20261126T100000Z' }), 'outdated', ''],
    ['asked again for the same time: declined', theirs('NEEDS-ACTION'), 'declined', ''],
    ['declined by a Parley, with a word', theirs().replace(`ATTENDEE;PARTSTAT=ACCEPTED:mailto:${alice}`, `ATTENDEE;PARTSTAT=NEEDS-ACTION;X-PARLEY-KEPT="${token}";X-PARLEY-KEPT-WORDS="Carol cannot":mailto:${alice}`), 'declined', 'Carol cannot'],
    ['a no to an earlier proposal still stands there: still open', null, 'open', ''],
    ['something else changed: still open', theirs('TENTATIVE', ['LOCATION:Aurora']), 'open', ''],
  ] as const)('%s', async (_, text, state, words) => {
    const w = world()
    const id = await proposed(w)
    const earlier = theirs('TENTATIVE').replace(`PARTSTAT=TENTATIVE:mailto:${alice}`, `PARTSTAT=TENTATIVE;X-PARLEY-KEPT="${token}":mailto:${alice}`)
    if (text === null) w.put('a.ics', earlier, { quiet: true })
    w.put('a.ics', text ?? earlier.replace('END:VEVENT', 'LOCATION:Aurora\r\nEND:VEVENT'))
    await processInbox(acc, w.scheduling)
    expect(await listed(w, id)).toMatchObject([{ mine: true, state, closedWords: words }])
  })

  it('T-I38 an opened DECLINECOUNTER is noted with the meeting; event and answer stay', async () => {
    const w = world(plainServer, true)
    const id = w.put('a.ics', theirs(), { quiet: true })
    await propose(w.commands)({ ...askFor(id), way: 'mail', answer: null })
    const no = icsOf({ lines: ['SEQUENCE:1', `ORGANIZER;CN=Bob:mailto:${bob}`, `ATTENDEE:mailto:${alice}`, 'COMMENT:Carol cannot'] }).replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:DECLINECOUNTER')
    const before = textOf(w, id)
    expect((await openIcs(w.commands)({ text: no })).items).toMatchObject([{ kind: 'counter-declined', acts: [{ act: 'note-decline', preview: null }] }])
    await takeIcs(w.commands)({ text: no, takes: [{ key: '0', act: 'note-decline', collectionId: null }] })
    expect(await listed(w, id)).toMatchObject([{ state: 'declined', closedWords: 'Carol cannot' }])
    expect(textOf(w, id)).toBe(before)
    expect(await history(w, id)).toContain('Bob kept the time. “Carol cannot”')
  })
})

describe('another time that is proposed to me', () => {
  it('in an answer (ITP-41): list, history and notice say it, and the words stand without the line for machines', async () => {
    const w = world()
    const id = await proposedTo(w)
    expect(await listed(w)).toMatchObject([{ mine: false, objectId: id, state: 'open', who: { address: bob, name: '' }, words: 'Tuesday is full', canDecide: true }])
    expect((await listQuery(w.queries)({ zone })).items).toMatchObject([{ section: 'needs-answer', news: expect.stringContaining('proposes') }])
    expect(w.store.read.inviteOf(acc, uid, null)?.news).toBe(`${bob} proposes Wed 25 Nov, 10:00–11:00: “Tuesday is full”`)
    expect(w.notices).toContainEqual(expect.objectContaining({ title: `${bob} proposes another time` }))
    expect(await history(w, id)).toEqual([`${bob} proposed Wed 25 Nov, 10:00–11:00. “Tuesday is full”`, `${bob} answered maybe.`])
    w.inbox({ uid, method: 'REPLY', text: reply(proposedWords) })
    await processInbox(acc, w.scheduling)
    expect([(await listed(w)).length, (await history(w, id)).length]).toEqual([1, 2])
  })

  it('on the line of a guest (DAViCal)', async () => {
    const w = world(davical)
    w.put('a.ics', mine('NEEDS-ACTION'), { quiet: true })
    w.put('a.ics', mine('TENTATIVE').replace('PARTSTAT=TENTATIVE:', `PARTSTAT=TENTATIVE;X-PARLEY-PROPOSES="${token}";X-PARLEY-WORDS=Full:`))
    await processInbox(acc, w.scheduling)
    expect(await listed(w)).toMatchObject([{ who: { address: bob }, words: 'Full', time: { startUtc: Date.parse('2026-11-25T09:00:00Z') } }])
  })

  it.each([
    ['in an answer', 'reply'],
    ['on the line of a guest, which it has left', 'line'],
    ['as a COUNTER that asks for nothing', 'counter'],
  ] as const)('taken back %s: it waits for nobody any more', async (_name, way) => {
    const w = world(way === 'line' ? davical : {})
    const noted = (text: string): string => text.replace(`PARTSTAT=TENTATIVE:mailto:${bob}`, `PARTSTAT=TENTATIVE;X-PARLEY-PROPOSES="${token}":mailto:${bob}`)
    if (way === 'line') {
      w.put('a.ics', mine('NEEDS-ACTION'), { quiet: true })
      w.put('a.ics', noted(mine('TENTATIVE')))
      await processInbox(acc, w.scheduling)
      w.put('a.ics', mine('ACCEPTED'))
    } else {
      await proposedTo(w)
      const words = withdrawalComment('It works after all', null)
      if (way === 'reply') w.put('a.ics', mine('ACCEPTED'))
      const back = reply(words, way === 'reply' ? 'ACCEPTED' : 'TENTATIVE').replace('DTSTAMP:20261101T000000Z', 'DTSTAMP:20261122T000000Z')
      w.inbox(way === 'reply' ? { uid, method: 'REPLY', text: back } : { uid, method: 'COUNTER', text: back.replace('METHOD:REPLY', 'METHOD:COUNTER') })
    }
    await processInbox(acc, w.scheduling)
    expect(await listed(w)).toMatchObject([{ state: 'withdrawn', closedWords: way === 'line' ? '' : 'It works after all', canDecide: false }])
    expect((await history(w, w.store.read.objectsByUid(uid)[0]!.id)).join()).toContain('no longer asks for Wed 25 Nov, 10:00–11:00.')
    expect(w.store.read.inviteOf(acc, uid, null)?.news ?? '').not.toContain('proposes')
  })

  it.each([
    ['after a no', 'declined', 2],
    ['while it stands open', 'open', 1],
    ['once the meeting is there', 'taken', 1],
  ] as const)('the same one again %s', async (_, state, count) => {
    const w = world()
    const id = await proposedTo(w)
    const [first] = await listed(w)
    w.store.write(['invites'], (tx) => tx.patchProposal(first!.id, { state }))
    // The answer is the one they gave before, so that no difference tells it.
    w.inbox({ uid, method: 'REPLY', text: reply(proposedWords).replace('DTSTAMP:20261101T000000Z', 'DTSTAMP:20261122T000000Z') })
    await processInbox(acc, w.scheduling)
    expect(w.store.read.proposalsOf(acc, uid).map((row) => row.state)).toEqual(count === 2 ? ['declined', 'open'] : [state])
    expect((await history(w, id)).filter((line) => line.includes('proposed Wed'))).toHaveLength(count)
  })

  it('taken back with the answer that stood before: no difference tells it, the item does', async () => {
    const w = world()
    await proposedTo(w)
    w.inbox({ uid, method: 'REPLY', text: reply(withdrawalComment('', null)).replace('DTSTAMP:20261101T000000Z', 'DTSTAMP:20261122T000000Z') })
    await processInbox(acc, w.scheduling)
    expect(await listed(w)).toMatchObject([{ state: 'withdrawn', canDecide: false }])
  })

  it('ITP-41 a COUNTER that takes one back, opened from a mail: no buttons of a proposal; noted once, nothing leaves', async () => {
    const w = world(plainServer, true)
    w.put('a.ics', mine(), { quiet: true })
    const counter = (comment: string): string => reply(comment).replace('METHOD:REPLY', 'METHOD:COUNTER')
    const back = counter(withdrawalComment('It works after all', null))
    const opened = async () => (await openIcs(w.commands)({ text: back })).items
    // Of a proposal that was never kept here there is nothing to note.
    expect(await opened()).toMatchObject([{ kind: 'counter-withdrawn', acts: [], comment: 'It works after all', words: expect.stringContaining('no longer asks') }])
    await takeIcs(w.commands)({ text: counter('Tuesday is full').replace('DTSTART:20261124T', 'DTSTART:20261125T').replace('DTEND:20261124T', 'DTEND:20261125T'), takes: [{ key: '0', act: 'note-counter', collectionId: null }] })
    expect(await opened()).toMatchObject([{ kind: 'counter-withdrawn', acts: [{ act: 'note-withdrawal', preview: null }], changes: [] }])
    const before = w.store.read.textOf(w.store.read.objectsByUid(uid)[0]!.id)
    await takeIcs(w.commands)({ text: back, takes: [{ key: '0', act: 'note-withdrawal', collectionId: null }] })
    expect(await listed(w)).toMatchObject([{ state: 'withdrawn', closedWords: 'It works after all' }])
    expect([w.store.read.queue(), w.store.read.textOf(w.store.read.objectsByUid(uid)[0]!.id)]).toEqual([[], before])
    expect((await opened())[0]?.acts).toEqual([])
  })

  it('ITP-2 proposed, taken back and proposed again within one second: each COUNTER is later than the one before, and a mail of its own', async () => {
    const w = world(plainServer, true)
    const id = w.put('a.ics', theirs(), { quiet: true })
    const again = () => propose(w.commands)({ ...askFor(id), way: 'mail', answer: null })
    await again()
    await withdraw(w.commands)({ proposalId: (await listed(w))[0]!.id, words: '', answer: null })
    await again()
    const mails = w.store.read.queue().flatMap((row) => (row.mail ? [row.mail] : []))
    const stamps = mails.map(({ ics }) => /DTSTAMP:(\w+)/.exec(ics ?? '')?.[1] ?? '')
    expect([stamps.length, new Set(stamps).size, stamps.toSorted()]).toEqual([3, 3, stamps])
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(3)
  })

  it('T-I37 as COUNTER in the Inbox, and as a mail that is opened and decided later', async () => {
    const counter = icsOf({ start: '20261125T090000Z', end: '20261125T100000Z', lines: ['SEQUENCE:1', `ORGANIZER:mailto:${alice}`, `ATTENDEE;CN=Bob;PARTSTAT=TENTATIVE:mailto:${bob}`, 'COMMENT:Tuesday is full'] }).replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:COUNTER')
    const w = world()
    w.put('a.ics', mine(), { quiet: true })
    w.inbox({ uid, method: 'COUNTER', text: counter })
    await processInbox(acc, w.scheduling)
    const other = world(plainServer, true)
    other.put('a.ics', mine(), { quiet: true })
    await takeIcs(other.commands)({ text: counter, takes: [{ key: '0', act: 'note-counter', collectionId: null }] })
    for (const one of [w, other]) expect(await listed(one)).toMatchObject([{ who: { address: bob, name: 'Bob' }, words: 'Tuesday is full', state: 'open', canDecide: true }])
    // Decided by the mail itself, it is decided everywhere.
    await takeIcs(other.commands)({ text: counter, takes: [{ key: '0', act: 'decline-counter', collectionId: null }] })
    expect(await listed(other)).toMatchObject([{ state: 'declined' }])
  })

  it('T-I37 taken: the sheet says who is asked again, SEQUENCE is one higher, other proposals stay', async () => {
    const w = world()
    const id = await proposedTo(w)
    w.put('a.ics', mine('TENTATIVE').replace(`PARTSTAT=ACCEPTED:mailto:${carol}`, `PARTSTAT=DECLINED:mailto:${carol}`))
    w.inbox({ uid, method: 'REPLY', text: reply(proposedWords.replace(token, '20261126T090000Z/20261126T100000Z'), 'DECLINED').replaceAll('Bob', 'Carol').replaceAll(bob, carol) })
    await processInbox(acc, w.scheduling)
    const [first, second] = await listed(w)
    const ask = { proposalId: first!.id, act: 'apply', words: '' } as const
    expect((await decision(w, ask)).preview).toMatchObject({ messages: 2, groups: [{ kind: 'answer-again', people: [{ address: bob }, { address: carol }] }], changed: ['time'] })
    const saved = await decide(w.commands)(ask)
    expect(saved).toMatchObject({ messages: 2, intent: 'Move “Design review” to Wed 25 Nov, 10:00–11:00, as proposed' })
    expect(textOf(w, id)).toMatch(/SEQUENCE:2/)
    expect(textOf(w, id)).toMatch(/DTSTART:20261125T090000Z/)
    expect(textOf(w, id).match(/PARTSTAT=NEEDS-ACTION/g)).toHaveLength(2)
    // Made for the time that was: it says so, and stays.
    expect((await listed(w)).map((p) => [p.id, p.state])).toEqual([[first!.id, 'taken'], [second!.id, 'outdated']])
    await undo(w.commands)({ queueIds: saved.queueIds })
    expect((await listed(w)).map((p) => p.state)).toEqual(['open', 'open'])
  })

  it('T-I37 declined by mail: DECLINECOUNTER to the one who proposed alone, with their SEQUENCE and a word; the meeting is untouched', async () => {
    const w = world(plainServer, true)
    const id = w.put('a.ics', mine(), { quiet: true })
    const text = reply(proposedWords)
    await takeIcs(w.commands)({ text, takes: [{ key: '0', act: 'apply', collectionId: null }] })
    const [one] = await listed(w)
    const ask = { proposalId: one!.id, act: 'decline', words: 'Carol cannot' } as const
    const before = textOf(w, id)
    expect(await decision(w, ask)).toMatchObject({ told: expect.stringContaining('told by mail'), mailto: '', preview: { messages: 1, groups: [{ people: [{ address: bob }], mail: { text: expect.stringContaining('“Carol cannot”') } }] } })
    await decide(w.commands)(ask)
    const row = w.store.read.queue().at(-1)
    expect([row?.mail?.method, row?.mail?.to]).toEqual(['DECLINECOUNTER', bob])
    expect(row?.mail?.ics).toMatch(/SEQUENCE:1/)
    expect(row?.mail?.ics).toMatch(/COMMENT:Carol cannot/)
    expect(textOf(w, id)).toBe(before)
    expect(await listed(w)).toMatchObject([{ state: 'declined', closedWords: 'Carol cannot', canDecide: false }])
  })

  it('declined where no DECLINECOUNTER travels: they alone are asked again for the time that stands, and the organizer is told so', async () => {
    const w = world()
    const id = await proposedTo(w)
    const [one] = await listed(w)
    const ask = { proposalId: one!.id, act: 'decline', words: 'Carol cannot' } as const
    expect(await decision(w, ask)).toMatchObject({ told: expect.stringContaining('asked again for the time that stands'), preview: { messages: 1, groups: [{ people: [{ address: bob }] }] } })
    await decide(w.commands)(ask)
    const text = textOf(w, id)
    expect(text).toMatch(/ATTENDEE;[^\r]*PARTSTAT=NEEDS-ACTION[^\r]*bob@/)
    expect(text).toMatch(new RegExp(`X-PARLEY-KEPT="?${token}"?`))
    expect([text.includes('SEQUENCE:1'), text.includes(`PARTSTAT=ACCEPTED:mailto:${carol}`), text.includes('DTSTART:20261124T090000Z')]).toEqual([true, true, true])
  })

  it('DAViCal: the sheet names the other guests too, whom the server may send the unchanged meeting', async () => {
    const w = world(davical)
    w.put('a.ics', mine('NEEDS-ACTION'), { quiet: true })
    w.put('a.ics', mine('TENTATIVE').replace('PARTSTAT=TENTATIVE:', `PARTSTAT=TENTATIVE;X-PARLEY-PROPOSES="${token}":`))
    await processInbox(acc, w.scheduling)
    const [one] = await listed(w)
    const { preview: shown } = await decision(w, { proposalId: one!.id, act: 'decline', words: '' })
    expect(shown.groups).toMatchObject([{ people: [{ address: bob }] }, { people: [{ address: carol }], why: expect.stringContaining('may send them the meeting once more, unchanged') }])
  })

  it('one that is decided cannot be decided again', async () => {
    const w = world()
    await proposedTo(w)
    const [one] = await listed(w)
    await decide(w.commands)({ proposalId: one!.id, act: 'apply', words: '' })
    expect(await refusalOf(decide(w.commands)({ proposalId: one!.id, act: 'decline', words: '' }))).toMatchObject({ kind: 'gone', effect: 'nothing-changed' })
  })
})
