import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccountId, Href } from '../../../shared/model/ids.ts'
import { getObject } from '../dav/get-objects.ts'
import { startFakeDav, type FakeDav } from '../testing/fake-dav.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { openVault } from './vault.ts'

const id = 'acc' as AccountId
const href = '/a.ics' as Href
let fake: FakeDav
let sessions: Sessions
let sealed: Uint8Array | null
let refused: string[]
let name: string | null
const key: { value: Uint8Array | null } = { value: null }
const vault = openVault({ place: 'memory', lasting: false, load: async () => key.value, save: async (made) => void (key.value = made) })

beforeEach(async () => {
  fake = await startFakeDav()
  sealed = await vault.seal(id, 'password', 'right')
  refused = []
  name = null
  sessions = createSessions({
    vault,
    log: { info: () => undefined, warn: () => undefined },
    account: (asked) => (asked === id ? { baseUrl: `${fake.url}/`, user: 'alice', allowPlainHttp: false, name, loginId: id } : null),
    sealedPassword: () => sealed,
    onSignInRefused: (account, error) => refused.push(`${account} ${error.cause}`),
  })
  fake.on('GET /a.ics', ({ headers }) => (headers.authorization === `Basic ${Buffer.from('alice:right').toString('base64')}` ? { status: 200, body: 'X' } : { status: 401 }))
})
afterEach(async () => {
  await sessions.close()
  await fake.close()
})

describe('sessions', () => {
  it('opens one an account, signed with the sealed password', async () => {
    expect(sessions.sessionOf(id)).toBe(sessions.sessionOf(id))
    expect(await getObject(sessions.sessionOf(id), href)).toMatchObject({ ok: true })
  })
  it('DIS-6: a refused password is not tried again until a new one is there', async () => {
    sealed = await vault.seal(id, 'password', 'wrong')
    for (let n = 0; n < 3; n += 1) expect(await getObject(sessions.sessionOf(id), href)).toMatchObject({ ok: false, problem: { kind: 'sign-in', accountId: id } })
    expect([fake.requests.length, refused]).toEqual([1, ['acc wrong-password']])
    sealed = await vault.seal(id, 'password', 'right')
    await sessions.forget(id)
    expect(await getObject(sessions.sessionOf(id), href)).toMatchObject({ ok: true })
  })
  it('no password at hand is a sign-in, asked for when it is needed', async () => {
    sealed = null
    expect(await getObject(sessions.sessionOf(id), href)).toMatchObject({ problem: { kind: 'sign-in', cause: 'no-password' } })
    expect(fake.requests).toEqual([])
  })
  it('faults name the organisation where it is known by another name than its host', async () => {
    fake.on('GET /a.ics', () => ({ status: 403 }))
    name = 'north.example'
    expect(await getObject(sessions.sessionOf(id), href)).toMatchObject({ ok: false, problem: { kind: 'forbidden', host: 'north.example' } })
    await fake.close()
    expect(await getObject(sessions.sessionOf(id), href)).toMatchObject({ ok: false, problem: { kind: 'offline', host: 'north.example' } })
    fake = await startFakeDav()
  })
  it('an account that does not exist is a mistake of ours', () => expect(() => sessions.sessionOf('other' as AccountId)).toThrow('missing: account other'))
})
