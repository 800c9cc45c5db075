import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mendPieces, mendSplitCharacters } from './bytes.ts'
import { attendeesOf, setAttendee } from './people.ts'
import { setText, textOf } from './fields.ts'
import { addEvent, type Component, copyOf, eventsOf, masterOf, newCalendar, overridesOf, readCalendar, writeCalendar } from './tree.ts'

const bytes = (name: string): Uint8Array => readFileSync(new URL(`../fixtures/ics/${name}.ics`, import.meta.url))
const fixture = (name: string): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(mendSplitCharacters(bytes(name)))
const read = (text: string): Component => {
  const result = readCalendar(text)
  if (!result.ok) throw new Error(result.problem.detail)
  return result.value
}
const first = (root: Component): Component => eventsOf(root)[0] as Component

describe('T-R24 what nobody changed is written as it came', () => {
  test.each(['outlook-windows-zone', 'series-with-overrides', 'unknown-parts'])('%s', (name) => {
    const text = fixture(name)
    expect(writeCalendar(read(text))).toBe(text)
    expect(writeCalendar(copyOf(read(text)))).toBe(text)
  })

  test('after an edit of SUMMARY every other byte is there', () => {
    const text = fixture('unknown-parts')
    const root = read(text)
    setText(first(root), 'summary', 'After, all')
    expect(writeCalendar(root)).toBe(text.replace('SUMMARY:Before', 'SUMMARY:After\\, all'))
  })

  test('an answer keeps the parameters we do not know', () => {
    const root = read(fixture('unknown-parts'))
    setAttendee(first(root), { address: 'MAX@south.example', partstat: 'declined' })
    expect(writeCalendar(root).replace(/\r\n /g, '')).toContain('X-NUM-GUESTS=0')
    expect(attendeesOf(first(root)).map((p) => [p.address, p.partstat])).toEqual([['max@south.example', 'declined']])
  })

  test('an edit of a copy leaves the first alone', () => {
    const root = read(fixture('unknown-parts'))
    setText(first(copyOf(root)), 'summary', 'Other')
    expect(textOf(first(root), 'summary')).toBe('Before')
  })
})

describe('texts of others (ICS-1, ICS-2)', () => {
  test('T-R19 a fold inside a character', () => expect(textOf(first(read(fixture('split-character'))), 'summary')).toBe('Café 会議'))

  test('T-R19 bytes without such folds stay the same object', () => {
    const plain = bytes('unknown-parts')
    expect(mendSplitCharacters(plain)).toBe(plain)
  })

  test('T-R19 however the bytes are cut into pieces', () => {
    const all = bytes('split-character')
    const whole = Buffer.from(mendSplitCharacters(all)).toString('hex')
    for (let size = 1; size <= 40; size++) {
      const mender = mendPieces()
      const out: Uint8Array[] = []
      for (let at = 0; at < all.length; at += size) out.push(mender.next(all.subarray(at, at + size)))
      expect(Buffer.concat([...out, mender.end()]).toString('hex')).toBe(whole)
    }
  })

  test('T-R20 escapes', () =>
    expect(textOf(first(read('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\\, b\\; c\\\\d\\nE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n')), 'summary')).toBe('a, b; c\\d\nE'))

  test('BOM, LF and a tab fold', () => expect(textOf(first(read(fixture('bom-and-lf'))), 'summary')).toBe('With a BOM, LF ends and a tab fold'))

  test('several VCALENDARs become one', () => expect(eventsOf(read(fixture('two-calendars'))).map((e) => textOf(e, 'summary'))).toEqual(['One', 'Two']))

  test('line ends that were not escaped belong to the text', () => {
    const event = first(read(fixture('broken-lines')))
    expect(textOf(event, 'description')).toBe('First line\nsecond line without a fold\nthird line')
    expect(attendeesOf(event).map((p) => [p.address, p.name, p.partstat])).toEqual([['john@south.example', 'Smith: John', 'accepted']])
  })

  test('lone CR as a line end', () => expect(textOf(first(read('BEGIN:VCALENDAR\rBEGIN:VEVENT\rSUMMARY:x\rEND:VEVENT\rEND:VCALENDAR\r')), 'summary')).toBe('x'))

  test('text behind the end is passed over', () => expect(eventsOf(read(`${fixture('two-calendars')}<!-- served by x -->\r\n`)).length).toBe(2))
})

describe('faults are values', () => {
  test.each([
    ['', 'empty'],
    [' \r\n\r\n', 'empty'],
    ['hello', 'not-calendar'],
    ['<!DOCTYPE html><html></html>', 'not-calendar'],
    ['BEGIN:VCALENDAR', 'torn'],
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n', 'torn'],
    ['BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n', 'torn'],
  ])('%j is %s', (text, code) => expect(readCalendar(text)).toMatchObject({ ok: false, problem: { code } }))

  test('a body cut off anywhere is told, never taken', () => {
    const text = fixture('outlook-windows-zone')
    for (let length = 1; length < text.length - 2; length += 7) expect(readCalendar(text.slice(0, length)).ok).toBe(false)
  })

  test('noise never throws', () => {
    const text = fixture('unknown-parts')
    for (let i = 0; i < text.length; i += 3) readCalendar(`${text.slice(0, i)}\u0000;:"=${text.slice(i + 2)}`)
  })
})

test('a new calendar', () => {
  const root = newCalendar('REQUEST')
  setText(addEvent(root), 'uid', 'x')
  expect(writeCalendar(root)).toBe('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Parley//Parley//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n')
})

test('ICS-1 lines are folded at 75 octets, never inside a character', () => {
  const root = newCalendar()
  setText(addEvent(root), 'summary', '会議'.repeat(60))
  const lines = writeCalendar(root).split('\r\n')
  expect(Math.max(...lines.map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75)
  expect(textOf(first(read(writeCalendar(root))), 'summary')).toBe('会議'.repeat(60))
})

test('ICS-10 the master is found wherever it stands', () => {
  const root = read(fixture('series-with-overrides'))
  expect({ master: textOf(masterOf(root) as Component, 'summary'), overrides: overridesOf(root).map((e) => textOf(e, 'summary')) }).toEqual({ master: 'Standup', overrides: ['Standup (afternoon)'] })
})
