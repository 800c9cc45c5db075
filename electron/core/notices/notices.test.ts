import { describe, expect, it } from 'vitest'
import type { defaultSettings } from '../../../shared/contract/default-settings.ts'
import type { AccountId, CollectionId, Href, InviteId, ObjectId, QueueId } from '../../../shared/model/ids.ts'
import type { WriteStore } from '../store/store.ts'
import { createWorld, type World, worldNow } from '../testing/world.ts'
import { isQuiet, type News } from './tell-notices.ts'
import { watchQueue } from './watch-queue.ts'
function world(settings: Partial<typeof defaultSettings> = {}): World {
  const made = createWorld()
  made.store.write([], (tx) => tx.patchSettings(settings))
  return made
}

const invitation = (title: string): News => ({ fact: { kind: 'invitation', who: 'Bob', title, when: 'Mon 10:00' }, opens: { kind: 'invite', inviteId: 'i' as InviteId } })
const answer: News = { fact: { kind: 'answered', who: 'Bob', title: 'Review', answer: 'accepted', comment: '' }, opens: { kind: 'event', objectId: 'o' as ObjectId, recurrenceId: null } }

describe('which notices are shown', () => {
  it('all of them until somebody chooses; each says where it leads', () => {
    const w = world()
    w.scheduling.notices.tell([invitation('Review'), answer])
    expect(w.notices).toMatchObject([
      { kind: 'invitations', title: 'Bob invites you', opens: { kind: 'invite', inviteId: 'i' } },
      { kind: 'answers', title: 'Bob accepted', opens: { kind: 'event', objectId: 'o' } },
    ])
  })
  it('only of the kinds that were chosen, and never when none is', () => {
    const some = world({ notices: ['answers'] })
    some.scheduling.notices.tell([invitation('Review'), answer])
    expect(some.notices.map((notice) => notice.kind)).toEqual(['answers'])
    const never = world({ notices: [] })
    never.scheduling.notices.tell([invitation('Review'), answer])
    expect(never.notices).toEqual([])
  })
  it('more than three of one moment are one; those nobody wants are not counted', () => {
    const w = world({ notices: ['invitations'] })
    w.scheduling.notices.tell([answer, ...['a', 'b', 'c', 'd'].map(invitation)])
    expect(w.notices).toMatchObject([{ title: 'News about your meetings', body: expect.stringContaining('4 changes'), opens: { kind: 'invites' } }])
  })
  it('none in the quiet hours, and none later instead', () => {
    // The world stands at 13:00 in Berlin.
    const w = world({ quietHours: { startMin: 12 * 60, endMin: 14 * 60 } })
    w.scheduling.notices.tell([answer])
    expect(w.notices).toEqual([])
    w.clock.set(worldNow + 3_600_000)
    w.scheduling.notices.tell([])
    expect(w.notices).toEqual([])
    w.scheduling.notices.tell([answer])
    expect(w.notices).toHaveLength(1)
  })
})

describe('quiet hours', () => {
  const night = { startMin: 22 * 60, endMin: 7 * 60 }
  const noon = { startMin: 12 * 60, endMin: 13 * 60 }
  it.each([
    ['none at all', null, '23:00', false],
    ['within a day', noon, '12:00', true],
    ['their end is not quiet any more', noon, '13:00', false],
    ['over midnight, before it', night, '23:59', true],
    ['over midnight, after it', night, '06:59', true],
    ['over midnight, in the morning', night, '07:00', false],
    ['over midnight, by day', night, '15:00', false],
    ['an empty time', { startMin: 600, endMin: 600 }, '10:00', false],
  ])('%s', (_name, hours, local, quiet) => {
    expect(isQuiet(hours, Date.parse(`2026-11-23T${local}:00+01:00`), 'Europe/Berlin')).toBe(quiet)
  })
})

describe('a change that waits for the person', () => {
  const row = (id: string): Parameters<WriteStore['enqueue']>[0] => ({
    id: id as QueueId, accountId: 'acc' as AccountId, collectionId: 'cal' as CollectionId, objectId: null, kind: 'put', state: 'waiting', intent: `Move ${id}`, href: '/x' as Href, text: '', baseText: null, baseEtag: null, baseScheduleTag: null,
    headers: {}, undoText: null, undoInvite: null, madeAtUtc: worldNow, leavesAtUtc: null, nextTryUtc: null, attempts: 0, messages: 0, error: null, conflict: null,
  })
  it('is told once, when it begins to wait; not again by another change of the queue or at the next start', () => {
    const w = world()
    w.store.write(['queue'], (tx) => void [tx.enqueue({ ...row('old'), state: 'needs-you' }), tx.enqueue(row('a')), tx.enqueue(row('b'))])
    const stop = watchQueue(w.store, w.scheduling.notices)
    w.store.write(['queue'], (tx) => tx.patchQueue('a' as QueueId, { state: 'needs-you' }))
    w.store.write(['queue'], (tx) => tx.patchQueue('b' as QueueId, { state: 'sending' }))
    expect(w.notices).toMatchObject([{ kind: 'failures', body: 'Move a', opens: { kind: 'queue' } }])
    stop()
  })
})
