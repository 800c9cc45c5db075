import { describe, expect, it } from 'vitest'
import type { AccountId, CollectionId, Uid } from '../../../shared/model/ids.ts'
import { command as decide } from '../commands/decide-uninvited.ts'
import { command as undo } from '../commands/undo.ts'
import { query as preview } from '../queries/decision-preview.ts'
import { query as inviteCard } from '../queries/invite-card.ts'
import { query as inviteList } from '../queries/invite-list.ts'
import { query as uninvited } from '../queries/uninvited.ts'
import { anAccount, icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, refusalOf, type World } from '../testing/world.ts'
import { processInbox } from './process-inbox.ts'

const acc = 'acc' as AccountId
const me = 'alice@north.example'
const bob = 'bob@north.example'
const carol = 'carol@north.example'
const uid = 'a' as Uid

const listed = (answer: string, address: string, more = ''): string => `ATTENDEE;PARTSTAT=${answer}${more}:mailto:${address}`
const meeting = (...more: string[]): string => icsOf({ lines: [...meetingLines(me, [me, 'ACCEPTED'], [bob, 'NEEDS-ACTION']), ...more] })
const withBob = (answer: string, more: string, ...others: string[]): string => icsOf({ lines: [...meetingLines(me, [me, 'ACCEPTED']), listed(answer, bob, more), ...others] })
const reply = (line: string, ...more: string[]): string => icsOf({ lines: [`ORGANIZER:mailto:${me}`, line, ...more] }).replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:REPLY')

/** My meeting with bob, looked at once, on a server of this kind. */
function world(product = 'practice'): World {
  const w = createWorld({ account: { capabilities: { ...anAccount().capabilities, product } } })
  w.put('a.ics', meeting(), { quiet: true })
  return w
}
const process = (w: World): Promise<void> => processInbox(acc, w.scheduling)
const objectId = (w: World) => {
  const [object] = w.store.read.objectsByUid(uid)
  if (object === undefined) throw new Error('no meeting')
  return object.id
}
const waiting = async (w: World) => (await uninvited(w.queries)({ objectId: objectId(w) })).people
const text = (w: World): string => (w.store.read.textOf(objectId(w)) ?? '').replaceAll(/\r\n[ \t]/g, '')
const lineOf = (w: World, address: string): string => text(w).split('\r\n').find((l) => l.startsWith('ATTENDEE') && l.endsWith(address)) ?? ''
const history = (w: World): string[] => w.store.read.ledger(acc, uid).map((l) => l.text)

async function crash(w: World, answer = 'ACCEPTED'): Promise<void> {
  w.inbox({ uid, method: 'REPLY', text: reply(`ATTENDEE;CN=Carol Nguyen;PARTSTAT=${answer}:mailto:${carol}`, 'COMMENT:Bob told me') })
  await process(w)
}

describe('T-I34, ITP-34 somebody answers who was not invited', () => {
  it('from the Inbox: the organizer is asked, nothing is added', async () => {
    const w = world()
    await crash(w)
    expect(await waiting(w)).toEqual([{ address: carol, name: 'Carol Nguyen', answer: 'accepted', comment: 'Bob told me', listed: false, insteadOf: null, decisions: ['add', 'optional', 'leave'] }])
    expect(text(w)).not.toContain(carol)
    expect(history(w)).toEqual(['Carol Nguyen, who was not invited, accepted.'])
    expect(w.notices.map((n) => n.title)).toEqual(['Carol Nguyen accepted without being invited'])
    const { items } = await inviteList(w.queries)({ zone: 'Europe/Berlin' })
    expect(items.map((i) => i.section)).toEqual(['needs-answer'])
    const { card } = await inviteCard(w.queries)({ inviteId: items[0]!.id, zone: 'Europe/Berlin' })
    expect([card?.canReply, card?.undecided?.map((p) => p.address)]).toEqual([false, [carol]])
  })
  it('from the calendar: Cyrus 3.6.1 lets them in by itself; the organizer may take them off again', async () => {
    const w = world('cyrus')
    w.put('a.ics', meeting(`ATTENDEE;PARTSTAT=ACCEPTED;X-SEQUENCE=0:mailto:${carol}`))
    await process(w)
    expect(await waiting(w)).toMatchObject([{ address: carol, answer: 'accepted', listed: true, decisions: ['add', 'optional', 'refuse'] }])
    const shown = await preview(w.queries)({ objectId: objectId(w), address: carol, decision: 'refuse' })
    expect(shown.groups.map((g) => [g.kind, g.people.map((p) => p.address)])).toContainEqual(['cancellation', [carol]])
    await decide(w.commands)({ objectId: objectId(w), address: carol, decision: 'refuse' })
    expect(text(w)).not.toContain(carol)
    expect(await waiting(w)).toEqual([])
  })
  it('who was let in by the server is kept as optional: their answer stands, and the history says it', async () => {
    const w = world('cyrus')
    w.put('a.ics', meeting(`ATTENDEE;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:${carol}`))
    await process(w)
    await decide(w.commands)({ objectId: objectId(w), address: carol, decision: 'optional' })
    const line = text(w).replaceAll(/\r\n[ \t]/g, '').split('\r\n').find((one) => one.endsWith(`mailto:${carol}`))
    expect(line).toContain('ROLE=OPT-PARTICIPANT')
    expect(line).toContain('PARTSTAT=ACCEPTED')
    expect(await waiting(w)).toEqual([])
    expect(history(w).at(-1)).toBe('You added carol@north.example as optional.')
  })
  it('the same answer by both ways is told once', async () => {
    const w = world('cyrus')
    await crash(w)
    w.put('a.ics', meeting(`ATTENDEE;PARTSTAT=ACCEPTED:mailto:${carol}`))
    await process(w)
    expect(history(w)).toHaveLength(1)
  })
  it.each([
    ['a no of somebody who was taken off the list', reply(listed('DECLINED', carol))],
    ['an answer of somebody in the list', reply(listed('ACCEPTED', bob))],
    ['my own', reply(listed('ACCEPTED', me))],
  ])('%s asks nothing', async (_name, item) => {
    const w = world()
    w.inbox({ uid, method: 'REPLY', text: item })
    await process(w)
    expect(await waiting(w)).toEqual([])
  })
  it('who was added on another computer of mine has not answered, and asks nothing', async () => {
    const w = world('cyrus')
    w.put('a.ics', meeting(listed('NEEDS-ACTION', carol)))
    await process(w)
    expect(await waiting(w)).toEqual([])
  })
  it('DAViCal 1.1.12 keeps the answer to itself: known is who, and that alone is said', async () => {
    const w = world('davical')
    w.store.write(['people'], (tx) => tx.seePerson({ address: carol, name: 'Carol Nguyen', kind: 'individual', source: 'directory', detail: '', lastSeenUtc: 0 }))
    w.inbox({ uid, method: 'REPLY', name: `carol${uid}`, text: reply(`ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS=1.2:mailto:${bob}`) })
    await process(w)
    expect(await waiting(w)).toMatchObject([{ address: carol, name: 'Carol Nguyen', answer: null, listed: false }])
  })
  it('DAViCal: an answer of somebody in the list, under another user name, is none of that', async () => {
    const w = world('davical')
    w.store.write(['people'], (tx) => tx.seePerson({ address: carol, name: '', kind: 'individual', source: 'directory', detail: '', lastSeenUtc: 0 }))
    w.inbox({ uid, method: 'REPLY', name: `carol${uid}`, text: reply(listed('ACCEPTED', bob)) })
    await process(w)
    expect(await waiting(w)).toEqual([])
  })
})

describe('T-I34 the decision', () => {
  it('add: the sheet names who is asked, the save asks exactly them, their answer is theirs to give (SCH-4)', async () => {
    const w = world()
    await crash(w)
    const shown = await preview(w.queries)({ objectId: objectId(w), address: carol, decision: 'add' })
    expect(shown.groups.find((g) => g.kind === 'invitation')?.people).toEqual([{ address: carol, name: 'Carol Nguyen' }])
    const saved = await decide(w.commands)({ objectId: objectId(w), address: carol, decision: 'add' })
    expect(saved.messages).toBe(shown.messages)
    expect(lineOf(w, carol)).toContain('PARTSTAT=NEEDS-ACTION')
    expect(history(w)).toContain('You added Carol Nguyen.')
    expect(await waiting(w)).toEqual([])
  })
  it('optional', async () => {
    const w = world()
    await crash(w)
    await decide(w.commands)({ objectId: objectId(w), address: carol, decision: 'optional' })
    expect(lineOf(w, carol)).toContain('ROLE=OPT-PARTICIPANT')
  })
  it('taken back before it leaves, it is open again', async () => {
    const w = world()
    await crash(w)
    const { queueIds } = await decide(w.commands)({ objectId: objectId(w), address: carol, decision: 'add' })
    expect(await undo(w.commands)({ queueIds })).toEqual({ undone: true })
    expect((await waiting(w)).map((p) => p.address)).toEqual([carol])
    expect(text(w)).not.toContain(carol)
  })
  it('leave: nothing is stored and nothing sent', async () => {
    const w = world()
    await crash(w)
    const before = text(w)
    const saved = await decide(w.commands)({ objectId: objectId(w), address: carol, decision: 'leave' })
    expect([saved.messages, saved.queueIds, text(w) === before, await waiting(w)]).toEqual([0, [], true, []])
    expect(history(w)).toContain('You left Carol Nguyen off the list.')
  })
  it('refuse by mail: a CANCEL to them alone; without a mail account it is not offered', async () => {
    const w = world()
    await crash(w)
    const asked = { objectId: objectId(w), address: carol, decision: 'refuse' as const }
    expect((await refusalOf(decide(w.commands)(asked))).cause).toBe('not-as-shown')
    w.store.write(['accounts'], (tx) => tx.putMailAccount({ accountId: acc, host: 'smtp.north.example', port: 587, security: 'starttls', user: me, fromAddress: me, name: 'Alice', workedUtc: null, problem: null }))
    expect((await waiting(w))[0]?.decisions).toContain('refuse')
    expect((await preview(w.queries)(asked)).groups.map((g) => [g.kind, g.people.map((p) => p.address)])).toEqual([['cancellation', [carol]]])
    await decide(w.commands)(asked)
    const mails = w.store.read.queue(acc).filter((q) => q.kind === 'send-mail')
    expect(mails.map((q) => [q.mail?.to, q.mail?.method])).toEqual([[carol, 'CANCEL']])
    expect(mails[0]?.mail?.ics).not.toContain('STATUS:CANCELLED')
  })
  it('somebody else’s meeting has nothing to decide', async () => {
    const w = world()
    w.put('b.ics', icsOf({ uid: 'b', lines: meetingLines(bob, [bob, 'ACCEPTED'], [me, 'ACCEPTED']) }), { quiet: true })
    w.inbox({ uid: 'b' as Uid, method: 'REPLY', text: reply(listed('ACCEPTED', carol)) })
    await process(w)
    expect(w.store.read.uninvited(acc, 'b' as Uid)).toEqual([])
  })
})

describe('ITP-40 somebody in the list sends another person', () => {
  it.each([
    ['practice, DAViCal: my copy says whom', 'davical', true],
    ['Cyrus 3.6.1: only the REPLY in the Inbox says whom', 'cyrus', false],
  ])('%s', async (_name, product, inCopy) => {
    const w = world(product)
    w.put('a.ics', withBob('DELEGATED', inCopy ? `;DELEGATED-TO="mailto:${carol}"` : ''))
    w.inbox({ uid, method: 'REPLY', name: `bob${uid}`, text: reply(listed('DELEGATED', bob, `;DELEGATED-TO="mailto:${carol}"`)) })
    await process(w)
    expect(await waiting(w)).toMatchObject([{ address: carol, answer: null, insteadOf: { address: bob } }])
    expect(history(w)).toEqual([`${bob} sends ${carol} instead.`])
    await decide(w.commands)({ objectId: objectId(w), address: carol, decision: 'add' })
    expect(lineOf(w, carol)).toContain(`DELEGATED-FROM="mailto:${bob}"`)
    expect(lineOf(w, bob)).toContain(`DELEGATED-TO="mailto:${carol}"`)
    expect(lineOf(w, bob)).toContain('PARTSTAT=DELEGATED')
  })
  it('the server has asked them already: the chain is shown, nothing is to be decided', async () => {
    const w = world()
    w.put('a.ics', withBob('DELEGATED', `;DELEGATED-TO="mailto:${carol}"`, listed('NEEDS-ACTION', carol, `;DELEGATED-FROM="mailto:${bob}"`)))
    await process(w)
    expect(await waiting(w)).toEqual([])
    expect(history(w)).toEqual([`${bob} sends ${carol} instead.`])
  })
  it('Cyrus lets in who was sent, when they answer: that is no party crasher', async () => {
    const w = world('cyrus')
    w.put('a.ics', withBob('DELEGATED', ''))
    await process(w)
    w.put('a.ics', withBob('DELEGATED', '', listed('ACCEPTED', carol, `;DELEGATED-FROM="mailto:${bob}"`)))
    await process(w)
    expect(await waiting(w)).toEqual([])
    expect(history(w).at(-1)).toBe(`${carol} accepted.`)
  })
})

it('what was decided, and what was not, goes with the account', async () => {
  const w = world()
  await crash(w)
  w.store.write(['accounts'], (tx) => tx.removeAccount(acc))
  expect(w.store.read.uninvited(acc, uid)).toEqual([])
  expect(w.store.read.collection('cal' as CollectionId)).toBeNull()
})
