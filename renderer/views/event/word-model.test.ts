import { describe, expect, it } from 'vitest'
import type { AttendeeView } from '../../../shared/contract/events.ts'
import { chosenOf, wordChoices } from './word-model.ts'

const person = (name: string): AttendeeView => ({ address: `${name}@north.example`, name, role: 'required', kind: 'individual', answer: 'needs-action', comment: '', isMe: false, isOrganizer: false, delivery: { code: null, severity: 'ok', text: '', next: [] } })
const [bob, carol] = [person('bob'), person('carol')]

describe('whom a word goes to', () => {
  it('everybody, who has not answered, or one', () => {
    expect(wordChoices([bob, carol], [carol]).map((choice) => choice.label)).toEqual(['Everybody (2)', 'Who has not answered (1)', 'bob', 'carol'])
    expect(wordChoices([bob, carol], [bob, carol]).map((choice) => choice.value)).toEqual(['all', bob.address, carol.address])
    expect(wordChoices([bob], [])).toEqual([{ value: 'all', label: 'bob' }])
  })
  it('one who left the meeting meanwhile stands for nobody, and never for everybody', () => {
    expect(chosenOf('dave@north.example', [bob, carol], [])).toEqual([])
    expect(chosenOf('waiting', [bob, carol], [])).toEqual([])
    expect([chosenOf('all', [bob, carol], []), chosenOf(carol.address, [bob, carol], []), chosenOf('waiting', [bob, carol], [carol])]).toEqual([[bob, carol], [carol], [carol]])
  })
})
