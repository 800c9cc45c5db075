import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import type { CallOutput } from '../../../shared/contract/calls.ts'
import type { EventDraft } from '../../../shared/contract/events.ts'
import { startMemoryCore } from '../testing/memory-core.ts'
import { createPracticeWorld, detailsOf, hourMs, invitationOf, localAt, meetingIn, type PracticePerson, sent, startUtc, sync, zone } from '../testing/practice-world.ts'

/** A server with `calendar-schedule` and no more: whole cores on the practice organisations in that mode, and what went over the wire. */
const alice = 'alice@north.example'
const bob = 'bob@north.example'
const dave = 'dave@south.example'
const grace = 'grace@nowhere.example'

const world = createPracticeWorld(({ knobs }) => knobs.turn({ scheduling: 'explicit' }))
async function signIn(address: string, profileDir?: string): Promise<PracticePerson> {
  const person = await world.signIn(address, profileDir)
  // Signing in asks the Outbox about oneself.
  world.practice.knobs.forgetRequests()
  return person
}
const queue = async (person: PracticePerson): Promise<CallOutput<'queue'>['rows']> => (await person.core.call('queue', {})).rows
const posts = (): readonly { readonly status: number; readonly headers: Readonly<Record<string, string>> }[] => world.practice.knobs.requests().filter((one) => one.method === 'POST' && !/freebusy/i.test(one.headers['content-type'] ?? '') && one.path.endsWith('/outbox/'))
const wire = (user: string): string[] => world.practice.knobs.requests().filter((one) => one.user === user && ['PUT', 'POST', 'DELETE', 'LOCK', 'UNLOCK'].includes(one.method)).map((one) => `${one.method} ${one.status}`)

const deliveries = async (person: PracticePerson): Promise<Record<string, string>> => Object.fromEntries((await detailsOf(person)).attendees.filter((one) => !one.isMe).map((one) => [one.address, one.delivery.text]))
describe('the organizer on a server that carries messages and makes none', () => {
  it('T-C02, EXP-1, EXP-2: one PUT and one POST, from me to the others; the sheet says who sends', async () => {
    const a = await signIn(alice)
    world.practice.knobs.forgetRequests()
    const preview = await a.core.call('send-preview', { draft: meetingIn(a.account, [bob, dave]) })
    expect(preview).toMatchObject({ messages: 2, groups: [{ kind: 'invitation', why: expect.stringContaining('Sent by Parley through north.example.') }] })
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob, dave]) })
    await sent(a)
    expect(wire('alice')).toEqual(['PUT 201', 'POST 200'])
    expect(posts()[0]?.headers).toMatchObject({ originator: 'mailto:alice@north.example', recipient: 'mailto:bob@north.example, mailto:dave@south.example' })
    expect(await deliveries(a)).toEqual({ [bob]: 'Delivered', [dave]: 'Delivered, south.example' })
    expect((await detailsOf(a)).history.map((one) => one.text)).toContain('The invitation went to bob@north.example and dave@south.example through north.example.')
  })

  it('EXP-3: what became of it for each person stands beside their name, and in the list of trouble', async () => {
    const a = await signIn(alice)
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob, 'nobody@north.example']) })
    await sent(a)
    expect(await deliveries(a)).toEqual({ [bob]: 'Delivered', 'nobody@north.example': 'Not known there: check the address' })
    expect((await a.core.call('invite-list', { zone })).items).toMatchObject([{ section: 'problems', title: 'Design review' }])
  })

  it('T-C21: a domain that cannot be reached (502) is said of that person alone, with mail as the way', async () => {
    const a = await signIn(alice)
    await a.core.call('save-event', { draft: meetingIn(a.account, [grace]) })
    await sent(a)
    expect(posts().map((one) => one.status)).toEqual([502])
    const person = (await detailsOf(a)).attendees.find((one) => one.address === grace)
    expect(person?.delivery).toMatchObject({ code: '5.2', severity: 'error', text: 'No way to deliver to this address', next: expect.arrayContaining(['mail']) })
  })

  it('EXP-3: a refusal about all at once is asked for each alone', async () => {
    const a = await signIn(alice)
    world.practice.knobs.turn({ faults: [{ what: 'status', status: 404, condition: '{urn:ietf:params:xml:ns:caldav}recipient-exists', method: 'POST', times: 1 }] })
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob, dave]) })
    await sent(a)
    expect(posts().map((one) => [one.status, one.headers['recipient']])).toEqual([[404, 'mailto:bob@north.example, mailto:dave@south.example'], [200, 'mailto:bob@north.example'], [200, 'mailto:dave@south.example']])
    expect(await deliveries(a)).toEqual({ [bob]: 'Delivered', [dave]: 'Delivered, south.example' })
  })

  it('only who could not be reached for a passing reason is tried again', async () => {
    const a = await signIn(alice)
    world.practice.knobs.turn({ peersDown: ['south.example'] })
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob, dave]) })
    const waiting = await a.core.until(async () => (await queue(a)).find((row) => row.intent.includes('dave') && row.state === 'waiting' && row.nextTryUtc !== null), 'the second try')
    expect(waiting.intent).toBe('Send the invitation to “Design review” to dave@south.example')
    expect(await deliveries(a)).toEqual({ [bob]: 'Delivered', [dave]: 'Could not be delivered now: try again' })
    world.practice.knobs.turn({ peersDown: [] })
    world.practice.knobs.forgetRequests()
    await a.core.call('send-now', { queueId: waiting.id })
    await sent(a)
    expect(posts().map((one) => one.headers['recipient'])).toEqual(['mailto:dave@south.example'])
    expect(await deliveries(a)).toEqual({ [bob]: 'Delivered', [dave]: 'Delivered, south.example' })
  })

  it('a newer message takes the place of an older one that still waits for somebody', async () => {
    const a = await signIn(alice)
    world.practice.knobs.turn({ peersDown: ['south.example'] })
    const { objectId } = await a.core.call('save-event', { draft: meetingIn(a.account, [dave]) })
    await a.core.until(async () => (await queue(a)).some((row) => row.state === 'waiting' && row.nextTryUtc !== null), 'the second try')
    world.practice.knobs.turn({ peersDown: [] })
    await a.core.call('move-event', { objectId: objectId ?? ('' as never), recurrenceId: null, scope: 'all', when: { kind: 'timed', localStart: localAt(startUtc + hourMs), localEnd: localAt(startUtc + 2 * hourMs), zone: 'UTC' } })
    await sent(a)
    const d = await signIn(dave)
    expect(await invitationOf(d)).toMatchObject({ startUtc: startUtc + hourMs })
  })

  test.each([
    { name: 'the answer was lost: found in the Outbox, it is not sent again', fault: 'drop-after' as const, posted: 1 },
    { name: 'the request was lost: not in the Outbox, it is sent again', fault: 'drop-before' as const, posted: 2 },
  ])('EXP-6, EXP-7: $name; nobody gets two', async ({ fault, posted }) => {
    const [a, b] = [await signIn(alice), await signIn(bob)]
    world.practice.knobs.turn({ faults: [{ what: fault, method: 'POST', path: 'outbox', times: 1 }] })
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await a.core.until(async () => {
      await sync(a)
      const rows = await queue(a)
      for (const row of rows) if (row.nextTryUtc !== null) await a.core.call('send-now', { queueId: row.id })
      return rows.length === 0
    }, 'the queue to be empty')
    expect(posts()).toHaveLength(posted)
    await invitationOf(b)
    expect((await b.core.call('events-in-range', { window: { startUtc, endUtc: startUtc + hourMs }, zone })).occurrences).toHaveLength(1)
    expect(world.practice.knobs.requests().filter((one) => one.user === 'bob' && one.method === 'DELETE')).toHaveLength(1)
  })

  it('EXP-7: ended between the event and its message, it goes on where it stopped', async () => {
    const profileDir = mkdtempSync(join(tmpdir(), 'parley-profile-'))
    const a = await signIn(alice, profileDir)
    world.practice.knobs.turn({ faults: [{ what: 'status', status: 503, method: 'POST' }] })
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await a.core.until(async () => (await queue(a)).some((row) => row.error !== null), 'a try that failed')
    await world.end(a.core)
    world.practice.knobs.reset()
    world.practice.knobs.turn({ scheduling: 'explicit' })
    const core = await startMemoryCore({ practice: world.practice, profileDir }, a.core.ports)
    world.keep(core)
    const again = { ...a, core }
    await sync(again)
    for (const row of await queue(again)) await core.call('send-now', { queueId: row.id })
    await sent(again)
    expect(wire('alice').filter((line) => line.startsWith('P'))).toEqual(['POST 200'])
    await world.end(core)
    rmSync(profileDir, { recursive: true, force: true })
  })

  it('EXP-9: when the server begins to schedule by itself, nothing is posted from then on', async () => {
    const a = await signIn(alice)
    const { objectId } = await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await sent(a)
    world.practice.knobs.turn({ scheduling: 'auto' })
    world.practice.knobs.forgetRequests()
    await a.core.call('resend-invitation', { objectId: objectId ?? ('' as never), addresses: [bob] })
    const row = await a.core.until(async () => (await queue(a)).find((one) => one.state === 'needs-you'), 'the row to wait for the person')
    expect([row.error?.cause, posts()]).toEqual(['server-sends-now', []])
    expect((await a.core.call('accounts', {})).accounts[0]?.abilities[0]?.detail).toContain('delivers them and brings the answers back')
  })

  it('a reminder is the same invitation once more, to them alone, and changes nothing in the event', async () => {
    const a = await signIn(alice)
    const { objectId } = await a.core.call('save-event', { draft: meetingIn(a.account, [bob, dave]) })
    await sent(a)
    world.practice.knobs.forgetRequests()
    await a.core.call('resend-invitation', { objectId: objectId ?? ('' as never), addresses: [bob] })
    await sent(a)
    expect(wire('alice')).toEqual(['POST 200'])
    expect(posts()[0]?.headers['recipient']).toBe('mailto:bob@north.example')
  })
})

describe('the attendee there', () => {
  it('T-C20, EXP-5: LOCK, event, item, UNLOCK; the answer goes by POST when the person gives it', async () => {
    const [a, b] = [await signIn(alice), await signIn(bob)]
    world.practice.knobs.forgetRequests()
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await sent(a)
    const asked = await invitationOf(b)
    expect(asked).toMatchObject({ title: 'Design review', myAnswer: 'needs-action' })
    expect(wire('bob')).toEqual(['LOCK 200', 'PUT 201', 'DELETE 204', 'UNLOCK 204'])
    world.practice.knobs.forgetRequests()
    await b.core.call('reply-to-invite', { objectId: asked.objectId ?? ('' as never), recurrenceId: null, scope: 'all', answer: 'accepted', comment: '' })
    await sent(b)
    expect(wire('bob')).toEqual(['PUT 200', 'POST 200'])
    expect(posts()[0]?.headers).toMatchObject({ originator: 'mailto:bob@north.example', recipient: 'mailto:alice@north.example' })
    expect((await b.core.call('invite-list', { zone })).items).toMatchObject([{ section: 'answered', reply: 'delivered' }])
  })

  it('ITP-40, T-I40, EXP-2: a delegation is posted to the organizer with both lines, who asks the deputy; the Outbox takes no REQUEST of an attendee', async () => {
    const carol = 'carol@north.example'
    const [a, b, c] = [await signIn(alice), await signIn(bob), await signIn(carol)]
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await sent(a)
    const objectId = (await invitationOf(b)).objectId ?? ('' as never)
    const ask = { objectId, recurrenceId: null, scope: 'all' as const, answer: 'delegated' as const, comment: '', delegateTo: { address: carol, name: 'Carol' } }
    expect(await b.core.call('delegation', { objectId, recurrenceId: null, scope: 'all', to: ask.delegateTo })).toMatchObject({ problem: '', organizerTold: 'server', deputyAsked: 'file' })
    world.practice.knobs.forgetRequests()
    await b.core.call('reply-to-invite', ask)
    await sent(b)
    expect(posts().map((one) => [one.status, one.headers['recipient']])).toEqual([[200, 'mailto:alice@north.example']])
    const [waiting] = await a.core.until(async () => {
      await sync(a)
      const { people } = await a.core.call('uninvited', { objectId: (await detailsOf(a)).occurrence.objectId })
      return people.length > 0 ? people : null
    }, 'the deputy to wait for a decision')
    expect(waiting).toMatchObject({ address: carol })
    await a.core.call('decide-uninvited', { objectId: (await detailsOf(a)).occurrence.objectId, address: carol, decision: 'add' })
    await sent(a)
    expect(await invitationOf(c)).toMatchObject({ title: 'Design review', myAnswer: 'needs-action' })
  })

  it('T-C20: while another client holds the lock (423), nothing is processed', async () => {
    const [a, b] = [await signIn(alice), await signIn(bob)]
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await sent(a)
    world.practice.knobs.turn({ faults: [{ what: 'status', status: 423, method: 'LOCK' }] })
    world.practice.knobs.forgetRequests()
    await sync(b)
    expect(new Set(wire('bob'))).toEqual(new Set(['LOCK 423']))
    expect((await b.core.call('invite-list', { zone })).items).toEqual([])
    world.practice.knobs.turn({ faults: [] })
    await invitationOf(b)
  })

  it('EXP-5: without locks it is done all the same, once', async () => {
    world.practice.knobs.turn({ inboxLocks: false })
    const [a, b] = [await signIn(alice), await signIn(bob)]
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await sent(a)
    world.practice.knobs.forgetRequests()
    await invitationOf(b)
    expect(wire('bob')).toEqual(['LOCK 405', 'PUT 201', 'DELETE 204'])
  })

  it('EXP-5: stopped before the item was deleted, the next round applies it again and changes nothing', async () => {
    const [a, b] = [await signIn(alice), await signIn(bob)]
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await sent(a)
    world.practice.knobs.turn({ faults: [{ what: 'status', status: 500, method: 'DELETE', times: 1 }] })
    world.practice.knobs.forgetRequests()
    await invitationOf(b)
    await sync(b)
    expect(wire('bob').filter((line) => !line.includes('LOCK'))).toEqual(['PUT 201', 'DELETE 500', 'DELETE 204'])
    expect((await b.core.call('invite-list', { zone })).items).toHaveLength(1)
  })

  it('EXP-8: free and busy comes from the same Outbox, with Originator and Recipient', async () => {
    const a = await signIn(alice)
    world.practice.knobs.forgetRequests()
    const question = { people: [{ address: bob, name: '', kind: 'individual' as const }], window: { startUtc, endUtc: startUtc + hourMs }, accountId: null, exceptObjectId: null }
    await a.core.call('look-up-free-busy', { ...question, fresh: true })
    expect(world.practice.knobs.requests().find((one) => one.method === 'POST')?.headers).toMatchObject({ originator: 'mailto:alice@north.example', recipient: 'mailto:bob@north.example' })
    expect((await a.core.call('free-busy', question)).rows[0]).toMatchObject({ state: 'answered' })
  })
})

describe('what lies in the Inbox', () => {
  /** Something another program of theirs posts. */
  async function postAs(user: string, method: string, lines: readonly string[], to: string): Promise<number> {
    const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', `METHOD:${method}`, 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
    const headers = { 'Content-Type': 'text/calendar; charset=utf-8', Authorization: `Basic ${btoa(`${user}:practice`)}`, Originator: `mailto:${user}@north.example`, Recipient: `mailto:${to}` }
    return (await fetch(`${world.practice.servers['north.example'] ?? ''}/dav/calendars/${user}/outbox/`, { method: 'POST', headers, body: text })).status
  }
  const uidOf = async (person: PracticePerson, objectId: string): Promise<string> => /UID:(.+)/.exec((await person.core.call('event-source', { objectId: objectId as never })).text ?? '')?.[1]?.trim() ?? ''

  it('ITP-21, T-I38: a no to another time is told in the history; the meeting and my answer stay', async () => {
    const [a, b] = [await signIn(alice), await signIn(bob)]
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await sent(a)
    const objectId = (await invitationOf(b)).objectId ?? ''
    const uid = await uidOf(b, objectId)
    expect(await postAs('alice', 'DECLINECOUNTER', [`UID:${uid}`, 'DTSTAMP:20261122T120000Z', 'SEQUENCE:0', 'ORGANIZER:mailto:alice@north.example', 'ATTENDEE:mailto:bob@north.example', 'COMMENT:Too late in the day'], bob)).toBe(200)
    const told = await b.core.until(async () => {
      await sync(b)
      const event = await detailsOf(b)
      return event.history.find((line) => line.text.includes('Too late in the day')) ? event : null
    }, 'the no to be told')
    expect([told.occurrence.startUtc, told.attendees.find((one) => one.isMe)?.answer]).toEqual([startUtc, 'needs-action'])
  })

  it('ITP-18, T-I22: dates added to a meeting I do not have wait for the person, who can ask for all of it', async () => {
    const b = await signIn(bob)
    await postAs('alice', 'ADD', ['UID:never-seen', 'DTSTAMP:20261122T120000Z', 'SEQUENCE:2', `DTSTART:${new Date(startUtc).toISOString().replace(/[-:]|\.\d{3}/g, '')}`, 'SUMMARY:Choir', 'ORGANIZER:mailto:alice@north.example', 'ATTENDEE:mailto:bob@north.example'], bob)
    const message = await b.core.until(async () => {
      await sync(b)
      return (await b.core.call('waiting-messages', {})).messages[0]
    }, 'the message')
    expect(message).toMatchObject({ title: 'Choir', words: expect.stringContaining('not in your calendar') })
    const asking = { text: message.text, inboxItem: { accountId: message.accountId, href: message.href } }
    const [item] = (await b.core.call('open-ics', asking)).items
    expect(item?.acts).toMatchObject([{ act: 'ask-latest', preview: { messages: 1, groups: [{ people: [{ address: alice }] }] } }])
    world.practice.knobs.forgetRequests()
    await b.core.call('take-ics', { ...asking, takes: [{ key: item?.key ?? '', act: 'ask-latest', collectionId: null }] })
    await sent(b)
    expect(posts().map((one) => one.headers['recipient'])).toEqual(['mailto:alice@north.example'])
  })
})

describe('the latest version', () => {
  const waiting = (person: PracticePerson): Promise<CallOutput<'waiting-messages'>['messages'][number]> =>
    person.core.until(async () => {
      await sync(person)
      return (await person.core.call('waiting-messages', {})).messages[0]
    }, `a message for ${person.address}`)

  it('T-I39, ITP-19, ITP-37: an attendee asks, the organizer sees what leaves, and sends it to them alone, SEQUENCE unchanged', async () => {
    const [a, b] = [await signIn(alice), await signIn(bob)]
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob, dave]) })
    await sent(a)
    const asked = await invitationOf(b)
    const objectId = asked.objectId ?? ('' as never)
    expect((await b.core.call('latest-preview', { objectId })).preview).toMatchObject({ messages: 1, groups: [{ people: [{ address: alice }], why: expect.stringContaining('Sent by Parley through north.example.') }] })
    await b.core.call('ask-latest', { objectId })
    await sent(b)

    const message = await waiting(a)
    expect(message).toMatchObject({ title: 'Design review', words: expect.stringContaining('bob@north.example asks for the meeting as it stands now') })
    world.practice.knobs.forgetRequests()
    await sync(a)
    expect(posts()).toEqual([])
    const asking = { text: message.text, inboxItem: { accountId: message.accountId, href: message.href } }
    const [item] = (await a.core.call('open-ics', asking)).items
    expect(item).toMatchObject({ kind: 'latest', warning: '', acts: [{ act: 'send-latest', label: 'Send the latest', preview: { messages: 1, groups: [{ people: [{ address: bob }] }] } }] })
    await a.core.call('take-ics', { ...asking, takes: [{ key: item?.key ?? '', act: 'send-latest', collectionId: null }] })
    await sent(a)
    expect(posts().map((one) => one.headers['recipient'])).toEqual(['mailto:bob@north.example'])
    expect((await a.core.call('waiting-messages', {})).messages).toEqual([])
    await sync(b)
    expect((await b.core.call('invite-list', { zone })).items).toMatchObject([{ section: 'needs-answer', startUtc }])
  })

  it('a message that waits is deleted when the person says so, and nobody is told', async () => {
    const [a, b] = [await signIn(alice), await signIn(bob)]
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await sent(a)
    await b.core.call('ask-latest', { objectId: (await invitationOf(b)).objectId ?? ('' as never) })
    await sent(b)
    const { accountId, href } = await waiting(a)
    world.practice.knobs.forgetRequests()
    await a.core.call('let-go-message', { accountId, href })
    await a.core.until(async () => world.practice.knobs.requests().some((one) => one.user === 'alice' && one.method === 'DELETE' && one.status === 204), 'the item to be deleted')
    expect([posts(), (await a.core.call('waiting-messages', {})).messages]).toEqual([[], []])
  })

  it('IMI-4: a text is vouched for by the Inbox only if it lies there, word for word', async () => {
    const [a, b] = [await signIn(alice), await signIn(bob)]
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await sent(a)
    await b.core.call('ask-latest', { objectId: (await invitationOf(b)).objectId ?? ('' as never) })
    await sent(b)
    const message = await waiting(a)
    const opened = await a.core.call('open-ics', { text: message.text.replaceAll('bob@', 'carol@'), inboxItem: { accountId: message.accountId, href: message.href } })
    expect(opened.items[0]?.warning).toContain('claims to be from carol@north.example')
  })
})

describe('another time, over a server that carries messages and makes none', () => {
  const proposed = (person: PracticePerson, state: string): Promise<CallOutput<'proposals'>['proposals'][number]> =>
    person.core.until(async () => {
      await sync(person)
      return (await person.core.call('proposals', { objectId: null, zone })).proposals.findLast((one) => one.state === state)
    }, `a proposal of ${person.address} that is ${state}`)

  it('T-I37, T-I38, EXP-2: COUNTER and DECLINECOUNTER are posted, to the one they are for; the answer stays; a second one is taken', async () => {
    const [a, b] = [await signIn(alice), await signIn(bob)]
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob, dave]) })
    await sent(a)
    const objectId = (await invitationOf(b)).objectId ?? ('' as never)
    const at = (hours: number): EventDraft['when'] => ({ kind: 'timed', localStart: localAt(startUtc + hours * hourMs), localEnd: localAt(startUtc + (hours + 1) * hourMs), zone: 'UTC' })
    const ask = { objectId, recurrenceId: null, scope: 'all' as const, when: at(3), comment: 'Noon is full' }
    expect(await b.core.call('proposal-preview', ask)).toMatchObject({ problem: '', ways: [{ way: 'post', answers: [], mail: null, why: expect.stringMatching(/gets your proposal through north\.example.*Your answer stays/) }] })
    world.practice.knobs.forgetRequests()
    expect(await b.core.call('propose-time', { ...ask, way: 'post', answer: null })).toMatchObject({ messages: 1 })
    await sent(b)
    expect([wire('bob'), posts().map((one) => one.headers['recipient'])]).toEqual([['POST 200'], ['mailto:alice@north.example']])

    const first = await proposed(a, 'open')
    expect(first).toMatchObject({ mine: false, who: { address: bob }, words: 'Noon is full', canDecide: true, time: { startUtc: startUtc + 3 * hourMs } })
    const no = { proposalId: first.id, act: 'decline' as const, words: 'Dave cannot' }
    expect(await a.core.call('proposal-decision', no)).toMatchObject({ told: expect.stringContaining('told through north.example'), preview: { messages: 1, groups: [{ people: [{ address: bob }] }] } })
    world.practice.knobs.forgetRequests()
    await a.core.call('decide-proposal', no)
    await sent(a)
    expect([wire('alice').filter((one) => !one.startsWith('DELETE')), posts().map((one) => one.headers['recipient'])]).toEqual([['POST 200'], ['mailto:bob@north.example']])
    expect(await proposed(b, 'declined')).toMatchObject({ mine: true, closedWords: 'Dave cannot' })
    expect((await detailsOf(b)).occurrence).toMatchObject({ startUtc, myAnswer: 'needs-action' })

    await b.core.call('propose-time', { ...ask, when: at(5), way: 'post', answer: null })
    await sent(b)
    await a.core.call('decide-proposal', { proposalId: (await proposed(a, 'open')).id, act: 'apply', words: '' })
    await sent(a)
    expect(await proposed(b, 'taken')).toMatchObject({ mine: true, now: { startUtc: startUtc + 5 * hourMs } })
  })
})

it('EXP-1: the server card says who does the work', async () => {
  const a = await signIn(alice)
  const [line] = (await a.core.call('accounts', {})).accounts[0]?.abilities ?? []
  expect(line).toMatchObject({ works: true, detail: expect.stringContaining('Parley writes them, sends them through it, and files what comes back') })
})
