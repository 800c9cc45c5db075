import { describe, expect, it } from 'vitest'
import type { AddingAccount } from '../../../shared/contract/calendars.ts'
import { storyAccounts, storyZone } from '../../testing/story.ts'
import { accountTitle, statusWords, syncLine } from './account-words.ts'
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
