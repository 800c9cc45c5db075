import { describe, expect, it } from 'vitest'
import { newDraft } from '../../../shared/event/draft.ts'
import type { EventDraft } from '../../../shared/contract/events.ts'
import { icsOf } from '../testing/store-rows.ts'
import { createWorld, worldNow, type World } from '../testing/world.ts'
import { query as draftDates } from './draft-dates.ts'
import { query as eventDraft } from './event-draft.ts'

const zone = 'Europe/Berlin'
function world(): World {
  const made = createWorld({})
  return made
}
const series = (w: World): EventDraft => ({
  ...newDraft({ collectionId: w.store.read.collections()[0]!.id, when: { kind: 'timed', localStart: '2026-11-24T15:00:00', localEnd: '2026-11-24T16:00:00', zone } }),
  repeat: { freq: 'weekly', interval: 1, days: ['TU'], nth: null, end: { kind: 'count', count: 3 }, custom: null },
})
const starts = async (w: World, draft: EventDraft, limit = 26): Promise<string[]> => (await draftDates(w.queries)({ draft, zone, limit })).dates.map((d) => new Date(d.startUtc).toISOString().slice(0, 10))

describe('draft-dates', () => {
  it('gives the dates of a series that is not saved yet, whatever exceptions it has', async () => {
    const w = world()
    expect(await starts(w, { ...series(w), exceptions: [{ date: '2026-12-01', to: null }] })).toEqual(['2026-11-24', '2026-12-01', '2026-12-08'])
  })
  it('says that there are more than were asked for, and nothing for a meeting that does not repeat', async () => {
    const w = world()
    expect(await draftDates(w.queries)({ draft: series(w), zone, limit: 2 })).toMatchObject({ more: true, dates: { length: 2 } })
    expect(await starts(w, { ...series(w), repeat: null })).toEqual([])
  })
  it('follows a series that is stored, as the draft would leave it, from now on', async () => {
    const w = world()
    const id = w.put('s.ics', icsOf({ start: '20261124T140000Z', end: '20261124T150000Z', lines: ['RRULE:FREQ=WEEKLY;COUNT=3'] }))
    const { draft } = await eventDraft(w.queries)({ objectId: id, recurrenceId: null, scope: 'all', zone })
    expect(worldNow).toBeLessThan(Date.UTC(2026, 10, 24))
    expect(await starts(w, draft!)).toEqual(['2026-11-24', '2026-12-01', '2026-12-08'])
  })
})
