import { beforeEach, describe, expect, test } from 'vitest'
import { createPracticeWorld, detailsOf, hourMs, invitationOf, localAt, meetingIn, sent, startUtc, sync, zone } from '../testing/practice-world.ts'

/**
 * The main job through the calls of the contract alone: two cores, two people, two organisations, real HTTP between them.
 * What the page would do is done here by hand; what the page would see is what is expected.
 */
const alice = 'alice@north.example'
const bob = 'bob@north.example'
const dave = 'dave@south.example'

const world = createPracticeWorld()
const { signIn } = world

test('SCH-30 what became of each invitation is read with the answer to the save: told and kept without any sync', async () => {
  const a = await signIn(alice)
  await a.core.call('save-event', { draft: meetingIn(a.account, [bob, dave, 'nobody@north.example']) })
  // The queue is empty when the server has it; nothing else has been asked of it since.
  await sent(a)
  const event = await detailsOf(a)
  const told = Object.fromEntries(event.attendees.filter((p) => !p.isMe).map((p) => [p.address, p.delivery.text]))
  expect(told).toEqual({ [bob]: 'Delivered', [dave]: 'Delivered, south.example', 'nobody@north.example': 'Not known there: check the address' })
  const history = await a.core.until(async () => {
    const lines = (await detailsOf(a)).history.map((h) => h.text)
    return lines.some((line) => line.startsWith('It was delivered')) ? lines : null
  }, 'the delivery in the history')
  expect(history).toEqual([
    `You invited ${bob}, ${dave} and nobody@north.example.`,
    'nobody@north.example was not reached. Not known there: check the address.',
    `It was delivered to ${bob} and ${dave}.`,
  ])
})

describe.each([
  { model: 'auto', does: 'a server that schedules' },
  { model: 'explicit', does: 'a server of the older model, where Parley does it (EXP-2, EXP-5)' },
] as const)('a meeting between two people, through the calls alone: $does', ({ model }) => {
  beforeEach(() => world.practice.knobs.turn({ scheduling: model }))

  test('invite, accept, move, answer again, cancel', async () => {
    const a = await signIn(alice)
    const b = await signIn(bob)

    const draft = meetingIn(a.account, [bob])
    const preview = await a.core.call('send-preview', { draft })
    expect(preview).toMatchObject({ messages: 1, groups: [{ kind: 'invitation', people: [{ address: bob }] }] })
    const saved = await a.core.call('save-event', { draft })
    expect(saved).toMatchObject({ messages: 1, intent: 'Invite 1 person to “Design review”' })
    await sent(a)

    const asked = await invitationOf(b, 'needs-answer')
    expect(asked).toMatchObject({ title: 'Design review', startUtc, myAnswer: 'needs-action', reply: 'none', conflicts: 0 })
    expect((await b.core.call('app-state', {})).counts.invitations).toBe(1)
    const { card } = await b.core.call('invite-card', { inviteId: asked.id, zone })
    expect(card).toMatchObject({ changes: [], canReply: true, myAddress: bob, series: null, occurrence: { role: 'attendee', editable: false } })
    expect(b.core.ports.notices.map((n) => n.title)).toEqual([expect.stringContaining('invites you')])

    const objectId = asked.objectId ?? (() => { throw new Error('no object') })()
    await b.core.call('reply-to-invite', { objectId, recurrenceId: null, scope: 'all', answer: 'accepted', comment: 'See you there' })
    await sent(b)
    expect((await b.core.call('invite-list', { zone })).items).toMatchObject([{ section: 'answered', myAnswer: 'accepted', reply: 'delivered' }])
    expect((await b.core.call('app-state', {})).counts.invitations).toBe(0)

    const accepted = await a.core.until(async () => {
      await sync(a)
      const event = await detailsOf(a)
      // His words may come a moment after his answer: they lie in the Inbox.
      return event.attendees.some((p) => p.address === bob && p.answer === 'accepted' && p.comment !== '') ? event : null
    }, 'bob’s answer')
    expect(accepted.attendees.find((p) => p.address === bob)).toMatchObject({ answer: 'accepted', comment: 'See you there' })
    expect(accepted.history.map((h) => h.text).join('\n')).toContain('accepted')

    const mine = accepted.occurrence
    const moved = await a.core.call('move-event', {
      objectId: mine.objectId,
      recurrenceId: null,
      scope: 'all',
      when: { kind: 'timed', localStart: localAt(startUtc + 2 * hourMs), localEnd: localAt(startUtc + 3 * hourMs), zone: 'UTC' },
    })
    expect(moved.messages).toBe(1)
    await sent(a)
    const again = await invitationOf(b, 'changed')
    expect(again).toMatchObject({ startUtc: startUtc + 2 * hourMs, myAnswer: 'needs-action' })
    const changed = (await b.core.call('invite-card', { inviteId: again.id, zone })).card
    expect(changed?.changes.map((c) => c.field)).toContain('when')
    expect(changed).toMatchObject({ previousAnswer: 'accepted', previousSlot: { startUtc, endUtc: startUtc + hourMs }, canReply: true })
    await b.core.call('reply-to-invite', { objectId, recurrenceId: null, scope: 'all', answer: 'tentative', comment: '' })
    await sent(b)

    const removal = { objectId: mine.objectId, recurrenceId: null, scope: 'all' as const }
    await sync(a)
    expect(await a.core.call('delete-preview', removal)).toMatchObject({ messages: 1, groups: [{ kind: 'cancellation', people: [{ address: bob }] }] })
    await a.core.call('delete-event', { ...removal, tellOrganizer: true })
    await sent(a)
    const off = await invitationOf(b, 'cancelled')
    expect(off).toMatchObject({ title: 'Design review' })
    await b.core.call('dismiss-invite', { inviteId: off.id })
    expect((await b.core.call('invite-list', { zone })).items).toEqual([])
  })

  test('T-I37, T-I38: another time is proposed and taken back, proposed again and declined; the guest reads why, and is asked again where only that can say no', async () => {
    const [a, b] = [await signIn(alice), await signIn(bob)]
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await sent(a)
    const objectId = (await invitationOf(b, 'needs-answer')).objectId ?? ('' as never)
    const ask = { objectId, recurrenceId: null, scope: 'this', when: { kind: 'timed', localStart: localAt(startUtc + 24 * hourMs), localEnd: localAt(startUtc + 25 * hourMs), zone: 'UTC' }, comment: 'That day is full' } as const
    const way = (await b.core.call('proposal-preview', ask)).ways[0]
    expect(way?.way).toBe(model === 'auto' ? 'reply' : 'post')
    await b.core.call('propose-time', { ...ask, way: way?.way ?? 'mail', answer: way?.answers[0] ?? null })
    await sent(b)
    const proposal = await a.core.until(async () => {
      await sync(a)
      return (await a.core.call('proposals', { objectId: null, zone })).proposals.find((one) => one.state === 'open')
    }, 'the proposal')
    expect(proposal).toMatchObject({ mine: false, words: 'That day is full', canDecide: true })

    const [mine] = (await b.core.call('proposals', { objectId, zone })).proposals
    expect(mine).toMatchObject({ state: 'open', canWithdraw: true })
    const back = { proposalId: mine?.id ?? '', words: 'It works after all' }
    const shown = await b.core.call('withdraw-preview', back)
    expect(shown).toMatchObject({ problem: '', answers: model === 'auto' ? ['declined', 'accepted'] : [] })
    const withdrawn = await b.core.call('withdraw-proposal', { ...back, answer: model === 'auto' ? 'accepted' : null })
    expect(withdrawn.messages).toBe(1)
    await sent(b)
    const told = await a.core.until(async () => {
      await sync(a)
      return (await a.core.call('proposals', { objectId: null, zone })).proposals.find((one) => one.state === 'withdrawn')
    }, 'the proposal to be taken back')
    expect(told).toMatchObject({ closedWords: 'It works after all', canDecide: false })
    const after = await detailsOf(a)
    expect([after.attendees.find((one) => one.address === bob)?.answer, after.history.some((one) => one.text.includes('no longer asks for') && one.text.includes('It works after all'))]).toEqual([model === 'auto' ? 'accepted' : 'needs-action', true])
    expect((await a.core.call('app-state', {})).counts.invitations).toBe(0)
    expect((await b.core.call('proposals', { objectId, zone })).proposals).toMatchObject([{ state: 'withdrawn', canWithdraw: false }])

    const anew = { ...ask, comment: 'It does not work after all' }
    const second = (await b.core.call('proposal-preview', anew)).ways[0]
    await b.core.call('propose-time', { ...anew, way: second?.way ?? 'mail', answer: second?.answers[0] ?? null })
    await sent(b)
    const again = await a.core.until(async () => {
      await sync(a)
      return (await a.core.call('proposals', { objectId: null, zone })).proposals.find((one) => one.state === 'open')
    }, 'the second proposal')
    await a.core.call('decide-proposal', { proposalId: again.id, act: 'decline', words: 'Carol can only then' })
    await sent(a)
    const closed = await b.core.until(async () => {
      await sync(b)
      return (await b.core.call('proposals', { objectId, zone })).proposals.find((one) => one.state === 'declined')
    }, 'the no')
    expect(closed).toMatchObject({ mine: true, closedWords: 'Carol can only then' })
    // The answer that carried the proposal is void with it; where a DECLINECOUNTER travels, nothing was answered (ITP-21).
    expect((await b.core.call('invite-list', { zone })).items).toMatchObject([{ myAnswer: 'needs-action', section: model === 'auto' ? 'changed' : 'needs-answer' }])
    expect((await detailsOf(a)).attendees.find((one) => one.address === bob)?.answer).toBe('needs-action')
  })

  test('a drag of somebody else’s meeting is refused', async () => {
    const a = await signIn(alice)
    const b = await signIn(bob)
    await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    await sent(a)
    const asked = await invitationOf(b, 'needs-answer')
    const when = { kind: 'timed', localStart: localAt(startUtc + hourMs), localEnd: localAt(startUtc + 2 * hourMs), zone: 'UTC' } as const
    const fault = await b.core.fault('move-event', { objectId: asked.objectId ?? ('' as never), recurrenceId: null, scope: 'all', when })
    expect(fault).toMatchObject({ kind: 'refused', cause: 'not-organizer', effect: 'nothing-changed' })
  })

  test('undo in time stops the message as well (pain 39)', async () => {
    const a = await signIn(alice)
    const b = await signIn(bob)
    await a.core.call('set-settings', { holdSeconds: 600 })
    const saved = await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
    expect(saved.leavesAtUtc).not.toBeNull()
    expect(await a.core.call('undo', { queueIds: saved.queueIds })).toEqual({ undone: true })
    await sync(a)
    await sync(b)
    expect((await b.core.call('invite-list', { zone })).items).toEqual([])
    expect((await a.core.call('queue', {})).rows).toEqual([])
  })

  test('four people of two organisations: free and busy, delivery, an answer with a comment, one who cannot be reached', async () => {
    const a = await signIn(alice)
    const d = await signIn(dave)
    await d.core.call('save-event', { draft: meetingIn(d.account, [], { title: 'Dentist' }) })
    await sent(d)
    const question = {
      people: [alice, dave, 'frank@freelance.example', 'grace@nowhere.example'].map((address) => ({ address, name: '', kind: 'individual' as const })),
      window: { startUtc: startUtc - hourMs, endUtc: startUtc + 2 * hourMs },
      accountId: null,
      exceptObjectId: null,
    }
    await a.core.call('look-up-free-busy', { ...question, fresh: true })
    const { rows } = await a.core.call('free-busy', question)
    expect(rows.map((r) => [r.address, r.state, r.source.kind])).toEqual([
      [alice, 'answered', 'own'],
      [dave, 'answered', expect.stringMatching(/outbox|other-server/)],
      ['frank@freelance.example', 'answered', 'fburl'],
      ['grace@nowhere.example', 'unknown', expect.any(String)],
    ])
    expect(rows[1]?.spans).toEqual([
      { startUtc: startUtc - hourMs, endUtc: startUtc, kind: 'free' },
      { startUtc, endUtc: startUtc + hourMs, kind: 'busy' },
      { startUtc: startUtc + hourMs, endUtc: startUtc + 2 * hourMs, kind: 'free' },
    ])
    expect(rows[3]?.spans).toEqual([{ ...question.window, kind: 'unknown' }])
    expect(rows[3]?.reason?.text).toBeTruthy()

    await a.core.call('save-event', { draft: meetingIn(a.account, [dave, 'grace@nowhere.example']) })
    await sent(a)
    const details = await detailsOf(a)
    const delivery = Object.fromEntries(details.attendees.map((p) => [p.address, p.delivery.severity]))
    expect(delivery).toMatchObject({ [dave]: 'ok', 'grace@nowhere.example': 'error' })
    expect((await a.core.call('invite-list', { zone })).items).toMatchObject([{ section: 'problems', title: 'Design review' }])

    const asked = await invitationOf(d, 'needs-answer')
    expect(asked.conflicts).toBe(1)
    await d.core.call('reply-to-invite', { objectId: asked.objectId ?? ('' as never), recurrenceId: null, scope: 'all', answer: 'declined', comment: 'At the dentist' })
    await sent(d)
    const news = await a.core.until(async () => {
      await sync(a)
      return (await a.core.call('invite-list', { zone })).items.find((i) => i.news !== '')
    }, 'the news that dave declined')
    expect(news.news).toContain('At the dentist')
  })
})

test('T-S17: an answer that did not arrive is sent again: refused while the other server is down, delivered with its comment once it is up', async () => {
  const [a, d] = [await signIn(alice), await signIn(dave)]
  await a.core.call('save-event', { draft: meetingIn(a.account, [dave]) })
  await sent(a)
  const objectId = (await invitationOf(d, 'needs-answer')).objectId ?? ('' as never)
  const item = async () => (await d.core.call('invite-list', { zone })).items[0]
  world.practice.knobs.turn({ peersDown: ['north.example'] })
  await d.core.call('reply-to-invite', { objectId, recurrenceId: null, scope: 'all', answer: 'accepted', comment: 'Gladly' })
  await sent(d)
  expect(await item()).toMatchObject({ section: 'problems', reply: 'refused', myAnswer: 'accepted' })
  await d.core.call('resend-answer', { objectId })
  await sent(d)
  expect(await item()).toMatchObject({ section: 'problems', reply: 'refused' })
  world.practice.knobs.turn({ peersDown: [] })
  await d.core.call('resend-answer', { objectId })
  await sent(d)
  expect(await item()).toMatchObject({ section: 'answered', reply: 'delivered' })
  await a.core.until(async () => {
    await sync(a)
    return (await detailsOf(a)).attendees.some((one) => one.address === dave && one.answer === 'accepted' && one.comment === 'Gladly')
  }, 'dave’s answer')
})

test('SCH-46: the rights on the Outbox are read with the first round, and said in the card of the server and of the invitation', async () => {
  world.practice.knobs.turn({ sendRights: ['invite'] })
  const [a, b] = [await signIn(alice), await signIn(bob)]
  await a.core.call('save-event', { draft: meetingIn(a.account, [bob]) })
  await sent(a)
  const { id } = await invitationOf(b, 'needs-answer')
  const { card } = await b.core.call('invite-card', { inviteId: id, zone })
  expect(card).toMatchObject({ canReply: false, cannotReplyWhy: expect.stringContaining('no right to send answers') })
  const { accounts } = await b.core.call('accounts', {})
  const abilities = accounts.flatMap((account) => account.abilities)
  expect(['auto-schedule', 'free-busy'].map((key) => abilities.find((one) => one.key === key)?.detail)).toEqual([expect.stringContaining('no right to answer'), expect.stringContaining('no right to ask')])
})
