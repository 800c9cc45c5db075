import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeObjects } from './merge.ts'

type Fields = Record<string, string>
const order = ['UID', 'DTSTAMP', 'SEQUENCE', 'DTSTART', 'DTEND', 'RRULE', 'SUMMARY', 'LOCATION', 'DESCRIPTION', 'STATUS', 'TRANSP', 'CLASS', 'X-FOREIGN', 'ORGANIZER']
const base: Fields = { UID: 'u', DTSTAMP: '20261101T100000Z', SEQUENCE: '1', DTSTART: '20261124T090000Z', DTEND: '20261124T100000Z', SUMMARY: 'Review', ORGANIZER: 'mailto:o@x.example' }
const people: Fields = { o: 'ACCEPTED', a: 'NEEDS-ACTION', b: 'NEEDS-ACTION' }
const vevent = (fields: Fields, who: Fields, more: string[] = []): string[] => [
  'BEGIN:VEVENT',
  ...order.filter((name) => fields[name] !== undefined).map((name) => `${name}:${fields[name]}`),
  ...Object.entries(who).map(([name, partstat]) => `ATTENDEE;PARTSTAT=${partstat}:mailto:${name}@x.example`),
  ...more,
  'END:VEVENT',
]
const calendar = (...events: string[][]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//x//EN', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n')
const text = (change: Fields = {}, who: Fields = {}, more: string[] = []): string => calendar(vevent({ ...base, ...change }, { ...people, ...who }, more))
const without = (t: string, name: string): string => t.split('\r\n').filter((l) => !l.includes(`mailto:${name}@`)).join('\r\n')

/** What the merge says, order aside. */
const lines = (t: string): string[] => t.split('\r\n').filter((l) => l !== '' && !l.startsWith('DTSTAMP')).sort()
const merged = (mine: string, theirs: string, from = text()): string[] => {
  const out = mergeObjects(from, mine, theirs)
  return out.kind === 'clean' ? lines(out.text) : out.fields.map((f) => `! ${f.field}: ${f.before} | ${f.mine} | ${f.theirs}`)
}
const alarm = ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT5M', 'DESCRIPTION:x', 'END:VALARM']

describe('mergeObjects', () => {
  const cases: [string, string, string, string[]][] = [
    ['nobody changed it', text(), text(), lines(text())],
    ['different fields', text({ SUMMARY: 'Mine' }), text({ LOCATION: 'Theirs' }), lines(text({ SUMMARY: 'Mine', LOCATION: 'Theirs' }))],
    ['both alike', text({ SUMMARY: 'Same' }), text({ SUMMARY: 'Same' }), lines(text({ SUMMARY: 'Same' }))],
    ['the same field', text({ SUMMARY: 'Mine' }), text({ SUMMARY: 'Theirs' }), ['! title: Review | Mine | Theirs']],
    ['T-C06 SCH-22 others’ answers are no clash', text({ SUMMARY: 'Mine' }), text({}, { b: 'ACCEPTED' }), lines(text({ SUMMARY: 'Mine' }, { b: 'ACCEPTED' }))],
    ['T-C22 my answer and another’s', text({}, { a: 'ACCEPTED' }), text({}, { b: 'DECLINED' }), lines(text({}, { a: 'ACCEPTED', b: 'DECLINED' }))],
    ['T-C07 my answer and a moved meeting: not sent blindly', text({}, { a: 'ACCEPTED' }), text({ DTSTART: '20261124T110000Z', DTEND: '20261124T120000Z' }), ['! time: Tue 24 Nov, 09:00–10:00 (UTC) | Tue 24 Nov, 09:00–10:00 (UTC) | Tue 24 Nov, 11:00–12:00 (UTC)']],
    ['my answer to a renamed meeting', text({}, { a: 'ACCEPTED' }), text({ SUMMARY: 'Theirs' }), lines(text({ SUMMARY: 'Theirs' }, { a: 'ACCEPTED' }))],
    ['two answers of mine', text({}, { a: 'ACCEPTED' }), text({}, { a: 'DECLINED' }), ['! answer: a@x.example (needs-action) | a@x.example (accepted) | a@x.example (declined)']],
    ['SCH-8 I move it while b accepts the old time', text({ DTSTART: '20261124T080000Z', SEQUENCE: '2' }), text({}, { b: 'ACCEPTED' }), lines(text({ DTSTART: '20261124T080000Z', SEQUENCE: '2' }))],
    ['start there, end here is one field: time', text({ DTEND: '20261124T110000Z' }), text({ DTSTART: '20261124T093000Z' }), ['! time: Tue 24 Nov, 09:00–10:00 (UTC) | Tue 24 Nov, 09:00–11:00 (UTC) | Tue 24 Nov, 09:30–10:00 (UTC)']],
    ['the higher SEQUENCE', text({ SUMMARY: 'Mine', SEQUENCE: '2' }), text({ LOCATION: 'x', SEQUENCE: '4' }), lines(text({ SUMMARY: 'Mine', LOCATION: 'x', SEQUENCE: '4' }))],
    ['what only the server knows stays', text({ SUMMARY: 'Mine' }), text({ 'X-FOREIGN': 'kept' }), lines(text({ SUMMARY: 'Mine', 'X-FOREIGN': 'kept' }))],
    ['both add people', text({}, { c: 'NEEDS-ACTION' }), text({}, { d: 'NEEDS-ACTION' }), lines(text({}, { c: 'NEEDS-ACTION', d: 'NEEDS-ACTION' }))],
    ['I take b off who answered meanwhile', without(text(), 'b'), text({}, { b: 'ACCEPTED' }), lines(without(text(), 'b'))],
    ['my alarm', text({}, {}, alarm), text({ LOCATION: 'x' }), lines(text({ LOCATION: 'x' }, {}, alarm))],
    ['it cannot be read', 'BEGIN:VCALENDAR', text(), ['! everything:  |  | ']],
  ]
  test.each(cases)('%s', (_, mine, theirs, out) => expect(merged(mine, theirs)).toEqual(out))

  const series = (...dates: string[][]): string => calendar(vevent({ ...base, RRULE: 'FREQ=WEEKLY' }, people), ...dates)
  const date = (day: string, summary: string): string[] => ['BEGIN:VEVENT', 'UID:u', `RECURRENCE-ID:202612${day}T090000Z`, `DTSTART:202612${day}T090000Z`, `SUMMARY:${summary}`, 'END:VEVENT']
  test('dates of a series: each side’s own come together, the same one is merged or clashes, one gone and changed clashes', () => {
    const from = series(date('01', 'One'))
    expect(merged(series(date('01', 'One'), date('08', 'Mine')), series(date('01', 'One'), date('15', 'Theirs')), from)).toEqual(lines(series(date('01', 'One'), date('15', 'Theirs'), date('08', 'Mine'))))
    expect(merged(series(date('01', 'Mine')), series(date('01', 'Theirs')), from)).toEqual(['! title: One | Mine | Theirs'])
    expect(merged(series(), series(date('01', 'One')), from)).toEqual(lines(series()))
    expect(merged(series(), series(date('01', 'Theirs')), from)).toEqual(['! this date: One |  | Theirs'])
    expect(merged(series(date('01', 'Mine')), series(), from)).toEqual(['! this date: One | Mine | ']) 
  })
  test('EXDATEs are merged one by one', () => {
    const ex = (...days: string[]): string => calendar(vevent({ ...base, RRULE: 'FREQ=WEEKLY' }, people, days.map((d) => `EXDATE:202612${d}T090000Z`)))
    expect(merged(ex('01', '08'), ex('15'), ex('01'))).toEqual(lines(ex('08', '15')))
  })
})

// Properties: edits are sets of field changes; where both sides touch the same field differently it must be a clash, else the union.
const values = fc.constantFrom(undefined, 'x', 'y', 'z')
const edits = fc.record({ SUMMARY: values, LOCATION: values, DESCRIPTION: values, CLASS: values, 'X-FOREIGN': values, c: fc.constantFrom(undefined, 'NEEDS-ACTION', 'ACCEPTED') })
const applied = (e: Record<string, string | undefined>): string => {
  const { c, ...fields } = e
  const set = Object.fromEntries(Object.entries(fields).filter((x): x is [string, string] => x[1] !== undefined))
  return text(set, c === undefined ? {} : { c })
}
const run = { seed: 20261122, numRuns: 400, verbose: true }

describe('properties (seed 20261122)', () => {
  test('a merge with oneself, and with nothing, is oneself', () => {
    fc.assert(
      fc.property(edits, (e) => {
        const t = applied(e)
        expect(merged(t, t)).toEqual(lines(t))
        expect(merged(t, text())).toEqual(lines(t))
        expect(merged(text(), t)).toEqual(lines(t))
      }),
      run,
    )
  })
  test('the union where the sides agree or keep apart, a clash where they do not; the same from either side', () => {
    fc.assert(
      fc.property(edits, edits, (a, b) => {
        const keys = Object.keys(a) as (keyof typeof a)[]
        const clashing = keys.filter((k) => a[k] !== undefined && b[k] !== undefined && a[k] !== b[k])
        const [mine, theirs] = [applied(a), applied(b)]
        const out = mergeObjects(text(), mine, theirs)
        const back = mergeObjects(text(), theirs, mine)
        expect([out.kind, back.kind]).toEqual(clashing.length > 0 ? ['clash', 'clash'] : ['clean', 'clean'])
        if (out.kind === 'clean' && back.kind === 'clean') {
          const union = Object.fromEntries(keys.map((k) => [k, a[k] ?? b[k]]))
          expect(lines(out.text)).toEqual(lines(applied(union)))
          expect(lines(back.text)).toEqual(lines(out.text))
        } else if (out.kind === 'clash') expect(out.fields.length).toBe(clashing.length)
      }),
      run,
    )
  })
})
