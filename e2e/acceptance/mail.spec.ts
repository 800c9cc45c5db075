import { startFakeSmtp } from '../../electron/core/testing/fake-smtp.ts'
import type { CallInput, CallOutput } from '../../shared/contract/calls.ts'
import { expect, test } from '../stories/fixtures.ts'
import { allSent, draft, eventually, invite, occurrencesOf, signIn, slot, zone } from './desk.ts'

test.use({ apart: 'acceptance' })

type App = Awaited<ReturnType<typeof signIn>>
type Smtp = Awaited<ReturnType<typeof startFakeSmtp>>

/** On the loopback nothing is encrypted: the way in is the person's own yes to that. */
async function withMail(app: App, smtp: Smtp, address: string): Promise<void> {
  const { accounts } = await app.call('accounts', {})
  const settings = { host: '127.0.0.1', port: smtp.port, security: 'none' as const, user: 'alice', from: address, name: address.split('@')[0] ?? '' }
  const input: CallInput<'test-mail-account'> = { accountId: accounts[0]!.id, settings, password: 'secret', allowPlain: true }
  await app.call('test-mail-account', input)
  await app.call('set-mail-account', input)
}

const detailsOf = async (app: App, title: string): Promise<NonNullable<CallOutput<'event-details'>['event']>> => {
  const [one] = await occurrencesOf(app, title)
  const { event } = await app.call('event-details', { objectId: one!.objectId, recurrenceId: null, zone })
  return event!
}

/** The newest mail to somebody, as their mail program would save it. */
const mailTo = (smtp: Smtp, address: string): string => smtp.mails.findLast((mail) => mail.to.includes(address))?.text ?? ''

async function takeOnly(app: App, text: string, act: 'store' | 'apply'): Promise<CallOutput<'take-ics'>> {
  const { items } = await app.call('open-ics', { text })
  expect(items.map((item) => item.acts[0]?.act)).toEqual([act])
  return app.call('take-ics', { text, takes: [{ key: items[0]!.key, act, collectionId: app.calendar as NonNullable<CallInput<'take-ics'>['takes'][number]['collectionId']> }] })
}

test('a meeting by mail alone: invited, answered, moved, answered again, cancelled (RFC 6047, IMI-1…6, T-C03)', { tag: '@mail-only' }, async ({ organisations }) => {
  const smtp = await startFakeSmtp({ authInClear: true })
  const alice = await signIn(organisations, 'alice')
  const bob = await signIn(organisations, 'bob')
  const [aliceAddress, bobAddress] = [organisations.person('alice').address, organisations.person('bob').address]
  const title = 'Planned by mail'
  const made = draft(alice, title, slot(5, 10), { organizer: aliceAddress, attendees: [invite(bobAddress)] })

  // Without a mail account the sheet says that nothing leaves.
  expect((await alice.call('send-preview', { draft: made })).groups.map((group) => group.kind)).toEqual(['will-not-arrive'])
  await withMail(alice, smtp, aliceAddress)
  await withMail(bob, smtp, bobAddress)

  // Nothing leaves without having been shown: subject and text are those of the sheet.
  const preview = await alice.call('send-preview', { draft: made })
  expect(preview.groups.map((group) => [group.kind, group.people.map((person) => person.address)])).toEqual([['invitation', [bobAddress]]])
  expect(smtp.mails).toEqual([])
  await alice.call('save-event', { draft: made })
  await allSent(alice)
  expect(smtp.mails.map((mail) => mail.to)).toEqual([[bobAddress]])
  expect(mailTo(smtp, bobAddress)).toContain(`Subject: ${preview.groups[0]!.mail!.subject}`)
  const person = async () => (await detailsOf(alice, title)).attendees.find((one) => one.address === bobAddress)
  expect((await person())?.delivery.text).toBe('E-mailed by you')

  // Bob opens the mail; it stands among his invitations, and he answers it there.
  const opened = await bob.call('open-ics', { text: mailTo(smtp, bobAddress) })
  expect(opened).toMatchObject({ mailFrom: aliceAddress, items: [{ kind: 'invitation', title, warning: '' }] })
  const taken = await takeOnly(bob, mailTo(smtp, bobAddress), 'store')
  await allSent(bob)
  const { card } = await bob.call('invite-card', { inviteId: taken.inviteId!, zone })
  expect([card?.item.section, card?.canReply, card?.occurrence.startUtc]).toEqual(['needs-answer', true, slot(5, 10).startUtc])
  await bob.call('reply-to-invite', { objectId: taken.objectId!, recurrenceId: null, scope: 'all', answer: 'accepted', comment: 'Gladly' })
  await allSent(bob)
  expect((await bob.call('invite-card', { inviteId: taken.inviteId!, zone })).card?.replyDelivery?.text).toBe('E-mailed by you')

  // Alice opens the reply: the answer and what he wrote stand beside his name, also after a sync.
  expect(await alice.call('open-ics', { text: mailTo(smtp, aliceAddress) })).toMatchObject({ items: [{ kind: 'answer', warning: '', comment: 'Gladly' }] })
  await takeOnly(alice, mailTo(smtp, aliceAddress), 'apply')
  await allSent(alice)
  await eventually(alice, person, (bobNow) => expect([bobNow?.answer, bobNow?.comment]).toEqual(['accepted', 'Gladly']))

  // Moved: he is asked again, by mail, and his copy follows.
  const [event] = await occurrencesOf(alice, title)
  await alice.call('move-event', { objectId: event!.objectId, recurrenceId: null, scope: 'all', when: { kind: 'timed', localStart: slot(5, 14).localStart, localEnd: slot(5, 14).localEnd, zone } })
  await allSent(alice)
  expect((await person())?.answer).toBe('needs-action')
  await takeOnly(bob, mailTo(smtp, bobAddress), 'apply')
  await allSent(bob)
  const changed = (await bob.call('invite-card', { inviteId: taken.inviteId!, zone })).card
  expect([changed?.item.section, changed?.occurrence.startUtc]).toEqual(['changed', slot(5, 14).startUtc])
  expect(changed?.changes.map((change) => change.field)).toContain('when')

  // Cancelled: by mail, after the server has let go of it.
  await alice.call('delete-event', { objectId: event!.objectId, recurrenceId: null, scope: 'all', tellOrganizer: true })
  await allSent(alice)
  await takeOnly(bob, mailTo(smtp, bobAddress), 'apply')
  await allSent(bob)
  expect((await detailsOf(bob, title)).occurrence.status).toBe('cancelled')
  await Promise.all([alice.stop(), bob.stop()])
  await smtp.close()
})

test('another time by mail, both ways: a COUNTER, a DECLINECOUNTER, and a second one that is taken (RFC 5546 §3.2.7, T-I37, T-I38)', { tag: '@mail-only' }, async ({ organisations }) => {
  const smtp = await startFakeSmtp({ authInClear: true })
  const [alice, bob] = [await signIn(organisations, 'alice'), await signIn(organisations, 'bob')]
  const [aliceAddress, bobAddress] = [organisations.person('alice').address, organisations.person('bob').address]
  await withMail(alice, smtp, aliceAddress)
  await withMail(bob, smtp, bobAddress)
  const title = 'Moved by mail'
  await alice.call('save-event', { draft: draft(alice, title, slot(8, 10), { organizer: aliceAddress, attendees: [invite(bobAddress)] }) })
  await allSent(alice)
  const { objectId } = await takeOnly(bob, mailTo(smtp, bobAddress), 'store')
  await allSent(bob)
  const at = (hour: number): CallInput<'proposal-preview'>['when'] => ({ kind: 'timed', localStart: slot(8, hour).localStart, localEnd: slot(8, hour).localEnd, zone })
  const newest = async (app: App): Promise<CallOutput<'proposals'>['proposals'][number] | undefined> => (await app.call('proposals', { objectId: null, zone })).proposals.at(-1)

  /** Bob asks for another time, Alice opens his mail and keeps it for later. */
  const propose = async (hour: number, comment: string): Promise<string> => {
    const ask = { objectId: objectId!, recurrenceId: null, scope: 'all' as const, when: at(hour), comment }
    const [way] = (await bob.call('proposal-preview', ask)).ways
    expect([way?.way, way?.answers]).toEqual(['mail', []])
    const before = smtp.mails.length
    await bob.call('propose-time', { ...ask, way: 'mail', answer: null })
    await allSent(bob)
    expect(smtp.mails.slice(before).map((mail) => mail.to)).toEqual([[aliceAddress]])
    const text = mailTo(smtp, aliceAddress)
    expect(text).toContain(`Subject: ${way?.mail?.subject}`)
    expect(text).toMatch(/method="?COUNTER/i)
    const { items } = await alice.call('open-ics', { text })
    expect(items).toMatchObject([{ kind: 'counter', warning: '' }])
    await alice.call('take-ics', { text, takes: [{ key: items[0]!.key, act: 'note-counter', collectionId: null }] })
    const open = await newest(alice)
    expect(open).toMatchObject({ mine: false, state: 'open', canDecide: true, words: comment, time: { startUtc: slot(8, hour).startUtc }, who: { address: bobAddress } })
    return open!.id
  }

  await alice.call('decide-proposal', { proposalId: await propose(14, 'The morning is full'), act: 'decline', words: 'Only the morning works' })
  await allSent(alice)
  const no = mailTo(smtp, bobAddress)
  expect(no).toMatch(/method="?DECLINECOUNTER/i)
  const { items } = await bob.call('open-ics', { text: no })
  expect(items).toMatchObject([{ kind: 'counter-declined', warning: '' }])
  await bob.call('take-ics', { text: no, takes: [{ key: items[0]!.key, act: 'note-decline', collectionId: null }] })
  expect(await newest(bob)).toMatchObject({ mine: true, state: 'declined', closedWords: 'Only the morning works' })
  expect((await detailsOf(bob, title)).occurrence.startUtc).toBe(slot(8, 10).startUtc)

  await alice.call('decide-proposal', { proposalId: await propose(16, ''), act: 'apply', words: '' })
  await allSent(alice)
  await takeOnly(bob, mailTo(smtp, bobAddress), 'apply')
  await allSent(bob)
  expect(await newest(bob)).toMatchObject({ mine: true, state: 'taken' })
  for (const app of [alice, bob]) expect((await detailsOf(app, title)).occurrence.startUtc).toBe(slot(8, 16).startUtc)
  await Promise.all([alice.stop(), bob.stop()])
  await smtp.close()
})

test('a mail that could not leave survives a power cut and leaves once, when the server is back', { tag: '@mail-only' }, async ({ organisations }) => {
  const smtp = await startFakeSmtp({ authInClear: true, answers: { MAIL: '451 4.3.2 Not now' } })
  const first = await signIn(organisations, 'carol')
  const carolAddress = organisations.person('carol').address
  await withMail(first, smtp, carolAddress)
  await first.call('save-event', { draft: draft(first, 'Kept through the night', slot(6, 10), { organizer: carolAddress, attendees: [invite('frank@freelance.test')] }) })
  await expect(async () => expect((await first.call('queue', {})).rows).toMatchObject([{ state: 'waiting', error: { cause: 'mail-later' } }])).toPass({ timeout: 15_000 })
  await first.killAll()
  smtp.traits.answers = {}
  const { startApp } = await import('../hosts/loopback.ts')
  const again = { ...(await startApp({ home: first.home })), calendar: first.calendar }
  const { rows } = await again.call('queue', {})
  for (const row of rows) await again.call('send-now', { queueId: row.id })
  await allSent(again)
  expect(smtp.mails.map((mail) => mail.to)).toEqual([['frank@freelance.test']])
  await again.stop()
  await smtp.close()
})

test('one agent for each person: the server tells whom it reaches, mail those it does not (SCH-5, IMI-1)', { tag: '@delivers' }, async ({ organisations }) => {
  const smtp = await startFakeSmtp({ authInClear: true })
  const alice = await signIn(organisations, 'alice')
  const [aliceAddress, bobAddress] = [organisations.person('alice').address, organisations.person('bob').address]
  await withMail(alice, smtp, aliceAddress)
  const title = 'Two ways'
  const outside = organisations.unreachable
  await alice.call('save-event', { draft: draft(alice, title, slot(7, 10), { organizer: aliceAddress, attendees: [invite(bobAddress), invite(outside)] }) })
  await allSent(alice)
  const [event] = await occurrencesOf(alice, title)
  const deliveries = async () => Object.fromEntries((await detailsOf(alice, title)).attendees.map((one) => [one.address, one.delivery.severity]))
  await eventually(alice, deliveries, (seen) => expect([seen[bobAddress], seen[outside]]).toEqual(['ok', expect.stringMatching(/^(error|warning)$/)]))
  expect(smtp.mails).toEqual([])

  const preview = await alice.call('mail-preview', { objectId: event!.objectId, addresses: [outside] })
  expect(preview.groups.map((group) => [group.kind, group.people.map((person) => person.address)])).toEqual([['invitation', [outside]]])
  await alice.call('send-by-mail', { objectId: event!.objectId, addresses: [outside] })
  await allSent(alice)
  await eventually(alice, async () => (await detailsOf(alice, title)).attendees.find((one) => one.address === outside)?.delivery.text, (text) => expect(text).toBe('E-mailed by you'))
  expect(smtp.mails.map((mail) => mail.to)).toEqual([[outside]])

  // A change later on: the server tells Bob, and Parley the other one; nobody is told twice.
  await alice.call('move-event', { objectId: event!.objectId, recurrenceId: null, scope: 'all', when: { kind: 'timed', localStart: slot(7, 15).localStart, localEnd: slot(7, 15).localEnd, zone } })
  await allSent(alice)
  expect(smtp.mails.map((mail) => mail.to)).toEqual([[outside], [outside]])
  await alice.stop()
  await smtp.close()
})
