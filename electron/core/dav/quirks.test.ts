import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const core = join(import.meta.dirname, '..')
const rows = readFileSync(join(import.meta.dirname, 'QUIRKS.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| what'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

it.each(rows.map((cells) => ({ what: cells[1] ?? '', proof: cells[3] ?? '' })))('the proof is there: $what', ({ proof }) => {
  const [, file, words] = /^(\S+\.(?:test|spec)\.ts): (.+)$/.exec(proof) ?? []
  expect(file, proof).toBeDefined()
  expect(readFileSync(join(core, file ?? ''), 'utf8').includes(words ?? '')).toBe(true)
})

it('nobody writes the default calendar: DAViCal 1.1.12 answers every invitation with 500 afterwards', () => {
  const sources = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !/\.test\.ts$|testing\//.test(path))
  const naming = sources.filter((path) => readFileSync(join(core, path), 'utf8').includes('schedule-default-calendar-URL'))
  // One asks for it.
  expect(naming).toEqual([join('dav', 'list-calendars.ts')])
  expect(readFileSync(join(core, 'dav', 'list-calendars.ts'), 'utf8')).not.toContain('PROPPATCH')
})
