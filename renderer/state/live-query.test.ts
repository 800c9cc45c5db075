import { beforeEach, describe, expect, it } from 'vitest'
import { fixtureClient } from '../testing/fixture-client.ts'
import { storyApp } from '../testing/story.ts'
import { connect } from './connection.ts'
import { fetchQuery, forgetAnswers, markStale, prefetch } from './live-query.ts'
import { shareStructure } from './share-structure.ts'

const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 5))

describe('live queries', () => {
  beforeEach(forgetAnswers)

  it('ask once for one question', async () => {
    const client = fixtureClient()
    connect(client, new EventTarget())
    void prefetch('accounts', {})
    void prefetch('accounts', {})
    await settled()
    void prefetch('accounts', {})
    expect(client.log.map((call) => call.name)).toEqual(['accounts'])
  })
  it('asked ahead of need are the same round for all who wait for it', async () => {
    const client = fixtureClient({}, {}, 1)
    connect(client, new EventTarget())
    const [one, other] = await Promise.all([prefetch('accounts', {}), prefetch('accounts', {})])
    expect(one?.accounts.length).toBeGreaterThan(0)
    expect(other).toBe(one)
    expect(client.log).toHaveLength(1)
  })
  it('asked ahead of need without an answer are null', async () => {
    connect(fixtureClient({}, { queue: () => ({ kind: 'offline', effect: 'nothing-changed', retry: 'later' }) }), new EventTarget())
    expect(await prefetch('queue', {})).toBeNull()
  })
  it('ask again after a topic of theirs went stale, and only then', async () => {
    const client = fixtureClient()
    connect(client, new EventTarget())
    void prefetch('accounts', {})
    await settled()
    markStale(['busy', 'invites'])
    void prefetch('accounts', {})
    await settled()
    expect(client.log).toHaveLength(1)
    client.change(['accounts'])
    void prefetch('accounts', {})
    await settled()
    expect(client.log).toHaveLength(2)
  })
  it('that failed are asked again on their next use', async () => {
    let down = true
    const client = fixtureClient({}, { 'app-state': () => (down ? { kind: 'offline', effect: 'nothing-changed', retry: 'later' } : storyApp) })
    connect(client, new EventTarget())
    void prefetch('app-state', {})
    await settled()
    down = false
    void prefetch('app-state', {})
    await settled()
    expect(client.log).toHaveLength(2)
  })
  it('hand on a fault as a value', async () => {
    connect(fixtureClient({}, { queue: () => ({ kind: 'offline', effect: 'nothing-changed', retry: 'later' }) }), new EventTarget())
    expect(await fetchQuery('queue', {})).toEqual({ value: null, error: { kind: 'offline', effect: 'nothing-changed', retry: 'later' } })
  })
})

describe('an answer that is asked again', () => {
  const a = { key: 'a', title: 'A', faces: [{ name: 'x' }] }
  const b = { key: 'b', title: 'B', faces: [] }
  it('equal in all is the very same', () => {
    const before = { list: [a, b] }
    expect(shareStructure(before, structuredClone(before))).toBe(before)
  })
  it('keeps what did not change, also when it moved', () => {
    const next = shareStructure({ list: [a, b] }, { list: [{ key: 'c' }, structuredClone(a), { ...structuredClone(b), title: 'B2' }] }) as { list: object[] }
    expect(next.list[1]).toBe(a)
    expect(next.list[2]).toEqual({ ...b, title: 'B2' })
    expect((next.list[2] as typeof b).faces).toBe(b.faces)
  })
  it('notices what is gone', () => {
    expect(shareStructure({ list: [a, b] }, { list: [structuredClone(a)] })).toEqual({ list: [a] })
    expect(shareStructure({ x: 1, y: undefined }, { x: 1 })).toEqual({ x: 1 })
  })
})
