import { must } from '../../../shared/model/result.ts'
import { setText, setTime, timeOf } from '../../../shared/ical/fields.ts'
import type { IcalTime } from '../../../shared/ical/fields.ts'
import { masterOf, readCalendar, writeCalendar } from '../../../shared/ical/tree.ts'
import type { Component } from '../../../shared/ical/tree.ts'
import type { Clock, Stop } from '../../core/ports.ts'
import { findByUid } from '../organisation.ts'
import type { Background } from '../background.ts'
import type { Organisation } from '../organisation.ts'
import type { Scheduler } from '../scheduling/scheduler.ts'
import { uidOf } from '../seed/write-event.ts'

/** Something a practice person does by themselves, so that a newcomer sees meetings change. */
interface Happening {
  readonly who: string
  readonly title: string
  /** How many answering times after the newcomer has come. */
  readonly after: number
  /** Null: it is called off. */
  readonly change: ((master: Component) => void) | null
}

const story: readonly Happening[] = [
  {
    who: 'erin',
    title: 'Partner sync',
    after: 4,
    change(master) {
      for (const name of ['dtstart', 'dtend']) setTime(master, name, hourEarlier(must(timeOf(master, name), name)))
      setText(master, 'location', 'meet.south.example/partner')
    },
  },
  { who: 'erin', title: 'Trade press lunch', after: 8, change: null },
]

export interface Happenings {
  /** The newcomer is there: from now on things happen. */
  begin(): void
  /** All that has not happened yet, at once. */
  now(): Promise<void>
  stop(): void
}

interface Ground {
  readonly clock: Clock
  readonly background: Background
  readonly delayMs: () => number | null
  /** The organisation a practice person belongs to. */
  readonly placeOf: (user: string) => { readonly org: Organisation; readonly scheduler: Scheduler } | null
}

export function createHappenings({ clock, background, delayMs, placeOf }: Ground): Happenings {
  const timers: Stop[] = []
  let begun = false

  async function happen({ who, title, change }: Happening): Promise<void> {
    const place = placeOf(who)
    const owner = place?.org.people.find((person) => person.user === who)
    const kept = place === null || owner === undefined ? null : findByUid(place.org, who, uidOf({ title }))
    // Deleted by somebody, or changed already: then it does not happen.
    if (place === null || owner === undefined || kept === null || !/^SEQUENCE:0\r?$/m.test(kept.object.text)) return
    const { collection, object } = kept
    if (change === null) return place.scheduler.remove({ owner, slug: collection.slug, object, silent: false })
    const read = readCalendar(object.text)
    const master = read.ok ? masterOf(read.value) : null
    if (!read.ok || master === null) return
    change(master)
    const put = await place.scheduler.put({ owner, actor: owner, slug: collection.slug, name: object.name, before: object, text: writeCalendar(read.value), mergeByTag: false })
    if (!put.ok) process.stderr.write(`practice: ${title} could not be changed: ${put.problem.detail}\n`)
  }

  return {
    begin() {
      const delay = delayMs()
      if (begun || delay === null) return
      begun = true
      for (const one of story) timers.push(clock.after(one.after * delay, () => background.run(happen(one))))
    },
    async now() {
      begun = true
      for (const one of story) await happen(one)
    },
    stop() {
      for (const stop of timers) stop()
    },
  }
}

function hourEarlier(time: IcalTime): IcalTime {
  if (time.kind !== 'zoned') return time
  return { ...time, local: new Date(Date.parse(`${time.local}Z`) - 3600_000).toISOString().slice(0, 19) }
}
