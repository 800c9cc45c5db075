import type { Instant, Interval } from '../model/time.ts'
import { numberOf, setTime, textOf, timeOf } from './fields.ts'
import { readDuration } from './moment.ts'
import { type Component, rawOf } from './tree.ts'

export interface DueAlarm {
  /** UID of the VALARM (RFC 9074), or '' where it has none. */
  readonly uid: string
  readonly atUtc: Instant
  readonly action: string
}

/** Far more than anyone sets; REPEAT is a number that others write. */
const mostRepeats = 20

/**
 * When the alarms of one instance ring: all of them, past ones too, by time. Left out: those that were dismissed here
 * or on another device (ACKNOWLEDGED at or after the trigger, ICS-15; `X-MOZ-LASTACK` of Thunderbird), Apple's "no alarm"
 * (`ACTION:NONE`), and what cannot be read. `span` is the instance's own; of an all-day one its days in the viewer's zone (ICS-14).
 */
export function alarmsOf(event: Component, span: Interval): DueAlarm[] {
  const dismissedUtc = stampOf(event, 'x-moz-lastack') ?? Number.NEGATIVE_INFINITY
  return event
    .getAllSubcomponents('valarm')
    .flatMap((alarm) => timesOfAlarm(alarm, span).map((atUtc) => ({ alarm, atUtc })))
    .filter(({ alarm, atUtc }) => Math.max(stampOf(alarm, 'acknowledged') ?? Number.NEGATIVE_INFINITY, dismissedUtc) < atUtc)
    .map(({ alarm, atUtc }) => ({ uid: textOf(alarm, 'uid') || textOf(alarm, 'x-wr-alarmuid'), atUtc, action: textOf(alarm, 'action').toUpperCase() }))
    .filter(({ action }) => action === 'DISPLAY' || action === 'AUDIO')
    .sort((a, b) => a.atUtc - b.atUtc)
}

/**
 * Marks the alarms of `event` as dismissed at `nowUtc`: what rang until then is silent on every device, what comes later still rings
 * (RFC 9074 §6, ICS-15). Alarms made by snoozing have had their time and go. Changes `event`; false when it has no alarm.
 */
export function acknowledgeAlarms(event: Component, nowUtc: Instant): boolean {
  let changed = false
  for (const alarm of event.getAllSubcomponents('valarm')) {
    const trigger = timeOf(alarm, 'trigger')
    const isSnooze = alarm.getAllProperties('related-to').some((property) => String(rawOf(property)[1]['reltype'] ?? '').toUpperCase() === 'SNOOZE')
    if (isSnooze && trigger?.kind === 'utc' && trigger.instant <= nowUtc) event.removeSubcomponent(alarm)
    else setTime(alarm, 'acknowledged', { kind: 'utc', instant: Math.floor(nowUtc / 1_000) * 1_000 })
    changed = true
  }
  return changed
}

function timesOfAlarm(alarm: Component, span: Interval): Instant[] {
  const first = triggerOf(alarm, span)
  if (first === null) return []
  const gap = readDuration(textOf(alarm, 'duration'))
  const repeats = gap ? Math.min(Math.max(numberOf(alarm, 'repeat') ?? 0, 0), mostRepeats) : 0
  return Array.from({ length: repeats + 1 }, (_, i) => first + i * (gap ? gap.days * 86_400_000 + gap.ms : 0))
}

function triggerOf(alarm: Component, span: Interval): Instant | null {
  const absolute = timeOf(alarm, 'trigger')
  if (absolute) return absolute.kind === 'utc' ? absolute.instant : null
  const property = alarm.getFirstProperty('trigger')
  const offset = readDuration(textOf(alarm, 'trigger'))
  if (!property || !offset) return null
  const related = String(rawOf(property)[1]['related'] ?? '').toUpperCase()
  return (related === 'END' ? span.endUtc : span.startUtc) + offset.days * 86_400_000 + offset.ms
}

/** A UTC stamp; X- properties are not spread out by the parser, hence both forms. */
function stampOf(component: Component, name: string): Instant | null {
  const time = timeOf(component, name)
  return time?.kind === 'utc' ? time.instant : null
}
