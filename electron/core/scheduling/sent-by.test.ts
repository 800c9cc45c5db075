import { describe, expect, it } from 'vitest'
import { readCalendar, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { AccountRow, Behalf } from '../store/rows.ts'
import { anAccount, icsOf, meetingLines } from '../testing/store-rows.ts'
import { missingRight, signed } from './sent-by.ts'

const [alice, bob, carol] = ['alice@north.example', 'bob@north.example', 'carol@north.example'] as const
const rights: Behalf = { loginId: 'acc' as AccountId, sentBy: `mailto:${alice}`, mayInvite: true, mayAnswer: true }
const actingFor = (behalf: Behalf): AccountRow => anAccount({ address: carol, addresses: [`mailto:${carol}`], behalf })
const forCarol = actingFor(rights)
const herself = anAccount({ address: carol, addresses: [`mailto:${carol}`] })

function tree(text: string): Component {
  const read = readCalendar(text)
  if (!read.ok) throw new Error('no calendar')
  return read.value
}
const hers = icsOf({ lines: [...meetingLines(carol, [carol, 'ACCEPTED'], [bob, 'NEEDS-ACTION'])] })
const asked = (answer: string): string => icsOf({ lines: [...meetingLines(bob, [bob, 'ACCEPTED'], [carol, answer])] })
const sign = (text: string, name: 'ORGANIZER' | 'ATTENDEE'): string => text.replace(new RegExp(`^${name}(.*:mailto:${carol})`, 'm'), `${name};SENT-BY="mailto:${alice}"$1`)
const voices = (root: Component): string[] =>
  writeCalendar(root).replace(/\r?\n[ \t]/g, '').split(/\r?\n/).flatMap((line) => (line.includes('SENT-BY') ? [`${line.split(/[;:]/)[0]} of ${line.split('mailto:').at(-1)} by ${/SENT-BY="?mailto:([^"\s;:]+)/.exec(line)?.[1]}`] : []))

describe('ITP-45, PPL-6, T-C19: SENT-BY', () => {
  it.each<[string, AccountRow, string, string | null, string[]]>([
    ['a meeting in her name says who wrote it', forCarol, hers, null, [`ORGANIZER of ${carol} by ${alice}`]],
    ['also where it was hers before', forCarol, hers, hers, [`ORGANIZER of ${carol} by ${alice}`]],
    ['her answer does', forCarol, asked('ACCEPTED'), asked('NEEDS-ACTION'), [`ATTENDEE of ${carol} by ${alice}`]],
    ['a copy with an answer that comes anew does', forCarol, asked('ACCEPTED'), null, [`ATTENDEE of ${carol} by ${alice}`]],
    ['an answer she gave herself stays hers when something else is changed', forCarol, asked('ACCEPTED'), asked('ACCEPTED'), []],
    ['an event without people says nothing', forCarol, icsOf(), null, []],
    ['where she writes herself, the name goes', herself, sign(hers, 'ORGANIZER'), sign(hers, 'ORGANIZER'), []],
    ['and from an answer she changes', herself, sign(asked('DECLINED'), 'ATTENDEE'), sign(asked('ACCEPTED'), 'ATTENDEE'), []],
    ['while an answer she leaves alone keeps it', herself, sign(asked('ACCEPTED'), 'ATTENDEE'), sign(asked('ACCEPTED'), 'ATTENDEE'), [`ATTENDEE of ${carol} by ${alice}`]],
    ['who invites her may have had somebody write: that is not hers to change', forCarol, asked('ACCEPTED').replace(`ORGANIZER:mailto:${bob}`, `ORGANIZER;SENT-BY="mailto:zoe@north.example":mailto:${bob}`), null, [`ORGANIZER of ${bob} by zoe@north.example`, `ATTENDEE of ${carol} by ${alice}`]],
  ])('%s', (_name, account, text, before, expected) => {
    expect(voices(signed(account, tree(text), before === null ? null : tree(before)))).toEqual(expected)
  })

  it('what was read is left as it is: a copy is signed', () => {
    const root = tree(hers)
    signed(forCarol, root, null)
    expect(voices(root)).toEqual([])
  })

  it.each<[string, Partial<Behalf>, string, string | null]>([
    ['both', {}, hers, null],
    ['no right to invite, her meeting', { mayInvite: false }, hers, 'may-not-invite-for'],
    ['no right to invite, her answer', { mayInvite: false }, asked('ACCEPTED'), null],
    ['no right to answer, her answer', { mayAnswer: false }, asked('ACCEPTED'), 'may-not-answer-for'],
    ['no right to answer, her meeting', { mayAnswer: false }, hers, null],
    ['neither, an event without people', { mayInvite: false, mayAnswer: false }, icsOf(), null],
  ])('rights on her Outbox: %s', (_name, patch, text, expected) => {
    expect(missingRight(actingFor({ ...rights, ...patch }), tree(text))).toBe(expected)
    expect(missingRight(herself, tree(text))).toBeNull()
  })
})
