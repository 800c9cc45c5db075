import { describe, expect, it } from 'vitest'
import { behalfWords, meetingForWords } from './behalf.ts'
import { ledgerText } from './ledger.ts'
import { noticeWords } from './notices.ts'

describe('acting for somebody, in words', () => {
  const carol = { name: 'Carol', by: 'alice@north.example' }
  it.each([
    [true, true, 'You act for Carol, signed in as alice@north.example. You invite and answer as Carol, and what you send says that it came from you.'],
    [true, false, 'You act for Carol, signed in as alice@north.example. You invite as Carol, and what you send says that it came from you. The server gives you no right to answer for Carol.'],
    [false, true, 'You act for Carol, signed in as alice@north.example. You answer as Carol, and what you send says that it came from you. The server gives you no right to invite for Carol.'],
    [false, false, 'You act for Carol, signed in as alice@north.example. The server gives you no right to invite or answer for Carol: you can write events without people.'],
  ])('may invite %s, may answer %s', (mayInvite, mayAnswer, words) => {
    expect(behalfWords({ ...carol, mayInvite, mayAnswer })).toBe(words)
  })

  it('beside an event of theirs', () => {
    expect((['organizes', 'answers', 'owns'] as const).map((what) => meetingForWords('Carol', what).split('.')[0])).toEqual(['You organize for Carol', 'For Carol', 'In the calendar of Carol'])
  })

  it('the history says who did it and for whom', () => {
    expect(ledgerText({ kind: 'invited', names: ['Bob'] }, 'You, for Carol,')).toBe('You, for Carol, invited Bob.')
    expect(ledgerText({ kind: 'got-invitation', who: 'Bob' }, 'Carol')).toBe('Bob invited Carol.')
    expect(ledgerText({ kind: 'got-invitation', who: 'Bob' })).toBe('Bob invited you.')
  })

  it('a notice says whose news it is', () => {
    expect(noticeWords({ kind: 'invitation', who: 'Bob', title: 'Lunch', when: 'today' }, 'Carol')).toEqual({ title: 'Bob invites Carol', body: 'Lunch · today' })
    expect(noticeWords({ kind: 'answered', who: 'Bob', title: 'Lunch', answer: 'accepted', comment: '' }, 'Carol').body).toBe('Lunch · for Carol')
    expect(noticeWords({ kind: 'invitation', who: 'Bob', title: 'Lunch', when: 'today' }).title).toBe('Bob invites you')
  })
})
