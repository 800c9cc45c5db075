import type { Zone } from '../model/time.ts'
import { toLocal } from '../time/zones.ts'
import { nameIn, titleIn, type PlanToExport } from './export.ts'

const wayWord = { all: 'together', one: 'any one', shared: 'shared' } as const
const heads = ['Package', 'People', 'Way', 'Start', 'End', 'Time zone', 'Hours', 'Package hours', 'Deadline', 'After', 'In calendar'] as const

/** A line a block in order of time, then one for each package that has none (RFC 4180, CRLF). Times are local to `zone`. */
export function planAsCsv(plan: PlanToExport, zone: Zone): string {
  const lines = plan.packages.flatMap((one) => {
    const shared = { way: wayWord[one.way], total: hours(one.minutes), deadline: one.deadline ?? '', after: one.after.map((id) => titleIn(plan, id)).join(', ') }
    const blocks = plan.blocks.filter((block) => block.packageId === one.id)
    const line = (people: readonly string[], start: string, end: string, length: string, placed: string): string[] => [titleIn(plan, one.id), people.map((who) => nameIn(plan, who)).join(', '), shared.way, start, end, start === '' ? '' : zone, length, shared.total, shared.deadline, shared.after, placed]
    if (blocks.length === 0) return [{ at: Infinity, cells: line(one.people, '', '', '', 'not planned') }]
    return blocks.map((block) => ({ at: block.startUtc, cells: line(block.people, local(block.startUtc, zone), local(block.endUtc, zone), hours((block.endUtc - block.startUtc) / 60_000), block.placed === null ? 'no' : 'yes') }))
  })
  const rows = lines.toSorted((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map((one) => one.cells)
  return [heads, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}

const local = (utc: number, zone: Zone): string => toLocal(utc, zone).replace('T', ' ').slice(0, 16)
const hours = (minutes: number): string => String(Math.round((minutes / 60) * 100) / 100)

/** A title such as `=1+1` must stay words in a spreadsheet: an apostrophe says so to all of them. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
