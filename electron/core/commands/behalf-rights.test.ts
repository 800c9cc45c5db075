import { describe, expect, it } from 'vitest'
import { newDraft, timedWhen } from '../../../shared/event/draft.ts'
import type { SendingRights } from '../../../shared/model/calendars.ts'
import type { AccountId, CollectionId, ObjectId, Uid } from '../../../shared/model/ids.ts'
import type { Behalf } from '../store/rows.ts'
import { icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, refusalOf, worldNow, type World } from '../testing/world.ts'
import { query as accountsQuery } from '../queries/accounts.ts'
import { query as eventDetails } from '../queries/event-details.ts'
import { query as sendPreview } from '../queries/send-preview.ts'
import { command as deleteEvent } from './delete-event.ts'
import { command as resendInvitation } from './resend-invitation.ts'
import { command as replyToInvite } from './reply-to-invite.ts'
import { command as saveEvent } from './save-event.ts'

const [alice, bob, carol] = ['alice@north.example', 'bob@north.example', 'carol@north.example'] as const
let w: World
const start = (rights: Partial<Behalf>): void => {
  w = createWorld({ account: { address: carol, name: 'Carol', addresses: [`mailto:${carol}`], behalf: { loginId: 'login' as AccountId, sentBy: `mailto:${alice}`, mayInvite: true, mayAnswer: true, ...rights } } })
}
const draft = (...addresses: string[]) => ({
  ...newDraft({ collectionId: 'cal' as CollectionId, when: timedWhen(worldNow + 3_600_000, worldNow + 7_200_000, 'Europe/Berlin'), title: 'Lunch' }),
  attendees: addresses.map((address) => ({ address, name: '', role: 'required' as const, kind: 'individual' as const, answer: 'needs-action' as const })),
})
const asked = icsOf({ lines: [...meetingLines(bob, [bob, 'ACCEPTED'], [carol, 'NEEDS-ACTION'])] })
const hers = icsOf({ lines: [...meetingLines(carol, [carol, 'ACCEPTED'], [bob, 'NEEDS-ACTION'])] })
const answer = (objectId: ObjectId) => replyToInvite(w.commands)({ objectId, recurrenceId: null, scope: 'all', answer: 'accepted', comment: '' })

describe('T-C19: without the right to send for the owner, nothing is sent for them', () => {
  it('people cannot be invited, the sheet promises nothing, and an event without people is made', async () => {
    start({ mayInvite: false })
    expect(await refusalOf(saveEvent(w.commands)({ draft: draft(bob) }))).toMatchObject({ kind: 'refused', cause: 'may-not-invite-for', effect: 'nothing-changed' })
    expect((await sendPreview(w.queries)({ draft: draft(bob) })).messages).toBe(0)
    expect(await refusalOf(deleteEvent(w.commands)({ objectId: w.put('a.ics', hers), recurrenceId: null, scope: 'all', tellOrganizer: true }))).toMatchObject({ cause: 'may-not-invite-for' })
    expect(w.store.read.queue()).toEqual([])
    expect(await saveEvent(w.commands)({ draft: draft() })).toMatchObject({ messages: 0 })
  })

  it('nor can an invitation be answered', async () => {
    start({ mayAnswer: false })
    expect(await refusalOf(answer(w.put('a.ics', asked)))).toMatchObject({ kind: 'refused', cause: 'may-not-answer-for', effect: 'nothing-changed' })
    expect(w.store.read.queue()).toEqual([])
  })

  it('with it, the history says who did it and for whom', async () => {
    start({})
    await answer(w.put('a.ics', asked))
    expect(w.store.read.queue()[0]?.text?.replace(/\r?\n[ \t]/g, '')).toMatch(/ATTENDEE;.*SENT-BY="?mailto:alice@north\.example.*:mailto:carol@north\.example/)
    expect(w.store.read.ledger('acc' as AccountId, 'a' as Uid).map(({ text }) => text)).toEqual(['You, for Carol, accepted.'])
  })
})

describe('SCH-46: what the rights on my own Outbox leave (RFC 6638 §6.2)', () => {
  const startOwn = (sending: Partial<SendingRights> | null): void => {
    const capabilities = { davTokens: [], autoSchedule: true, outboxFreeBusy: true, syncCollection: true, availability: null, peopleSearch: null, scheduleTag: true, product: '' }
    w = createWorld({ account: { address: carol, name: 'Carol', addresses: [`mailto:${carol}`], capabilities: { ...capabilities, ...(sending === null ? {} : { sending: { invite: true, reply: true, freeBusy: true, ...sending } }) } } })
  }
  const cardOf = async (objectId: ObjectId) => (await eventDetails(w.queries)({ objectId, recurrenceId: null, zone: 'Europe/Berlin' })).event

  it('a server that does not tell is taken to allow everything', async () => {
    startOwn(null)
    expect(await saveEvent(w.commands)({ draft: draft(bob) })).toMatchObject({ messages: 1 })
    expect(await answer(w.put('a.ics', asked))).toMatchObject({ messages: 1 })
  })

  it('without schedule-send-invite nobody is invited, in words; answers and events without people go on', async () => {
    startOwn({ invite: false })
    expect(await refusalOf(saveEvent(w.commands)({ draft: draft(bob) }))).toMatchObject({ kind: 'refused', cause: 'may-not-invite', effect: 'nothing-changed' })
    expect((await sendPreview(w.queries)({ draft: draft(bob) })).messages).toBe(0)
    expect(await refusalOf(resendInvitation(w.commands)({ objectId: w.put('a.ics', hers), addresses: [bob] }))).toMatchObject({ cause: 'may-not-invite' })
    expect((await accountsQuery(w.queries)({})).accounts[0]).toMatchObject({ mayNotInvite: true, abilities: expect.arrayContaining([expect.objectContaining({ key: 'auto-schedule', works: false, detail: expect.stringContaining('no right to invite people') })]) })
    expect(await saveEvent(w.commands)({ draft: draft() })).toMatchObject({ messages: 0 })
    expect(await answer(w.put('b.ics', asked.replace('UID:a', 'UID:b')))).toMatchObject({ messages: 1 })
  })

  it('without schedule-send-reply no answer is offered, and why is said; what Parley mails needs no right', async () => {
    startOwn({ reply: false })
    const objectId = w.put('a.ics', asked)
    expect(await cardOf(objectId)).toMatchObject({ canAnswer: false, cannotAnswerWhy: expect.stringContaining('no right to send answers') })
    expect(await refusalOf(answer(objectId))).toMatchObject({ kind: 'refused', cause: 'may-not-answer' })
    expect(await cardOf(w.put('b.ics', asked.replace('UID:a', 'UID:b').replace('ORGANIZER', 'ORGANIZER;SCHEDULE-AGENT=CLIENT')))).toMatchObject({ canAnswer: true })
  })
})
