import { describe, expect, test } from 'vitest'
import type { SendPreview } from '../../../shared/contract/events.ts'
import { mailTo } from './mail-to.ts'
import { actWords, leavesWords, needsLook } from './send-sheet-model.ts'

const preview = (messages: number, ...kinds: SendPreview['groups'][number]['kind'][]): SendPreview => ({ groups: kinds.map((kind) => ({ kind, why: '', people: [] })), messages, changed: [], holdSeconds: 0 })

describe('what is shown before a save', () => {
  test.each([
    ['a message leaves', preview(1, 'invitation'), true],
    ['one that ought to leave cannot', preview(0, 'will-not-arrive'), true],
    ['nothing changes for anybody', preview(0, 'nothing'), false],
    ['nobody is in it', preview(0), false],
  ])('%s', (_, seen, looked) => expect(needsLook(seen)).toBe(looked))

  test('the button counts messages, or says that nobody is told', () => {
    expect([actWords('Send', 'Save', 2), actWords('Send', 'Save', 1), actWords('Send', 'Save', 0)]).toEqual(['Send 2 messages', 'Send 1 message', 'Save, nobody is told'])
  })

  test('nothing is said to leave where nothing does', () => {
    expect([leavesWords({ messages: 0, holdSeconds: 10 }), leavesWords({ messages: 1, holdSeconds: 10 }), leavesWords({ messages: 1, holdSeconds: 0 })]).toEqual(['No message leaves', 'Leaves in 10 s, can be undone', 'Leaves at once'])
  })
})

describe('the mail to somebody no server reaches', () => {
  const person = (address: string) => ({ address, name: '', role: 'required' as const, kind: 'individual' as const, answer: 'needs-action' as const })
  const draft = { title: 'Roadmap', location: '', conferenceUrl: '', description: '', when: { kind: 'timed' as const, localStart: '2026-11-27T13:00:00', localEnd: '2026-11-27T14:00:00', zone: 'Europe/Berlin' }, attendees: [person('mailto:Bob@a.test')] }
  test.each([
    ['new to it', 'bob@a.test', [], 'Invitation: Roadmap', 'you are invited:'],
    ['in it, and it changed', 'bob@a.test', ['bob@a.test'], 'Changed: Roadmap', 'this is how it stands now:'],
    ['taken off', 'dave@b.test', ['bob@a.test', 'dave@b.test'], 'No longer invited: Roadmap', 'you are no longer invited to this:'],
  ])('%s', (_, address, before, subject, words) => {
    const url = new URL(mailTo(address, draft, 'Europe/Berlin', before.map(person)))
    expect([url.searchParams.get('subject'), url.searchParams.get('body')?.split('\r\n')[2]]).toEqual([subject, words])
  })
})
