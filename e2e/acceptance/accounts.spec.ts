import { startApp } from '../hosts/loopback.ts'
import { freePorts } from '../servers/shell.ts'
import { expect, test } from '../stories/fixtures.ts'

test.use({ apart: 'acceptance' })

test('discovery finds the calendars and says what the server can do (DIS-7…13a)', async ({ organisations }) => {
  const app = await startApp({ practiceHost: organisations.practiceHost })
  const alice = organisations.person('alice')
  await app.call('add-account', { where: alice.where, user: alice.user, password: alice.password, allowPlainHttp: false })
  await app.call('sync-now', { accountId: null })
  const { accounts } = await app.call('accounts', {})
  expect(accounts).toHaveLength(1)
  const account = accounts[0]
  expect(account?.calendars.length).toBeGreaterThan(0)
  expect(account?.calendars.every((calendar) => !/inbox|outbox/i.test(calendar.name))).toBe(true)
  expect(account?.canSchedule).toBe(organisations.can.schedule)
  expect(account?.abilities.find((ability) => ability.key === 'auto-schedule')?.works).toBe(organisations.can.schedule)
  expect(account?.abilities.find((ability) => ability.key === 'sync')?.works).toBe(true)
  // SCH-46: nobody's rights were taken away here, so nothing may be refused for want of one.
  expect(account?.mayNotInvite).toBeUndefined()
  expect(account?.abilities.filter(({ detail }) => detail.includes('no right'))).toEqual([])
  await app.stop()
})

test('people can be looked up, or the app says that this server tells nothing (PPL-1)', async ({ organisations }) => {
  const app = await startApp({ practiceHost: organisations.practiceHost })
  const alice = organisations.person('alice')
  await app.call('add-account', { where: alice.where, user: alice.user, password: alice.password, allowPlainHttp: false })
  const { found } = await app.call('look-up-people', { text: 'bob' })
  const { people } = await app.call('people', { text: 'bob', limit: 20 })
  const directory = people.filter((person) => person.source === 'directory')
  expect(directory.every((person) => person.address.includes('@'))).toBe(true)
  expect(directory.length > 0).toBe(found > 0)
  if (found > 0) expect(directory.map((person) => person.address)).toContain(organisations.person('bob').address)
  await app.stop()
})

test('a wrong password is told as one, and nothing is kept', async ({ organisations }) => {
  const app = await startApp({ practiceHost: organisations.practiceHost })
  const alice = organisations.person('alice')
  const result = await app.tryCall('add-account', { where: alice.where, user: alice.user, password: 'not the password', allowPlainHttp: false })
  expect(result).toMatchObject({ ok: false, error: { kind: 'sign-in', effect: 'nothing-changed', cause: 'wrong-password' } })
  expect((await app.call('accounts', {})).accounts).toEqual([])
  await app.stop()
})

test('a server that is down, and a page that is not CalDAV, are told apart', async ({ organisations }) => {
  const app = await startApp({ practiceHost: organisations.practiceHost })
  const closed = await app.tryCall('add-account', { where: `http://127.0.0.1:${await freePorts(1)}/`, user: 'alice', password: 'x', allowPlainHttp: false })
  expect(closed).toMatchObject({ ok: false, error: { kind: 'offline', cause: 'connection-refused' } })
  const page = await app.tryCall('add-account', { where: `${app.origin}/`, user: 'alice', password: 'x', allowPlainHttp: false })
  expect(page).toMatchObject({ ok: false, error: { cause: 'not-caldav' } })
  await app.stop()
})
