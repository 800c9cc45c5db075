import { describe, expect, it } from 'vitest'
import type { CallInput } from '../../../shared/contract/calls.ts'
import type { AccountId, InviteId, ObjectId, Uid } from '../../../shared/model/ids.ts'
import { query as delegation } from '../queries/delegation.ts'
import { query as eventDetails } from '../queries/event-details.ts'
import { query as inviteCard } from '../queries/invite-card.ts'
import { newInvite } from '../scheduling/invite-rows.ts'
import { processInbox } from '../scheduling/process-inbox.ts'
import { icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, refusalOf, type World } from '../testing/world.ts'
import { command as exportInvitation } from './export-invitation.ts'
import { command as replyToInvite } from './reply-to-invite.ts'

const acc = 'acc' as AccountId
const alice = 'alice@north.example'
const sales = 'sales@north.example'
const bob = 'bob@north.example'
const carol = 'carol@north.example'
const uid = 'a' as Uid
const zone = 'Europe/Berlin'

function world(text: string, mail = false): { w: World; objectId: ObjectId } {
  const w = createWorld({ account: { addresses: [`mailto:${alice}`, `mailto:${sales}`] } })
  const objectId = w.put('a.ics', text, { quiet: true })
  if (mail) w.store.write(['accounts'], (tx) => tx.putMailAccount({ accountId: acc, host: 'smtp.north.example', port: 587, security: 'starttls', user: alice, fromAddress: alice, name: 'Alice', workedUtc: null, problem: null }))
  return { w, objectId }
}
const invited = (...people: string[]): string => icsOf({ lines: [...meetingLines(bob, [bob, 'ACCEPTED']), ...people] })
const line = (address: string, partstat = 'NEEDS-ACTION', more = ''): string => `ATTENDEE;PARTSTAT=${partstat}${more}:mailto:${address}`
const text = (w: World, id: ObjectId): string => (w.store.read.textOf(id) ?? '').replaceAll(/\r\n[ \t]/g, '')
const lineOf = (w: World, id: ObjectId, address: string): string => text(w, id).split('\r\n').find((l) => l.startsWith('ATTENDEE') && l.endsWith(address)) ?? ''
const reply = (w: World, objectId: ObjectId, patch: Partial<CallInput<'reply-to-invite'>>) => replyToInvite(w.commands)({ objectId, recurrenceId: null, scope: 'all', answer: 'accepted', comment: '', ...patch })

describe('answering as another of my addresses', () => {
  const both = invited(line(alice), line(sales))
  it('the chosen one answers, the other line is left alone, one REPLY leaves', async () => {
    const { w, objectId } = world(both)
    const saved = await reply(w, objectId, { as: sales })
    expect([saved.messages, lineOf(w, objectId, sales), lineOf(w, objectId, alice)]).toEqual([1, expect.stringContaining('PARTSTAT=ACCEPTED'), expect.stringContaining('PARTSTAT=NEEDS-ACTION')])
  })
  it('the card names both, and afterwards the one that answered', async () => {
    const { w, objectId } = world(both)
    w.store.write(['invites'], (tx) => tx.putInvite(newInvite('i' as InviteId, { id: objectId, accountId: acc, uid }, null, w.clock.now())))
    const card = async () => (await inviteCard(w.queries)({ inviteId: 'i' as InviteId, zone })).card
    expect((await card())?.identities).toEqual([alice, sales])
    await reply(w, objectId, { as: sales })
    expect([(await card())?.myAddress, (await card())?.item.myAnswer]).toEqual([sales, 'accepted'])
  })
  it('an address that is not mine answers nothing', async () => {
    const { w, objectId } = world(both)
    expect((await refusalOf(reply(w, objectId, { as: carol }))).cause).toBe('not-my-address')
  })
})

describe('T-I11 I am not in the list', () => {
  const staff = 'ATTENDEE;CN=Staff;CUTYPE=GROUP:mailto:staff@north.example'
  it('through a group: asked as whom, and the answer names the group', async () => {
    const { w, objectId } = world(invited(staff))
    const { event } = await eventDetails(w.queries)({ objectId, recurrenceId: null, zone })
    expect([event?.asStranger, event?.canAnswer]).toEqual([{ addresses: [alice, sales], group: 'Staff' }, false])
    const saved = await reply(w, objectId, { as: sales })
    expect(saved.messages).toBe(1)
    expect(lineOf(w, objectId, sales)).toContain('MEMBER="mailto:staff@north.example"')
    expect(lineOf(w, objectId, sales)).toContain('PARTSTAT=ACCEPTED')
    expect(lineOf(w, objectId, sales)).toContain('CUTYPE=INDIVIDUAL')
  })
  it('forwarded: the same without a group; nobody else’s line changes', async () => {
    const { w, objectId } = world(invited(line(carol)))
    const before = lineOf(w, objectId, carol)
    await reply(w, objectId, { as: alice })
    expect([lineOf(w, objectId, alice).includes('MEMBER'), lineOf(w, objectId, carol)]).toEqual([false, before])
  })
  it('never by an address that was not chosen', async () => {
    const { w, objectId } = world(invited(staff))
    expect((await refusalOf(reply(w, objectId, {}))).cause).toBe('not-invited')
  })
})

describe('T-I40 passing an invitation on', () => {
  const mine = invited(line(alice))
  const to = { address: carol, name: 'Carol Nguyen' }
  it('with a mail account: the organizer by the server, carol by a mail that was shown before', async () => {
    const { w, objectId } = world(mine, true)
    const shown = await delegation(w.queries)({ objectId, recurrenceId: null, scope: 'all', to })
    expect([shown.problem, shown.organizerTold, shown.deputyAsked]).toEqual(['', 'server', 'mail'])
    await reply(w, objectId, { answer: 'delegated', delegateTo: to })
    const mails = w.store.read.queue(acc).flatMap((q) => q.mail ?? [])
    expect(mails.map((m) => [m.to, m.method, m.subject, m.text])).toEqual([[carol, 'REQUEST', shown.mail?.subject, shown.mail?.text]])
    expect(mails[0]?.ics.replaceAll(/\r\n[ \t]/g, '')).toContain(`DELEGATED-FROM="mailto:${alice}"`)
    expect(lineOf(w, objectId, alice)).toContain(`DELEGATED-TO="mailto:${carol}"`)
    expect(text(w, objectId)).not.toMatch(new RegExp(`ATTENDEE[^\r]*:mailto:${carol}`))
    expect(w.store.read.ledger(acc, uid).map((l) => l.text)).toContain('You passed the invitation to Carol Nguyen.')
  })
  it('without one: the very message as a file, for carol and not for the organizer', async () => {
    const { w, objectId } = world(mine)
    expect((await delegation(w.queries)({ objectId, recurrenceId: null, scope: 'all', to })).deputyAsked).toBe('file')
    await reply(w, objectId, { answer: 'delegated', delegateTo: to })
    const file = await exportInvitation(w.commands)({ objectId, address: carol })
    expect(file.text).toContain('METHOD:REQUEST')
    expect(decodeURIComponent(file.mailto)).toContain(`mailto:${carol}`)
  })
  it.each([
    ['to the organizer', bob, 'delegate-organizer', /organizes this meeting/],
    ['to myself, by another address', sales, 'delegate-myself', /address of yours/],
  ])('%s: refused, and said before', async (_name, address, cause, words) => {
    const { w, objectId } = world(mine)
    expect((await delegation(w.queries)({ objectId, recurrenceId: null, scope: 'all', to: { address, name: '' } })).problem).toMatch(words)
    expect((await refusalOf(reply(w, objectId, { answer: 'delegated', delegateTo: { address, name: '' } }))).cause).toBe(cause)
  })
  it('delegated to nobody is refused', async () => {
    const { w, objectId } = world(mine)
    expect((await refusalOf(reply(w, objectId, { answer: 'delegated' }))).cause).toBe('nobody-to-send')
  })
  it('carol says no: I am told, and the invitation is open to me again', async () => {
    const { w, objectId } = world(mine)
    w.store.write(['invites'], (tx) => tx.putInvite(newInvite('i' as InviteId, { id: objectId, accountId: acc, uid }, null, w.clock.now())))
    await reply(w, objectId, { answer: 'delegated', delegateTo: to })
    w.store.write(['queue', 'objects'], (tx) => {
      for (const row of tx.queueOf(objectId)) tx.removeQueued(row.id)
      tx.settleLocal(objectId)
    })
    const passed = line(alice, 'DELEGATED', `;DELEGATED-TO="mailto:${carol}"`)
    w.put('a.ics', invited(passed, line(carol, 'NEEDS-ACTION', `;DELEGATED-FROM="mailto:${alice}"`)), { quiet: true })
    await w.clock.advance(60_000)
    w.put('a.ics', invited(passed, `${line(carol, 'DECLINED', `;CN=Carol Nguyen;DELEGATED-FROM="mailto:${alice}"`)}`))
    await processInbox(acc, w.scheduling)
    expect(w.notices.map((n) => n.title)).toEqual(['Carol Nguyen declined in your place'])
    const { card } = await inviteCard(w.queries)({ inviteId: 'i' as InviteId, zone })
    expect(card?.item.section).toBe('changed')
    expect((await delegation(w.queries)({ objectId, recurrenceId: null, scope: 'all', to: { address: 'dave@south.example', name: '' } })).problem).toBe('')
  })
})

