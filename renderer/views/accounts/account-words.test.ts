import { describe, expect, it } from 'vitest'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AccountView, AddingAccount, CalendarView } from '../../../shared/contract/calendars.ts'
import { explainError } from '../../../shared/wording/errors.ts'
import { storyAccounts, storyNowUtc, storyZone } from '../../testing/story.ts'
import { accountTitle, calendarStanding, isLive, practiceWords, standingWords, statusWords, syncLine } from './account-words.ts'
import { addingTitle, canBegin, looksLikeUrl } from './adding-model.ts'

const [north, home] = storyAccounts as [(typeof storyAccounts)[0], (typeof storyAccounts)[0]]

describe('how accounts stand', () => {
  it('counts the live ones and says when there was news', () => expect(syncLine(storyAccounts, true, storyZone)).toBe('2 of 3 live · 10:41'))
  it('says offline', () => expect(syncLine(storyAccounts, false, storyZone)).toBe('Offline · 10:41'))
  it('of one account names no count', () => expect(syncLine([north], true, storyZone)).toBe('Server live · 10:41'))
  it('shows progress only when the whole is known', () => {
    expect(statusWords({ ...north, status: 'syncing', progress: { done: 62, total: 100 } }).text).toBe('62 %')
    expect(statusWords({ ...north, status: 'syncing', progress: { done: 62, total: null } }).text).toBe('Getting news')
  })
  it('tells two accounts of one server apart', () => {
    expect(accountTitle(north, storyAccounts)).toBe('north.example')
    expect(accountTitle(north, [north, { ...home, address: 'bob@north.example' }])).toBe('alice@north.example')
  })
  it('somebody else’s bears their name and leaves mine as it is', () => {
    const hers: AccountView = { ...home, address: 'carol@north.example', behalf: { name: 'Carol Nguyen', loginId: north.id, by: north.address, mayInvite: true, mayAnswer: true } }
    expect([hers, north].map((account) => accountTitle(account, [north, hers]))).toEqual(['Carol Nguyen', 'north.example'])
  })
})

describe('how an account stands with its server', () => {
  const at = { nowUtc: storyNowUtc, zone: storyZone, online: true }
  const refused: AppError = { kind: 'refused', effect: 'saved-here', retry: 'later', host: 'cal.north.example', httpStatus: 500 }
  const cases: { name: string; account: AccountView; online?: boolean; out: ReturnType<typeof standingWords> }[] = [
    { name: 'all is well: only when', account: north, out: { success: 'Last up to date: Today 10:41', problem: '', next: '' } },
    { name: 'a fault says what and when it is tried again', account: { ...north, status: 'problem', problem: refused, nextTryUtc: storyNowUtc + 12_000 }, out: { success: 'Last up to date: Today 10:41', problem: explainError(refused).title, next: 'Tries again in 12 s.' } },
    { name: 'a late next try is a time of day', account: { ...north, status: 'problem', problem: refused, nextTryUtc: storyNowUtc + 600_000 }, out: { success: 'Last up to date: Today 10:41', problem: explainError(refused).title, next: 'Tries again at 10:52.' } },
    { name: 'a pause says that nothing is lost', account: { ...north, paused: true }, out: { success: 'Last up to date: Today 10:41', problem: '', next: 'Paused by you. What you change is kept here and leaves when you resume; its contacts, your hours there and what you publish rest too.' } },
    { name: 'a first sync counts what has come', account: { ...north, status: 'syncing', lastSuccessUtc: null, progress: { done: 1_240, total: null } }, out: { success: 'Not up to date yet', problem: '', next: 'Getting everything for the first time. 1,240 events so far.' } },
    { name: 'offline promises no time', account: { ...north, status: 'offline' }, online: false, out: { success: 'Last up to date: Today 10:41', problem: '', next: 'Goes on by itself when you are online.' } },
  ]
  for (const { name, account, online = true, out } of cases) it(name, () => expect(standingWords(account, { ...at, online })).toEqual(out))

  it('a paused account is neither live nor a fault', () => {
    const paused = { ...north, paused: true }
    expect([statusWords(paused).text, isLive(paused), syncLine([paused], true, storyZone), syncLine([paused, home], true, storyZone)]).toEqual(['Paused', false, 'Paused · 10:41', '1 of 2 live · 10:41'])
  })
  it('a calendar in trouble says what, and how old its picture is', () => {
    const [work] = north.calendars as [CalendarView]
    expect(calendarStanding({ ...work, problem: refused }, at)).toBe(`${explainError(refused).title} · Today 10:41`)
    expect(calendarStanding({ ...work, lastSuccessUtc: null }, at)).toBe('Not up to date yet')
    expect(calendarStanding({ ...work, state: 'gone' }, at)).toBe('No longer on the server; kept here until you delete it')
  })
})

it('that nothing leaves the computer is said only where it is so', () => {
  const [practice, real] = [{ ...north, practice: true }, { ...home, practice: false }]
  expect([[practice], [practice, real], [real], []].map(practiceWords)).toEqual(['Practice: nothing leaves this computer', 'Practice people: what you send to them stays on this computer', null, 'Practice: nothing leaves this computer'])
})

describe('adding an account', () => {
  const cases = [
    { where: 'alice@north.example', url: false },
    { where: 'https://cal.north.example/dav', url: true },
    { where: 'cal.north.example', url: true },
    { where: 'alice', url: false },
    { where: 'cal.north.example/dav/alice', url: true },
  ]
  for (const { where, url } of cases) it(`${where} ${url ? 'needs a user name' : 'names the person'}`, () => expect(looksLikeUrl(where)).toBe(url))
  it('may begin as soon as there is a calendar', () => {
    const adding: AddingAccount = { address: 'alice@north.example', steps: [], account: null, error: null }
    expect([canBegin(null), canBegin(adding), canBegin({ ...adding, account: { ...north, calendars: [] } }), canBegin({ ...adding, account: north })]).toEqual([false, false, false, true])
    expect(addingTitle(adding, 'x', false)).toBe('Adding alice@north.example')
  })
})
