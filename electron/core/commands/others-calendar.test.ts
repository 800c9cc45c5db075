import { describe, expect, it } from 'vitest'
import { calls } from '../../../shared/contract/calls.ts'
import type { CollectionId, Href, ObjectId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { newDraft, timedWhen } from '../../../shared/event/draft.ts'
import { query as eventDetails } from '../queries/event-details.ts'
import { query as eventDraft } from '../queries/event-draft.ts'
import { query as latestPreview } from '../queries/latest-preview.ts'
import { query as sendPreview } from '../queries/send-preview.ts'
import type { CollectionOwner } from '../store/rows.ts'
import { aCollection, icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, refusalOf, worldNow, type World } from '../testing/world.ts'
import { command as deleteEvent } from './delete-event.ts'
import { command as moveEvent } from './move-event.ts'
import { command as replyToInvite } from './reply-to-invite.ts'
import { command as resendInvitation } from './resend-invitation.ts'
import { command as saveEvent } from './save-event.ts'

const alice = 'alice@north.example'
const bob = 'bob@north.example'
const theirs = 'theirs' as CollectionId
const owner: CollectionOwner = { href: '/p/bob/' as Href, name: 'Bob Berg', addresses: [`mailto:${bob}`] }
const refusal = { kind: 'refused', cause: 'calendar-of-another', effect: 'nothing-changed' }
const when = timedWhen(worldNow + 3_600_000, worldNow + 7_200_000, 'Europe/Berlin')
const zone = 'Europe/Berlin'

let w: World
function start(): void {
  w = createWorld()
  w.store.write(['accounts'], (tx) => tx.putCollection(aCollection({ id: theirs, href: '/alice/theirs/' as Href, isDefault: false, position: 1, owner })))
}
const drafted = (collectionId: string, address: string | null) => {
  const draft = newDraft({ collectionId: collectionId as CollectionId, when, title: 'Design review' })
  return address === null ? draft : { ...draft, attendees: [{ address, name: '', role: 'required' as const, kind: 'individual' as const, answer: 'needs-action' as const }] }
}
const put = (text: string): ObjectId => w.put('a.ics', text, { calendar: theirs })
const invitedText = icsOf({ lines: [...meetingLines(bob, [bob, 'ACCEPTED'], [alice, 'NEEDS-ACTION'])] })
const mineText = icsOf({ lines: [...meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'NEEDS-ACTION'])] })
const draftOf = async (objectId: ObjectId) => must((await eventDraft(w.queries)({ objectId, recurrenceId: null, scope: 'all', zone })).draft, 'draft')

describe('T-C19, PPL-6: in a calendar of somebody else no message leaves under my name', () => {
  it.each<[string, string, (id: ObjectId) => Promise<unknown>]>([
    ['people cannot be invited to an event there', icsOf(), async (objectId) => saveEvent(w.commands)({ draft: { ...(await draftOf(objectId)), attendees: drafted(theirs, 'carol@north.example').attendees } })],
    ['their meeting cannot be changed', invitedText, async (objectId) => saveEvent(w.commands)({ draft: { ...(await draftOf(objectId)), reminders: [5] } })],
    ['nor dragged', invitedText, (objectId) => moveEvent(w.commands)({ objectId, recurrenceId: null, scope: 'all', when })],
    ['nor taken to a calendar of mine', invitedText, async (objectId) => saveEvent(w.commands)({ draft: { ...(await draftOf(objectId)), collectionId: 'cal' as CollectionId } })],
    ['nor answered, though I am invited', invitedText, (objectId) => replyToInvite(w.commands)({ objectId, recurrenceId: null, scope: 'all', answer: 'accepted', comment: '' })],
    ['nor answered as one who was not asked', invitedText, (objectId) => replyToInvite(w.commands)({ objectId, recurrenceId: null, scope: 'all', answer: 'accepted', comment: '', as: alice })],
    ['nor removed: that would cancel it in their name', invitedText, (objectId) => deleteEvent(w.commands)({ objectId, recurrenceId: null, scope: 'all', tellOrganizer: true })],
    ['nor removed in silence', invitedText, (objectId) => deleteEvent(w.commands)({ objectId, recurrenceId: null, scope: 'all', tellOrganizer: false })],
    ['not even one that cannot be read', 'BEGIN:VCALENDAR\r\nORGANIZER:mailto:bob@north.example\r\n', (objectId) => deleteEvent(w.commands)({ objectId, recurrenceId: null, scope: 'all', tellOrganizer: true })],
    ['a meeting of mine that was put there is left alone too', mineText, (objectId) => deleteEvent(w.commands)({ objectId, recurrenceId: null, scope: 'all', tellOrganizer: true })],
  ])('%s', async (_name, text, act) => {
    start()
    expect(await refusalOf(act(put(text)))).toMatchObject(refusal)
    expect(w.store.read.queue()).toEqual([])
  })

  it('a new meeting is refused there and made in my own, and the sheet promises nothing it does not do', async () => {
    start()
    expect(await refusalOf(saveEvent(w.commands)({ draft: drafted(theirs, bob) }))).toMatchObject(refusal)
    expect((await sendPreview(w.queries)({ draft: drafted(theirs, bob) })).messages).toBe(0)
    expect(await saveEvent(w.commands)({ draft: drafted('cal', bob) })).toMatchObject({ messages: 1 })
  })

  it('an invitation I sent from there is not sent again from here', async () => {
    start()
    expect(await refusalOf(resendInvitation(w.commands)({ objectId: put(mineText), addresses: [bob] }))).toMatchObject({ kind: 'refused', cause: 'not-organizer' })
    expect(w.store.read.queue()).toEqual([])
  })

  it('events without people stay mine to write, as the right to write allows', async () => {
    start()
    const made = await saveEvent(w.commands)({ draft: drafted(theirs, null) })
    expect(w.store.read.queue()).toMatchObject([{ kind: 'put', collectionId: theirs }])
    await deleteEvent(w.commands)({ objectId: must(made.objectId, 'object'), recurrenceId: null, scope: 'all', tellOrganizer: true })
    expect(w.store.read.queue()).toEqual([])
  })

  it('an event without people goes to a calendar of mine together with the people invited there', async () => {
    start()
    const draft = await draftOf(put(icsOf()))
    expect(await saveEvent(w.commands)({ draft: { ...draft, collectionId: 'cal' as CollectionId, attendees: drafted('cal', bob).attendees } })).toMatchObject({ messages: 1 })
    expect(w.store.read.queue().map((row) => [row.kind, row.collectionId])).toEqual([['move', 'cal'], ['put', 'cal']])
  })

  it('it is shown with whose it is, and with nothing to press that would be refused', async () => {
    start()
    const objectId = put(invitedText)
    const { event } = calls['event-details'].output.parse(await eventDetails(w.queries)({ objectId, recurrenceId: null, zone }))
    expect(event).toMatchObject({ calendarOwner: 'Bob Berg', canEdit: false, canAnswer: false, myAddress: null, occurrence: { role: 'plain', editable: false } })
    expect(event?.asStranger).toBeUndefined()
    expect((await latestPreview(w.queries)({ objectId })).preview).toBeNull()
    expect(w.store.read.invites()).toEqual([])
  })
})
