import { expect, test } from 'vitest'
import { planAsCsv } from './csv.ts'
import type { PlanToExport } from './export.ts'
import { planAsIcs } from './ics.ts'

const plan: PlanToExport = {
  id: 'P1',
  name: 'Website, relaunch',
  people: [{ address: 'bob@north.example', name: 'Bob Lindqvist' }, { address: 'dave@south.example', name: '' }],
  packages: [
    { id: 'a', title: 'Design "one"', minutes: 90, people: ['bob@north.example'], way: 'one', deadline: '2026-12-04', after: [] },
    { id: 'b', title: '=SUM(A1)', minutes: 120, people: ['bob@north.example', 'dave@south.example'], way: 'all', deadline: null, after: ['a'] },
    { id: 'c', title: '', minutes: 60, people: [], way: 'shared', deadline: null, after: [] },
  ],
  blocks: [
    { id: 'b/1', packageId: 'b', people: ['bob@north.example', 'dave@south.example'], startUtc: Date.UTC(2026, 10, 24, 9), endUtc: Date.UTC(2026, 10, 24, 11), placed: null },
    { id: 'a/1', packageId: 'a', people: ['bob@north.example'], startUtc: Date.UTC(2026, 10, 23, 8), endUtc: Date.UTC(2026, 10, 23, 9, 30), placed: {} },
  ],
}

test('CSV: a line a block in order of time, what is not planned too; quotes, commas and formulas stay words (RFC 4180)', () => {
  expect(planAsCsv(plan, 'Europe/Berlin')).toBe(
    [
      'Package,People,Way,Start,End,Time zone,Hours,Package hours,Deadline,After,In calendar',
      '"Design ""one""",Bob Lindqvist,any one,2026-11-23 09:00,2026-11-23 10:30,Europe/Berlin,1.5,1.5,2026-12-04,,yes',
      `'=SUM(A1),"Bob Lindqvist, dave@south.example",together,2026-11-24 10:00,2026-11-24 12:00,Europe/Berlin,2,2,,"Design ""one""",no`,
      'Work,,shared,,,,,1,,,not planned',
      '',
    ].join('\r\n'),
  )
})

test('ICS: tentative events, tasks with deadline and order, and nobody as ATTENDEE who could be invited by an import', () => {
  const text = planAsIcs(plan, { nowUtc: Date.UTC(2026, 10, 22, 12) })
  expect(text).not.toMatch(/ATTENDEE|ORGANIZER/)
  expect(text.split('\r\n').filter((line) => !/^(PRODID|VERSION|CALSCALE)/.test(line))).toEqual([
    'BEGIN:VCALENDAR', 'METHOD:PUBLISH',
    'BEGIN:VTODO', 'UID:a@plan-P1', 'DTSTAMP:20261122T120000Z', 'SUMMARY:Design "one"', 'DESCRIPTION:Website\\, relaunch\\nBob Lindqvist', 'DUE;VALUE=DATE:20261204', 'STATUS:NEEDS-ACTION', 'END:VTODO',
    'BEGIN:VTODO', 'UID:b@plan-P1', 'DTSTAMP:20261122T120000Z', 'SUMMARY:=SUM(A1)', 'DESCRIPTION:Website\\, relaunch\\nBob Lindqvist\\, dave@south.example', 'STATUS:NEEDS-ACTION', 'RELATED-TO;RELTYPE=SIBLING:a@plan-P1', 'END:VTODO',
    'BEGIN:VTODO', 'UID:c@plan-P1', 'DTSTAMP:20261122T120000Z', 'SUMMARY:Work', 'DESCRIPTION:Website\\, relaunch', 'STATUS:NEEDS-ACTION', 'END:VTODO',
    'BEGIN:VEVENT', 'UID:b-1@plan-P1', 'DTSTAMP:20261122T120000Z', 'DTSTART:20261124T090000Z', 'DTEND:20261124T110000Z', 'SUMMARY:=SUM(A1)', 'DESCRIPTION:Website\\, relaunch\\nBob Lindqvist\\, dave@south.example', 'STATUS:TENTATIVE', 'RELATED-TO:b@plan-P1', 'END:VEVENT',
    'BEGIN:VEVENT', 'UID:a-1@plan-P1', 'DTSTAMP:20261122T120000Z', 'DTSTART:20261123T080000Z', 'DTEND:20261123T093000Z', 'SUMMARY:Design "one"', 'DESCRIPTION:Website\\, relaunch\\nBob Lindqvist', 'STATUS:TENTATIVE', 'RELATED-TO:a@plan-P1', 'END:VEVENT',
    'END:VCALENDAR', '',
  ])
})
