import { describe, expect, it } from 'vitest'
import { calls, type CallInput, type CallOutput } from '../../../shared/contract/calls.ts'
import type { EventDraft } from '../../../shared/contract/events.ts'
import { attendeesOf } from '../../../shared/ical/people.ts'
import { eventsOf, readCalendar } from '../../../shared/ical/tree.ts'
import type { AccountId, CollectionId, Href, ObjectId, Uid } from '../../../shared/model/ids.ts'
import { query as draftQuery } from '../queries/event-draft.ts'
import { query as detailsQuery } from '../queries/event-details.ts'
import { query as mailPreviewQuery } from '../queries/mail-preview.ts'
import { query as previewQuery } from '../queries/send-preview.ts'
import { query as deletePreviewQuery } from '../queries/delete-preview.ts'
import type { MailAccountRow, QueueEntry } from '../store/rows.ts'
import { aCollection, anAccount, icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, refusalOf, worldNow, type World, type WorldOptions } from '../testing/world.ts'
import { command as deleteEvent } from './delete-event.ts'
import { command as exportInvitation } from './export-invitation.ts'
import { command as openIcs } from './open-ics.ts'
import { command as replyToInvite } from './reply-to-invite.ts'
import { command as saveEvent } from './save-event.ts'
import { command as sendByMail } from './send-by-mail.ts'
import { command as sendNow } from './send-now.ts'
import { command as setMailAccount } from './set-mail-account.ts'
import { command as takeIcs } from './take-ics.ts'
import { command as undo } from './undo.ts'

const acc = 'acc' as AccountId
const cal = 'cal' as CollectionId
const alice = 'alice@north.example'
const bob = 'bob@south.example'
const carol = 'carol@south.example'
const plainServer: WorldOptions = {
  account: { capabilities: { davTokens: [], autoSchedule: false, outboxFreeBusy: false, syncCollection: true, availability: null, peopleSearch: null, scheduleTag: false, product: 'radicale' } },
}
const way: MailAccountRow = { accountId: acc, host: 'smtp.north.example', port: 465, security: 'tls', user: 'alice', fromAddress: alice, name: 'Alice', workedUtc: null, problem: null }
function world(options: WorldOptions = plainServer, canMail = true): World {
  const made = createWorld(options)
  if (canMail) made.store.write(['accounts'], (tx) => tx.putMailAccount(way))
  return made
}

const attendee = (address: string): EventDraft['attendees'][number] => ({ address, name: '', role: 'required', kind: 'individual', answer: 'needs-action' })
const draft = (patch: Partial<EventDraft> = {}): EventDraft => ({
  objectId: null,
  recurrenceId: null,
  scope: 'all',
  collectionId: cal,
  title: 'Design review',
  location: '',
  description: '',
  conferenceUrl: '',
  when: { kind: 'timed', localStart: '2026-11-24T10:00:00', localEnd: '2026-11-24T11:00:00', zone: 'Europe/Berlin' },
  repeat: null,
  reminders: [10],
  showAs: 'busy',
  visibility: 'public',
  organizer: null,
  attendees: [attendee(bob), attendee(carol)],
  ...patch,
})
const preview = async (w: World, d: EventDraft): Promise<CallOutput<'send-preview'>> => calls['send-preview'].output.parse(await previewQuery(w.queries)({ draft: d }))
const kinds = (w: World): string[] => w.store.read.queue().map((row) => (row.mail ? `${row.kind} ${row.mail.method} ${row.mail.to}` : row.kind))
const mailOf = (w: World, to: string): NonNullable<QueueEntry['mail']> => {
  const found = w.store.read.queue().findLast((row) => row.mail?.to === to)?.mail
  if (!found) throw new Error(`no mail to ${to}`)
  return found
}
const agents = (w: World, id: ObjectId | null): Record<string, string | null> => {
  const read = readCalendar((id === null ? null : w.store.read.textOf(id)) ?? '')
  if (!read.ok) throw new Error('unreadable')
  return Object.fromEntries(eventsOf(read.value).flatMap((e) => attendeesOf(e).map((p) => [p.address, p.scheduleAgent])))
}

describe('inviting by mail', () => {
  it('T-C03: without scheduling and without a mail account the sheet says so, and nothing is queued but the event', async () => {
    const w = world(plainServer, false)
    const shown = await preview(w, draft())
    expect(shown).toMatchObject({ messages: 0, groups: [{ kind: 'will-not-arrive', people: [{ address: bob }, { address: carol }] }] })
    expect(shown.groups[0]?.why).toContain('mail account')
    const saved = await saveEvent(w.commands)({ draft: draft() })
    expect(kinds(w)).toEqual(['put'])
    expect(agents(w, saved.objectId)).toEqual({ [alice]: null, [bob]: null, [carol]: null })
  })

  it('shows who gets which mail, word for word, and queues exactly that behind the event (IMI-1)', async () => {
    const w = world()
    const shown = await preview(w, draft())
    expect(shown).toMatchObject({ messages: 2, groups: [{ kind: 'invitation', people: [{ address: bob }, { address: carol }], mail: { from: alice, subject: 'Invitation: Design review' } }] })
    expect(shown.groups[0]?.why).toContain(`By mail from ${alice}`)
    const saved = await saveEvent(w.commands)({ draft: draft() })
    expect(saved).toMatchObject({ messages: 2, leavesAtUtc: worldNow + 10_000, intent: 'Invite 2 people to “Design review”' })
    expect(kinds(w)).toEqual(['put', `send-mail REQUEST ${bob}`, `send-mail REQUEST ${carol}`])
    expect(w.store.read.queue().map((row) => row.state)).toEqual(['held', 'held', 'held'])
    expect(mailOf(w, bob)).toMatchObject({ subject: shown.groups[0]?.mail?.subject, text: shown.groups[0]?.mail?.text })
    expect(agents(w, saved.objectId)).toEqual({ [alice]: null, [bob]: 'CLIENT', [carol]: 'CLIENT' })
    expect(mailOf(w, bob).ics).not.toMatch(/SCHEDULE-|VALARM/)
  })

  it('undo in time stops the mails as well', async () => {
    const w = world()
    const saved = await saveEvent(w.commands)({ draft: draft() })
    expect(await undo(w.commands)({ queueIds: saved.queueIds })).toEqual({ undone: true })
    expect(kinds(w)).toEqual([])
  })

  it.each([['the change lets its mails go too', 0], ['a mail lets the change go that it tells of', 2]])('"Send now" on %s', async (_name, at) => {
    const w = world()
    const saved = await saveEvent(w.commands)({ draft: draft() })
    await sendNow(w.commands)({ queueId: saved.queueIds[at]! })
    expect(w.store.read.queue().map((row) => row.state)).toEqual(['waiting', 'waiting', 'waiting'])
  })

  describe('whether a mere change is told can be chosen where Parley alone tells (ITP-4)', () => {
    const toldByMail = (w: World): ObjectId => w.put('a.ics', icsOf({ lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED']), `ATTENDEE;PARTSTAT=ACCEPTED;SCHEDULE-AGENT=CLIENT;SCHEDULE-STATUS=1.1:mailto:${bob}`] }))
    const changed = (id: ObjectId, patch: Partial<EventDraft>): EventDraft => draft({ objectId: id, attendees: [{ ...attendee(bob), answer: 'accepted' }], organizer: alice, reminders: [], title: 'Meeting', when: { kind: 'timed', localStart: '2026-11-24T10:00:00', localEnd: '2026-11-24T11:00:00', zone: 'Europe/Berlin' }, ...patch })
    const base = async (w: World, id: ObjectId): Promise<Partial<EventDraft>> => {
      const found = await draftQuery(w.queries)({ objectId: id, recurrenceId: null, scope: 'all', zone: 'Europe/Berlin' })
      return found.draft ?? {}
    }
    const shown = async (w: World, d: EventDraft, quiet?: boolean) => calls['send-preview'].output.parse(await previewQuery(w.queries)({ draft: d, ...(quiet === undefined ? {} : { quiet }) }))

    it.each([
      ['the text', { description: 'Bring pens.' }, 'quiet'],
      ['one more person', { attendees: [{ ...attendee(bob), answer: 'accepted' as const }, attendee(carol)] }, 'quiet'],
      ['the title', { title: 'Another' }, 'tell'],
      ['the place', { location: 'Garden' }, 'tell'],
      ['the time', { when: { kind: 'timed' as const, localStart: '2026-11-24T15:00:00', localEnd: '2026-11-24T16:00:00', zone: 'Europe/Berlin' } }, undefined],
      ['how it repeats', { repeat: { freq: 'weekly' as const, interval: 1, days: [], nth: null, end: { kind: 'never' as const }, custom: null } }, undefined],
    ] as const)('%s changes: usually %o', async (_, patch, usual) => {
      const w = world()
      const id = toldByMail(w)
      const seen = await shown(w, changed(id, { ...(await base(w, id)), ...patch } as Partial<EventDraft>))
      expect(seen.choice?.usual).toBe(usual)
    })

    it('not told: nothing leaves, the sheet and the history say so; told: what was shown is mailed', async () => {
      const w = world()
      const id = toldByMail(w)
      const d = changed(id, { ...(await base(w, id)), description: 'Bring pens.' })
      const quiet = await shown(w, d, true)
      expect(quiet).toMatchObject({ messages: 0, choice: { people: [{ address: bob }] }, groups: [{ kind: 'nothing', people: [{ address: bob }] }] })
      expect(quiet.groups[0]?.why).toContain('not told')
      await saveEvent(w.commands)({ draft: d, quiet: true })
      expect(kinds(w)).toEqual(['put'])
      expect(w.store.read.ledger(acc, 'a' as Uid).map((row) => row.text)).toEqual(['You changed the description.', `You did not tell ${bob} of it.`])
      const loud = { ...d, description: 'Bring paper.' }
      expect(await shown(w, loud, false)).toMatchObject({ messages: 1, groups: [{ kind: 'update', mail: { from: alice } }] })
      await saveEvent(w.commands)({ draft: loud, quiet: false })
      expect(kinds(w)).toEqual(['put', 'put', `send-mail REQUEST ${bob}`])
    })

    it('who comes or goes is told all the same', async () => {
      const w = world()
      const id = toldByMail(w)
      await saveEvent(w.commands)({ draft: changed(id, { ...(await base(w, id)), attendees: [{ ...attendee(bob), answer: 'accepted' }, attendee(carol)] }), quiet: true })
      expect(kinds(w)).toEqual(['put', `send-mail REQUEST ${carol}`])
    })

    it('a server that sends by itself leaves no choice, and that is said', async () => {
      const w = world({})
      const id = w.put('a.ics', icsOf({ lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'ACCEPTED'])] }))
      const seen = await shown(w, changed(id, { ...(await base(w, id)), description: 'Bring pens.' }), true)
      expect(seen).toMatchObject({ messages: 1, groups: [{ kind: 'update' }] })
      expect([seen.choice, seen.groups[0]?.why]).toEqual([undefined, expect.stringContaining('sends it by itself')])
    })
  })

  it('mails nobody when nothing that others see has changed', async () => {
    const w = world()
    const id = w.put('a.ics', icsOf({ lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED']), `ATTENDEE;SCHEDULE-AGENT=CLIENT;SCHEDULE-STATUS=1.1:mailto:${bob}`] }))
    const d = { ...draft({ objectId: id, attendees: [attendee(bob)], organizer: alice, when: { kind: 'timed' as const, localStart: '2026-11-24T10:00:00', localEnd: '2026-11-24T11:00:00', zone: 'Europe/Berlin' } }), reminders: [15] }
    expect(await preview(w, d)).toMatchObject({ messages: 0, groups: [] })
  })

  it('a cancelled meeting is cancelled by mail, after the server has let go of it', async () => {
    const w = world()
    const id = w.put('a.ics', icsOf({ lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED']), `ATTENDEE;PARTSTAT=ACCEPTED;SCHEDULE-AGENT=CLIENT;SCHEDULE-STATUS=1.1:mailto:${bob}`] }))
    const shown = calls['delete-preview'].output.parse(await deletePreviewQuery(w.queries)({ objectId: id, recurrenceId: null, scope: 'all' }))
    expect(shown).toMatchObject({ messages: 1, groups: [{ kind: 'cancellation', mail: { subject: 'Cancelled: Design review' } }] })
    await deleteEvent(w.commands)({ objectId: id, recurrenceId: null, scope: 'all', tellOrganizer: true })
    expect(kinds(w)).toEqual(['delete', `send-mail CANCEL ${bob}`])
    expect(mailOf(w, bob).ics).toMatch(/METHOD:CANCEL[\s\S]*STATUS:CANCELLED/)
  })

  it('T-S16: what was mailed is told as such', async () => {
    const w = world()
    const id = w.put('a.ics', icsOf({ lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED']), `ATTENDEE;SCHEDULE-AGENT=CLIENT;SCHEDULE-STATUS=1.1:mailto:${bob}`, `ATTENDEE;SCHEDULE-AGENT=CLIENT:mailto:${carol}`] }))
    const { event } = await detailsQuery(w.queries)({ objectId: id, recurrenceId: null, zone: 'Europe/Berlin' })
    expect(event?.attendees.filter((a) => !a.isMe).map((a) => a.delivery.text)).toEqual(['E-mailed by you', 'Not mailed yet'])
  })
})

describe('one agent for each person', () => {
  const onServer = (status: string, agent = ''): string => icsOf({ lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED']), `ATTENDEE;PARTSTAT=NEEDS-ACTION${agent};SCHEDULE-STATUS="${status}":mailto:${bob}`, `ATTENDEE;PARTSTAT=ACCEPTED;SCHEDULE-STATUS="1.2":mailto:${carol}`] })

  it('a server that schedules keeps telling whom it reaches; a mail account changes nothing about it', async () => {
    const w = world({})
    expect(await preview(w, draft())).toMatchObject({ messages: 2, groups: [{ kind: 'invitation' }] })
    const saved = await saveEvent(w.commands)({ draft: draft() })
    expect(kinds(w)).toEqual(['put'])
    expect(agents(w, saved.objectId)).toMatchObject({ [bob]: null })
  })

  it('"Send by mail" for one the server could not reach: CLIENT first, then the mail, and nobody else (IMI-1)', async () => {
    const w = world({})
    const id = w.put('a.ics', onServer('5.2'))
    const shown = calls['mail-preview'].output.parse(await mailPreviewQuery(w.queries)({ objectId: id, addresses: [bob] }))
    expect(shown).toMatchObject({ messages: 1, groups: [{ kind: 'invitation', people: [{ address: bob }] }] })
    const saved = await sendByMail(w.commands)({ objectId: id, addresses: [bob] })
    expect(saved.messages).toBe(1)
    expect(kinds(w)).toEqual(['put', `send-mail REQUEST ${bob}`])
    expect(agents(w, id)).toMatchObject({ [bob]: 'CLIENT', [carol]: null })
  })

  it('from then on changes go there by mail and to the others by the server: never both', async () => {
    const w = world({})
    const id = w.put('a.ics', onServer('1.1', ';SCHEDULE-AGENT=CLIENT'))
    const shown = await preview(w, draft({ objectId: id, organizer: alice, location: 'Aurora' }))
    expect(shown.groups.map((g) => [g.kind, g.mail !== undefined, g.people.map((p) => p.address)])).toEqual([
      ['update', true, [bob]],
      ['update', false, [carol]],
    ])
    expect(shown.messages).toBe(2)
  })

  it.each(['1.2', '2.0', '1.0'])('is refused for somebody the server has reached (%s): it would be told that it is off', async (status) => {
    const w = world({})
    const id = w.put('a.ics', onServer(status))
    expect(await refusalOf(sendByMail(w.commands)({ objectId: id, addresses: [bob] }))).toMatchObject({ cause: 'server-reaches' })
    expect(kinds(w)).toEqual([])
  })

  it('without a mail account it says so, and gives the message as a file', async () => {
    const w = world({}, false)
    const id = w.put('a.ics', onServer('5.2'))
    expect(await refusalOf(sendByMail(w.commands)({ objectId: id, addresses: [bob] }))).toMatchObject({ cause: 'no-mail-account' })
    const file = await exportInvitation(w.commands)({ objectId: id, address: bob })
    expect(file.fileName).toBe('Design review.ics')
    expect(file.text).toMatch(/METHOD:REQUEST/)
    expect(file.text).not.toMatch(/SCHEDULE-/)
    expect(file.mailto).toMatch(/^mailto:bob@south\.example\?subject=Invitation/)
    expect(w.store.read.ledger(acc, 'a' as Uid).at(-1)?.text).toBe('You took the invitation for bob@south.example as a file.')
  })
})

describe('set-mail-account', () => {
  const settings = { host: 'smtp.north.example', port: 587, security: 'starttls' as const, user: 'alice', from: alice, name: 'Alice' }
  it('keeps the password sealed, and lets go what waited for it', async () => {
    const w = world(plainServer)
    await saveEvent(w.commands)({ draft: draft() })
    const waiting = w.store.read.queue().find((row) => row.kind === 'send-mail')!
    w.store.write(['queue'], (tx) => tx.patchQueue(waiting.id, { state: 'needs-you', error: { kind: 'sign-in', effect: 'saved-here', retry: 'never', cause: 'wrong-password' } }))
    await setMailAccount(w.commands)({ accountId: acc, settings, password: 'secret', allowPlain: false })
    expect(w.store.read.mailAccount(acc)).toMatchObject({ host: 'smtp.north.example', port: 587, security: 'starttls', fromAddress: alice })
    expect(new TextDecoder().decode(w.store.read.sealed(acc, 'mail-password')!)).toBe('sealed secret')
    expect(w.store.read.queueEntry(waiting.id)).toMatchObject({ state: 'waiting', error: null })
    await setMailAccount(w.commands)({ accountId: acc, settings: null, password: null, allowPlain: false })
    expect([w.store.read.mailAccount(acc), w.store.read.sealed(acc, 'mail-password')]).toEqual([null, null])
  })
  it('makes the sender an address of mine where the server lists none that mail can reach (Radicale: a path)', async () => {
    const w = world({ account: { ...plainServer.account, address: 'alice', addresses: ['/alice/'] } }, false)
    await setMailAccount(w.commands)({ accountId: acc, settings, password: 'secret', allowPlain: false })
    const saved = await saveEvent(w.commands)({ draft: draft() })
    expect(w.store.read.textOf(saved.objectId!)).toMatch(/ORGANIZER[^\r\n]*:mailto:alice@north\.example/)
    expect(w.store.read.textOf(saved.objectId!)).not.toContain('/alice/')
  })
  it('what is practised never leaves this computer: a mail server elsewhere is refused', async () => {
    const w = world({ account: { practice: true } }, false)
    expect(await refusalOf(setMailAccount(w.commands)({ accountId: acc, settings, password: 'secret', allowPlain: false }))).toMatchObject({ cause: 'practice-mail' })
    await setMailAccount(w.commands)({ accountId: acc, settings: { ...settings, host: '127.0.0.1' }, password: 'secret', allowPlain: false })
    expect(w.store.read.mailAccount(acc)?.host).toBe('127.0.0.1')
  })
  it('clear text needs a yes', async () => {
    const w = world(plainServer, false)
    const input: CallInput<'set-mail-account'> = { accountId: acc, settings: { ...settings, security: 'none' }, password: 'secret', allowPlain: false }
    expect(await refusalOf(setMailAccount(w.commands)(input))).toMatchObject({ cause: 'plain-mail' })
    await setMailAccount(w.commands)({ ...input, allowPlain: true })
    expect(w.store.read.mailAccount(acc)?.security).toBe('none')
  })
})

// ---- incoming

const message = (method: string, lines: readonly string[], event: Parameters<typeof icsOf>[0] = {}): string => icsOf({ lines, ...event }).replace('BEGIN:VEVENT', `METHOD:${method}\r\nBEGIN:VEVENT`)
const asMail = (ics: string, from: string, method: string): string => [`From: <${from}>`, 'Content-Type: multipart/alternative; boundary=b', '', '--b', `Content-Type: text/calendar; method=${method}; charset=UTF-8`, '', ics, '--b--', ''].join('\r\n')
const invitation = (lines: readonly string[] = [], event: Parameters<typeof icsOf>[0] = {}): string => message('REQUEST', ['SEQUENCE:0', ...meetingLines(bob, [bob, 'ACCEPTED'], [alice, 'NEEDS-ACTION']), ...lines], event)
const reply = (answer: string, who = bob, lines: readonly string[] = []): string => message('REPLY', ['SEQUENCE:0', ...meetingLines(alice, [who, answer]), ...lines]).replace('DTSTAMP:20261101T000000Z', 'DTSTAMP:20261120T000000Z')
const mine = icsOf({ lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED']), `ATTENDEE;PARTSTAT=NEEDS-ACTION;SCHEDULE-AGENT=CLIENT;SCHEDULE-STATUS=1.1:mailto:${bob}`] })
const open = async (w: World, text: string): Promise<CallOutput<'open-ics'>> => calls['open-ics'].output.parse(await openIcs(w.commands)({ text }))
const take = async (w: World, text: string, act: 'store' | 'apply' | 'add-person' | 'decline-counter', key = '0'): Promise<CallOutput<'take-ics'>> => calls['take-ics'].output.parse(await takeIcs(w.commands)({ text, takes: [{ key, act, collectionId: cal }] }))

describe('an opened invitation', () => {
  it('is shown with who it claims to be from, stored by choice, and then asks for an answer', async () => {
    const w = world()
    const { items } = await open(w, invitation(['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT1M', 'DESCRIPTION:x', 'END:VALARM']))
    expect(items).toMatchObject([{ kind: 'invitation', title: 'Design review', from: { address: bob }, calendar: { collectionId: cal }, acts: [{ act: 'store', preview: null }] }])
    expect(items[0]?.warning).toContain(`claims to be from ${bob}`)
    expect(kinds(w)).toEqual([])
    const taken = await take(w, invitation(['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT1M', 'DESCRIPTION:x', 'END:VALARM']), 'store')
    expect(taken).toMatchObject({ messages: 0, intent: 'Add “Design review”' })
    expect(w.store.read.invite(taken.inviteId!)).toMatchObject({ objectId: taken.objectId, answered: null })
    expect(w.store.read.textOf(taken.objectId!)).not.toMatch(/METHOD|VALARM/)
    expect(w.store.read.queue()[0]?.href).not.toContain('/a.ics')
  })

  it('is answered by mail where the server tells nobody (T-I12): CLIENT on the organizer, REPLY of mine alone', async () => {
    const w = world()
    const taken = await take(w, invitation(), 'store')
    const saved = await replyToInvite(w.commands)({ objectId: taken.objectId!, recurrenceId: null, scope: 'all', answer: 'accepted', comment: 'Gladly' })
    expect(saved.messages).toBe(1)
    expect(kinds(w)).toEqual(['put', 'put', `send-mail REPLY ${bob}`])
    expect(agents(w, taken.objectId)).toEqual({ [bob]: null, [alice]: null })
    expect(w.store.read.textOf(taken.objectId!)).toMatch(/ORGANIZER;SCHEDULE-AGENT=CLIENT:mailto:bob/)
    const { ics, subject, text } = mailOf(w, bob)
    expect([subject, text]).toEqual(['Accepted: Design review', expect.stringContaining('“Gladly”')])
    expect(ics).toMatch(/METHOD:REPLY/)
    expect(ics.match(/ATTENDEE/g)).toHaveLength(1)
  })

  it.each<{ name: string; asks: string; stands: 'cal' | 'two' | null; out: { readonly kind: string; readonly where: string | null } }>([
    { name: 'to the account that it asks', asks: alice, stands: null, out: { kind: 'invitation', where: 'cal' } },
    { name: 'to the other account, asked by its address', asks: carol, stands: null, out: { kind: 'invitation', where: 'two' } },
    { name: 'nowhere: the server has put it into a calendar of the one that is asked', asks: carol, stands: 'two', out: { kind: 'nothing', where: null } },
    { name: 'nowhere: it is there, whichever calendar that is', asks: alice, stands: 'cal', out: { kind: 'nothing', where: null } },
    { name: 'to the one that is asked, though a copy lies with another of mine', asks: carol, stands: 'cal', out: { kind: 'invitation', where: 'two' } },
  ])('IMI-6: it goes $name', async ({ asks, stands, out }) => {
    const w = world()
    w.store.write(['accounts'], (tx) => {
      tx.putAccount(anAccount({ id: 'acc2' as AccountId, address: carol, addresses: [`mailto:${carol}`], capabilities: { ...anAccount().capabilities, autoSchedule: false } }))
      tx.putCollection(aCollection({ id: 'two' as CollectionId, accountId: 'acc2' as AccountId, href: '/carol/two/' as Href, position: 1 }))
    })
    const text = invitation().replaceAll(`mailto:${alice}`, `mailto:${asks}`)
    if (stands !== null) w.put('x.ics', text.replace('METHOD:REQUEST\r\n', ''), { calendar: stands })
    const [item] = (await open(w, text)).items
    expect({ kind: item?.kind, where: item?.calendar?.collectionId ?? null }).toEqual(out)
  })

  it('opened again it says that it is here; an older one is not taken (T-I02, T-I03)', async () => {
    const w = world()
    const stored = invitation(['DESCRIPTION:new']).replace('METHOD:REQUEST\r\n', '').replace('SEQUENCE:0', 'SEQUENCE:1')
    w.put('x.ics', stored)
    expect((await open(w, stored.replace('BEGIN:VEVENT', 'METHOD:REQUEST\r\nBEGIN:VEVENT'))).items).toMatchObject([{ kind: 'nothing', acts: [] }])
    expect((await open(w, invitation())).items).toMatchObject([{ kind: 'nothing', acts: [], words: expect.stringContaining('older') }])
  })

  it('a change shows old and new, and asks again when it is taken', async () => {
    const w = world()
    w.put('x.ics', invitation().replace('METHOD:REQUEST\r\n', '').replace('PARTSTAT=NEEDS-ACTION', 'PARTSTAT=ACCEPTED'), { quiet: true })
    const moved = invitation([], { start: '20261124T130000Z', end: '20261124T140000Z' }).replace('SEQUENCE:0', 'SEQUENCE:1')
    const { items } = await open(w, moved)
    expect(items).toMatchObject([{ kind: 'update', acts: [{ act: 'apply' }], changes: [{ field: 'when' }] }])
    const taken = await take(w, moved, 'apply')
    expect(taken.inviteId).not.toBeNull()
    expect(w.store.read.textOf(taken.objectId!)).toContain('DTSTART:20261124T130000Z')
  })

  it('a cancellation marks it, and only if it is from the organizer (T-I14, T-I15, ITP-14)', async () => {
    const w = world()
    const cancel = message('CANCEL', ['SEQUENCE:1', 'STATUS:CANCELLED', ...meetingLines(bob, [alice, 'NEEDS-ACTION'])])
    expect((await open(w, cancel)).items).toMatchObject([{ kind: 'nothing', acts: [] }])
    const id = w.put('x.ics', invitation().replace('METHOD:REQUEST\r\n', ''), { quiet: true })
    expect((await open(w, cancel.replace(`ORGANIZER:mailto:${bob}`, 'ORGANIZER:mailto:eve@evil.example'))).items).toMatchObject([{ kind: 'nothing', acts: [] }])
    await take(w, cancel, 'apply')
    expect(w.store.read.textOf(id)).toContain('STATUS:CANCELLED')
  })
})

describe('who vouches for it (IMI-4)', () => {
  const cases: readonly { readonly name: string; readonly text: string; readonly warning: string | RegExp }[] = [
    { name: 'the mail came from the one who answers', text: asMail(reply('ACCEPTED'), bob, 'REPLY'), warning: '' },
    { name: 'T-I35 the mail came from somebody else', text: asMail(reply('ACCEPTED'), carol, 'REPLY'), warning: /claims to be from bob@south\.example, but the mail came from carol@south\.example/ },
    { name: 'T-I36 somebody who says to act for them', text: asMail(reply('ACCEPTED').replace(`ATTENDEE;PARTSTAT=ACCEPTED:mailto:${bob}`, `ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:${carol}":mailto:${bob}`), carol, 'REPLY'), warning: /came from carol@south\.example, who says to write for bob@south\.example/ },
    { name: 'a file proves nothing', text: reply('ACCEPTED'), warning: /a file alone cannot prove it/ },
  ]
  it.each(cases)('$name: shown, and applied only by choice', async ({ text, warning }) => {
    const w = world()
    const id = w.put('a.ics', mine, { quiet: true })
    const { items } = await open(w, text)
    expect(items).toMatchObject([{ kind: 'answer', objectId: id, acts: [{ act: 'apply' }] }])
    if (typeof warning === 'string') expect(items[0]?.warning).toBe(warning)
    else expect(items[0]?.warning).toMatch(warning)
    expect(w.store.read.textOf(id)).toContain('PARTSTAT=NEEDS-ACTION')
    expect(kinds(w)).toEqual([])
  })

  it.each([
    { name: 'who was asked passes it on to me (RFC 5546 §3.2.2.3)', to: alice, from: carol, mailFrom: carol, warning: /^carol@south\.example was invited by bob@south\.example and asks you to come instead\./ },
    { name: 'my own line does not say so', to: alice, from: null, mailFrom: carol, warning: /claims to be from bob@south\.example, but/ },
    { name: 'their line sends somebody else', to: 'dave@south.example', from: carol, mailFrom: carol, warning: /claims to be from bob@south\.example, but/ },
    { name: 'the mail came from yet another', to: alice, from: carol, mailFrom: 'eve@evil.example', warning: /claims to be from bob@south\.example, but the mail came from eve@evil\.example/ },
  ])('ITP-40, IMI-4 a delegated invitation: $name', async ({ to, from, mailFrom, warning }) => {
    const w = world()
    const lines = [`ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:${to}":mailto:${carol}`, `ATTENDEE;PARTSTAT=NEEDS-ACTION${from === null ? '' : `;DELEGATED-FROM="mailto:${from}"`}:mailto:${alice}`]
    const { items } = await open(w, asMail(message('REQUEST', [`ORGANIZER:mailto:${bob}`, ...lines]), mailFrom, 'REQUEST'))
    expect(items).toMatchObject([{ kind: 'invitation', warning: expect.stringMatching(warning) }])
    expect(kinds(w)).toEqual([])
  })

  it('T-I51: a part that says another method than its calendar is no invitation', async () => {
    const w = world()
    const opened = await open(w, asMail(invitation(), bob, 'REPLY'))
    expect(opened.items).toEqual([])
    expect(opened.problem).toContain('says one thing')
  })

  it('T-I52: several UIDs in one text are taken one by one', async () => {
    const w = world()
    const two = invitation([], { more: [invitation([], { uid: 'b', title: 'Second' }).replace(/^[\s\S]*?(?=BEGIN:VEVENT)/, '').replace(/END:VCALENDAR[\s\S]*$/, '').trim()] })
    expect((await open(w, two)).items.map((i) => [i.key, i.title, i.kind])).toEqual([['0', 'Design review', 'invitation'], ['1', 'Second', 'invitation']])
    await take(w, two, 'store', '1')
    expect(w.store.read.objectsByUid('a' as Uid)).toEqual([])
    expect(w.store.read.objectsByUid('b' as Uid)).toHaveLength(1)
  })

  it.each([['words', 'nothing of a calendar'], ['BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', 'no event']])('what is no invitation says what it is: %s', async (text, problem) => {
    expect((await open(world(), text)).problem).toContain(problem)
  })
})

describe('an opened answer', () => {
  it('is written into my meeting, with what they wrote (T-I25)', async () => {
    const w = world()
    const id = w.put('a.ics', mine, { quiet: true })
    const text = reply('DECLINED', bob, ['COMMENT:On holiday'])
    expect((await open(w, text)).items).toMatchObject([{ kind: 'answer', comment: 'On holiday', acts: [{ act: 'apply', preview: null }] }])
    expect(await take(w, text, 'apply')).toMatchObject({ messages: 0, objectId: id, inviteId: null })
    const { event } = await detailsQuery(w.queries)({ objectId: id, recurrenceId: null, zone: 'Europe/Berlin' })
    expect(event?.attendees.find((a) => a.address === bob)).toMatchObject({ answer: 'declined', comment: 'On holiday' })
  })

  it('T-I34 of somebody not invited: let in by choice, told by mail, nothing otherwise', async () => {
    const w = world()
    const id = w.put('a.ics', mine, { quiet: true })
    const { items } = await open(w, reply('ACCEPTED', carol))
    expect(items).toMatchObject([{ kind: 'answer', words: expect.stringContaining('was not invited'), acts: [{ act: 'add-person', preview: { messages: 2, groups: [{ kind: 'invitation', people: [{ address: carol }] }, { kind: 'update', people: [{ address: bob }] }] } }] }])
    await take(w, reply('ACCEPTED', carol), 'add-person')
    expect(kinds(w)).toContain(`send-mail REQUEST ${carol}`)
    expect(agents(w, id)).toMatchObject({ [carol]: 'CLIENT' })
  })

  it('T-I37 a proposal: taken it moves the meeting and asks everybody again; refused it tells the one who proposed', async () => {
    const counter = message('COUNTER', ['SEQUENCE:0', ...meetingLines(alice, [bob, 'TENTATIVE'])], { start: '20261125T090000Z', end: '20261125T100000Z' })
    const w = world()
    const id = w.put('a.ics', mine, { quiet: true })
    const { items } = await open(w, counter)
    expect(items).toMatchObject([
      { kind: 'counter', changes: [{ field: 'when' }], acts: [{ act: 'apply', preview: { messages: 1, groups: [{ kind: 'answer-again' }] } }, { act: 'decline-counter', preview: { messages: 1, groups: [{ people: [{ address: bob }], mail: { subject: 'Stays as it is: Design review' } }] } }, { act: 'note-counter', preview: null }] },
    ])
    await take(w, counter, 'decline-counter')
    expect(kinds(w)).toEqual([`send-mail DECLINECOUNTER ${bob}`])
    expect(mailOf(w, bob).ics).toMatch(/METHOD:DECLINECOUNTER[\s\S]*SEQUENCE:0/)
    await take(w, counter, 'apply')
    expect(w.store.read.textOf(id)).toMatch(/DTSTART:20261125T090000Z[\s\S]*SEQUENCE:1|SEQUENCE:1[\s\S]*DTSTART:20261125T090000Z/)
    expect(kinds(w).at(-1)).toBe(`send-mail REQUEST ${bob}`)
  })
})

describe('files of events', () => {
  it('T-I50 PUBLISH is kept to look at: no people, no answer', async () => {
    const w = world()
    const text = message('PUBLISH', ['SEQUENCE:0', ...meetingLines('club@south.example', [alice, 'NEEDS-ACTION'])])
    expect((await open(w, text)).items).toMatchObject([{ kind: 'published', acts: [{ act: 'store', preview: null }] }])
    const taken = await take(w, text, 'store')
    expect(taken.inviteId).toBeNull()
    expect(w.store.read.textOf(taken.objectId!)).not.toContain('ATTENDEE')
  })

  it('plain events are added one by one or together; one that is here already is not added twice', async () => {
    const w = world()
    const text = icsOf({ uid: 'p', title: 'Picnic' })
    expect((await open(w, text)).items).toMatchObject([{ kind: 'event', warning: '', acts: [{ act: 'store', preview: null }] }])
    await take(w, text, 'store')
    expect((await open(w, text)).items).toMatchObject([{ kind: 'nothing', acts: [] }])
  })

  it('a meeting of my own in a file would invite people: the sheet says so before it does', async () => {
    const w = world()
    expect((await open(w, icsOf({ lines: meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'NEEDS-ACTION']) }))).items).toMatchObject([{ kind: 'event', acts: [{ act: 'store', preview: { messages: 1, groups: [{ kind: 'invitation', people: [{ address: bob }] }] } }] }])
  })
})
