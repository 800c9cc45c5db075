import { describe, expect, it } from 'vitest'
import type { OpenedItem } from '../../../shared/contract/mail.ts'
import { chosen, firstChoices, mainWords, messagesOf, titleOf } from './ics-model.ts'

const item = (key: string, patch: Partial<OpenedItem> = {}): OpenedItem => ({ key, kind: 'event', title: key, when: '', where: '', from: null, words: '', warning: '', comment: '', changes: [], objectId: null, calendar: null, acts: [{ act: 'store', label: 'Add to calendar', preview: null }], ...patch })
const sending = { groups: [], messages: 2, changed: [], holdSeconds: 0 }

describe('what is chosen when a file is opened', () => {
  const cases = [
    { name: 'one thing: its best act', items: [item('a', { kind: 'invitation' as const })], out: { a: 'store' } },
    { name: 'nothing that can be done', items: [item('a', { acts: [] })], out: { a: null } },
    { name: 'many events: all of them', items: [item('a'), item('b')], out: { a: 'store', b: 'store' } },
    { name: 'several invitations in one text are taken one by one (T-I52)', items: [item('a', { kind: 'invitation' as const }), item('b', { kind: 'invitation' as const })], out: { a: null, b: null } },
    { name: 'among many, one that would send is not chosen by itself', items: [item('a'), item('b', { acts: [{ act: 'store' as const, label: 'Add', preview: sending }] })], out: { a: 'store', b: null } },
  ]
  it.each(cases)('$name', ({ items, out }) => {
    expect(firstChoices(items)).toEqual(out)
  })
})

describe('the words of the button', () => {
  it('say what is done and what leaves', () => {
    expect(mainWords([item('a')], { a: 'store' })).toBe('Add to calendar')
    const two = [item('a'), item('b', { acts: [{ act: 'store', label: 'Add', preview: sending }] })]
    expect(mainWords(two, { a: 'store', b: 'store' })).toBe('Take 2, send 2 messages')
    expect([messagesOf(two, { a: 'store', b: null }), chosen(two, { a: 'store', b: null }).length]).toEqual([0, 1])
    expect([titleOf(two), titleOf([item('a', { kind: 'answer' })])]).toEqual(['2 events', 'Answer'])
  })
})
