import { describe, expect, test } from 'vitest'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import type { CallOutput } from '../../../shared/contract/calls.ts'
import type { EventDraft } from '../../../shared/contract/events.ts'
import type { MemoryCore } from '../testing/memory-core.ts'
import { createPracticeWorld, hourMs, meetingIn, sent, startUtc, syncedAccount, zone } from '../testing/practice-world.ts'

/** Whole cores on the practice organisations, where Alice may act for Carol and Erin may only look at what Dave has. */
const [alice, bob, carol, dave, erin] = ['alice@north.example', 'bob@north.example', 'carol@north.example', 'dave@south.example', 'erin@south.example'] as const

const world = createPracticeWorld()
const { signIn } = world

const accountsOf = async (core: MemoryCore): Promise<readonly AccountView[]> => (await core.call('accounts', {})).accounts
async function actForCarol(): Promise<{ core: MemoryCore; own: AccountView; hers: AccountView }> {
  const { core, account: own } = await signIn(alice)
  const { accountId } = await core.call('act-for', { accountId: own.id, principal: own.delegators[0]?.principal ?? '' })
  return { core, own, hers: await syncedAccount(core, accountId) }
}

const meeting = (account: AccountView, addresses: readonly string[], patch: Partial<EventDraft> = {}): EventDraft => meetingIn(account, addresses, { title: 'Board lunch', location: '', ...patch })
const found = (core: MemoryCore, account: AccountView): Promise<CallOutput<'events-in-range'>['occurrences'][number]> =>
  core.until(async () => {
    await core.call('sync-now', { accountId: account.id })
    return (await core.call('events-in-range', { window: { startUtc, endUtc: startUtc + hourMs }, zone })).occurrences.find((one) => one.accountId === account.id)
  }, 'the meeting')
const linesOf = async (core: MemoryCore, account: AccountView, name: string): Promise<readonly string[]> =>
  (await core.call('event-source', { objectId: (await found(core, account)).objectId })).text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/).filter((line) => line.startsWith(name))
const invitation = (core: MemoryCore, account: AccountView, section = 'needs-answer'): Promise<CallOutput<'invite-list'>['items'][number]> =>
  core.until(async () => {
    await core.call('sync-now', { accountId: account.id })
    return (await core.call('invite-list', { zone })).items.find((one) => one.accountId === account.id && one.section === section)
  }, 'the invitation')

describe('whom somebody may act for (PPL-5)', () => {
  test('is offered by name; a right to look is not', async () => {
    expect((await signIn(alice)).account.delegators).toEqual([{ principal: '/dav/principals/carol/', name: 'Carol Nguyen', address: carol }])
    expect((await signIn(erin)).account.delegators).toEqual([])
  })

  test('a server that leaves the sending to others offers nobody', async () => {
    world.practice.knobs.turn({ scheduling: 'explicit' })
    expect((await signIn(alice)).account.delegators).toEqual([])
  })

  test('their calendars come under the sign-in that is there, and again is the same', async () => {
    const { core, own, hers } = await actForCarol()
    expect(hers).toMatchObject({ name: 'Carol Nguyen', address: carol, status: 'live', canSchedule: true, delegators: [], behalf: { name: 'Carol Nguyen', loginId: own.id, by: alice, mayInvite: true, mayAnswer: true } })
    expect(hers.calendars.map(({ name, writable, ownerName }) => [name, writable, ownerName])).toEqual(['Work', 'Research', 'Choir'].map((name) => [name, true, undefined]))
    expect((await syncedAccount(core, own.id)).delegators).toEqual([])
    expect(await core.call('act-for', { accountId: own.id, principal: '/dav/principals/carol/' })).toEqual({ accountId: hers.id })
  })

  test('nobody else can be chosen, and who is signed in themselves is not acted for', async () => {
    const { core, account: own } = await signIn(alice)
    expect(await core.fault('act-for', { accountId: own.id, principal: '/dav/principals/bob/' })).toMatchObject({ kind: 'gone' })
    await core.call('start-practice', { address: carol })
    expect(await core.fault('act-for', { accountId: own.id, principal: '/dav/principals/carol/' })).toMatchObject({ kind: 'refused', cause: 'already-added' })
    expect((await syncedAccount(core, own.id)).delegators).toEqual([])
  })

  test('who acts for Carol can still play Carol: that is another account', async () => {
    const { core, hers } = await actForCarol()
    const { accountId } = await core.call('start-practice', { address: carol })
    expect(accountId).not.toBe(hers.id)
  })

  test('without the account of who signs in, it goes too', async () => {
    const { core, own } = await actForCarol()
    await core.call('remove-account', { accountId: own.id })
    expect(await accountsOf(core)).toEqual([])
  })

  test('a new password given to either is that of both', async () => {
    const { core, own, hers } = await actForCarol()
    await core.call('sign-in-again', { accountId: hers.id, password: 'wrong' })
    await core.until(async () => (await accountsOf(core)).every((one) => one.status === 'sign-in'), 'both to be refused')
    await core.call('sign-in-again', { accountId: own.id, password: 'practice' })
    await core.until(async () => (await accountsOf(core)).every((one) => one.status === 'live'), 'both to be live')
  })
})

describe('T-C19, ITP-45: organizing for somebody else', () => {
  test('the invitation is theirs and says who sent it; answers come into their meeting', async () => {
    const { core, own, hers } = await actForCarol()
    expect(await core.call('send-preview', { draft: meeting(hers, [bob, dave]) })).toMatchObject({ messages: 2, behalf: 'Carol Nguyen' })
    await core.call('save-event', { draft: meeting(hers, [bob, dave]) })
    await sent({ core })
    for (const [address, name] of [[bob, 'Bob'], [dave, 'Dave']] as const) {
      const guest = await signIn(address)
      expect(await linesOf(guest.core, guest.account, 'ORGANIZER'), name).toEqual([expect.stringMatching(/^ORGANIZER;(?=.*CN=Carol Nguyen)(?=.*SENT-BY="?mailto:alice@north\.example).*:mailto:carol@north\.example$/)])
      const item = await invitation(guest.core, guest.account)
      await guest.core.call('reply-to-invite', { objectId: item.objectId ?? ('' as never), recurrenceId: null, scope: 'all', answer: 'accepted', comment: '' })
      await sent(guest)
    }
    await core.until(async () => (await found(core, hers)).people.yes === 2, 'both answers')
    const { event } = await core.call('event-details', { objectId: (await found(core, hers)).objectId, recurrenceId: null, zone })
    expect(event).toMatchObject({ behalf: 'Carol Nguyen', canEdit: true, occurrence: { role: 'organizer' } })
    // Nothing of it is mine.
    expect((await core.call('events-in-range', { window: { startUtc, endUtc: startUtc + hourMs }, zone })).occurrences.filter((one) => one.accountId === own.id)).toEqual([])
  })

  test('the same meeting of mine and of hers: each answers for itself', async () => {
    const host = await signIn(bob)
    const { core, own, hers } = await actForCarol()
    await host.core.call('save-event', { draft: meeting(host.account, [alice, carol]) })
    await sent(host)
    const [mine, forHer] = [await invitation(core, own), await invitation(core, hers)]
    expect([mine.behalf, forHer.behalf]).toEqual([undefined, 'Carol Nguyen'])
    await core.call('reply-to-invite', { objectId: forHer.objectId ?? ('' as never), recurrenceId: null, scope: 'all', answer: 'accepted', comment: '' })
    await sent({ core })
    expect((await invitation(core, hers, 'answered')).myAnswer).toBe('accepted')
    expect((await invitation(core, own)).myAnswer).toBe('needs-action')
    expect(await linesOf(core, hers, 'ATTENDEE')).toContainEqual(expect.stringMatching(/SENT-BY="?mailto:alice@north\.example.*:mailto:carol@north\.example$/))
    expect((await linesOf(core, own, 'ATTENDEE')).join('\n')).not.toMatch(/SENT-BY.*:mailto:alice@/)
    await host.core.until(async () => (await linesOf(host.core, host.account, 'ATTENDEE')).some((line) => line.includes('PARTSTAT=ACCEPTED') && line.endsWith(carol)), 'her yes')
  })

  test('her time is not mine: it is asked of the server, and my own row stays my own', async () => {
    const { core, own, hers } = await actForCarol()
    await core.call('save-event', { draft: meeting(hers, []) })
    await sent({ core })
    const question = { accountId: hers.id, people: [alice, carol].map((address) => ({ address, name: '', kind: 'individual' as const })), window: { startUtc, endUtc: startUtc + hourMs }, exceptObjectId: null, fresh: false }
    await core.call('look-up-free-busy', question)
    const { rows } = await core.call('free-busy', question)
    expect(rows.map(({ isMe, source, spans }) => [isMe, source.kind, spans.map(({ kind }) => kind)])).toEqual([[true, 'own', ['free']], [false, 'outbox', ['busy']]])
    expect(own.id).not.toBe(hers.id)
  })
})
