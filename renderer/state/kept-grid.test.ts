import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AccountView } from '../../shared/contract/calendars.ts'
import { newDraft } from '../../shared/event/new-draft.ts'
import type { CollectionId } from '../../shared/model/ids.ts'
import { forgetKeptGrid, gathered, keepGrid, keptGrid } from './kept-grid.ts'
import { nextHour, nextWorkingHour } from './new-draft.ts'

const zone = 'Europe/Berlin'
const now = Date.UTC(2026, 10, 22, 15, 12)
const work = { workStartMin: 9 * 60, workEndMin: 17 * 60, workingDays: [1, 2, 3, 4, 5] }
const accounts = [{ calendars: [{ id: 'work', writable: true }] }] as unknown as readonly AccountView[]
const empty = newDraft({ collectionId: 'work' as CollectionId, when: nextHour(now, zone), reminders: [] })
const withBob: typeof empty = { ...empty, attendees: [{ address: 'bob@north.example', name: 'Bob', role: 'required', kind: 'individual', answer: 'needs-action' }] }

describe('people gathered on an empty grid', () => {
  beforeEach(() => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) })
  })
  it('are there again when the grid is opened again', () => {
    keepGrid(withBob)
    expect(keptGrid(accounts, zone, now, work)).toEqual(withBob)
  })
  it('keep no time that is over', () => {
    keepGrid(withBob)
    const later = now + 86_400_000
    expect(keptGrid(accounts, zone, later, work)).toEqual({ ...withBob, when: nextWorkingHour(later, zone, work) })
  })
  it('are gone when they were thrown away, taken off one by one, or their calendar is gone', () => {
    keepGrid(withBob)
    expect(keptGrid([], zone, now, work)).toBeNull()
    keepGrid(empty)
    expect(keptGrid(accounts, zone, now, work)).toBeNull()
    keepGrid(withBob)
    forgetKeptGrid()
    expect(keptGrid(accounts, zone, now, work)).toBeNull()
  })
  it('are asked about before they are thrown away; a time alone is not', () => {
    expect(gathered(empty, null)).toBe(false)
    expect(gathered(withBob, null)).toBe(true)
    expect(gathered(withBob, withBob)).toBe(false)
    expect(gathered({ ...withBob, when: nextHour(now + 86_400_000, zone) }, withBob)).toBe(false)
    expect(gathered(empty, withBob)).toBe(true)
  })
})
