import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import { start } from '../testing/practice-client.ts'
import type { Started } from '../testing/practice-client.ts'

describe('FBP-1: a folder for published free/busy', () => {
  let on: Started
  beforeEach(async () => {
    on = await start()
  })
  afterEach(() => on.stop())
  const path = '/published/bob/bob.ifb'
  const body = writeFreeBusy({ window: { startUtc: 0, endUtc: 86_400_000 }, spans: [], nowUtc: 0, method: 'PUBLISH', organizer: 'mailto:bob@north.example' })

  test('the owner puts, everybody reads, and it is still there after a restart', async () => {
    expect((await on.as(null, 'GET', path)).status).toBe(404)
    expect((await on.as('bob', 'PUT', path, { body })).status).toBe(201)
    expect(await on.as(null, 'GET', path)).toMatchObject({ status: 200, body })
    on = await on.restart()
    const again = await on.as(null, 'GET', path)
    expect(again.body).toBe(body)
    expect((await on.as('bob', 'PUT', path, { body, headers: { 'If-Match': '"other"' } })).status).toBe(412)
    expect((await on.as('bob', 'PUT', path, { body, headers: { 'If-Match': again.headers['etag'] ?? '' } })).status).toBe(204)
    expect((await on.as('bob', 'DELETE', path)).status).toBe(204)
    expect((await on.as(null, 'GET', path)).status).toBe(404)
  })
  test.each([
    ['a stranger', null, 'PUT', body, 401],
    ['somebody else', 'carol', 'PUT', body, 403],
    ['something else', 'bob', 'PUT', 'a novel', 415],
    ['another verb', 'bob', 'POST', body, 405],
  ])('%s is refused', async (_, user, method, text, status) => {
    expect((await on.as(user, method, path, { body: text })).status).toBe(status)
  })
})
