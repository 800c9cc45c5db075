import { CalendarX, CornerDownRight, Repeat, Shuffle, Undo2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { DateException, DraftWhen } from '../../../shared/contract/events.ts'
import { exceptionFor } from '../../../shared/event/exceptions.ts'
import { instantOfMinute } from '../../../shared/freebusy/hours.ts'
import type { BadDate, SeriesTime } from '../../../shared/freebusy/series.ts'
import type { SlotState } from '../../../shared/freebusy/slot.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { addDays, dayOf } from '../../../shared/time/days.ts'
import { burdenInWords, datesInWords, exceptionInWords, hinderedInWords, rotationInWords, type Names } from '../../../shared/wording/finding.ts'
import { dateInWords, dayInWords, timeInWords, timesInWords } from '../../../shared/wording/times.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import type { FoundSeries } from './use-series.ts'
import css from './suggestions.module.css'

interface Props {
  readonly found: FoundSeries
  readonly when: DraftWhen
  readonly slot: Interval
  readonly exceptions: readonly DateException[]
  /** There are dates behind those that were looked at. */
  readonly more: boolean
  readonly names: Names
  /** As it is drawn: a server that calls the night unavailable means hours, not absence. */
  readonly stateAt: (address: string, slot: Interval) => SlotState
  readonly onGhost: (slot: Interval | null) => void
  readonly onShow: (slot: Interval) => void
  /** The whole series to another time, with these exceptions and no others. */
  readonly onTake: (slot: Interval, exceptions: readonly DateException[]) => void
  readonly onExcept: (date: string, exception: DateException | undefined) => void
}

/** The whole series: how many of its dates are clear, what to do with the others, and times that suit more of them. */
export function SeriesPane(p: Props): ReactNode {
  const { found, when, slot, names } = p
  const { asItIs, zone } = found
  const excepted = new Map(p.exceptions.map((one) => [one.date, one]))
  const open = asItIs.bad.filter((bad) => !excepted.has(bad.date))
  const [all, setAll] = useState(false)
  const shown = all ? open : open.slice(0, fewDates)
  // The first date there is, moved as the whole series would be.
  const slotFor = (time: SeriesTime): Interval => {
    const startUtc = instantOfMinute(addDays(dayOf(slot.startUtc, zone), time.shiftDays), time.minute, zone)
    return { startUtc, endUtc: startUtc + slot.endUtc - slot.startUtc }
  }
  const settle = (bad: BadDate, move: boolean): void => p.onExcept(bad.date, exceptionFor(when, bad.slot, move ? bad.moveTo : null))
  return (
    <div className={css['series']}>
      <div className={css['card']} data-still>
        <span className={css['when']}>
          <Repeat size={13} aria-hidden="true" /> <b>{timesInWords(slot.startUtc, slot.endUtc, { zone })}</b>
          <small>as it is</small>
        </span>
        <span className={css['counts']} role="status">
          {datesInWords(asItIs)}
        </span>
        <Meter time={asItIs} excepted={asItIs.bad.length - open.length} />
        {asItIs.burdens.length > 0 ? <span className={css['reason']}>{burdenInWords(asItIs.burdens, asItIs.total, names)}</span> : null}
        {p.more ? <span className={css['reason']}>The first {asItIs.total} dates were looked at</span> : null}
      </div>
      {p.exceptions.length > 0 || open.length > 0 ? (
        <ul className={css['dates']} aria-label="Dates that are different or do not fit">
          {shown.map((bad) => (
            <li key={bad.date}>
              <button type="button" className={css['date']} onClick={() => p.onShow(bad.slot)}>
                {dateInWords(bad.date)}
              </button>
              <span className={css['hinder']}>{hinderedInWords(bad.who.map(({ address }) => ({ address, state: p.stateAt(address, bad.slot) })), bad.noRoom, names)}</span>
              <span className={css['acts']}>
                {bad.moveTo ? (
                  <Button size="small" icon={<CornerDownRight size={12} />} aria-label={`Move ${dateInWords(bad.date)} to ${timeInWords(bad.moveTo.startUtc, { zone })}`} onPress={() => settle(bad, true)}>
                    {timeInWords(bad.moveTo.startUtc, { zone })}
                  </Button>
                ) : null}
                <IconButton size="small" label={`Leave out ${dateInWords(bad.date)}`} onPress={() => settle(bad, false)}>
                  <CalendarX size={13} />
                </IconButton>
              </span>
            </li>
          ))}
          {p.exceptions.map((one) => (
            <li key={one.date} data-settled>
              <span className={css['date']}>{dateInWords(one.date)}</span>
              <span className={css['hinder']}>{exceptionInWords(one.to)}</span>
              <span className={css['acts']}>
                <IconButton size="small" label={`${dateInWords(one.date)} as the others`} onPress={() => p.onExcept(one.date, undefined)}>
                  <Undo2 size={13} />
                </IconButton>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {open.length > fewDates ? (
        <Button kind="quiet" size="small" className={css['more'] ?? ''} aria-expanded={all} onPress={() => setAll(!all)}>
          {all ? 'Fewer dates' : `${open.length - fewDates} more dates that do not fit`}
        </Button>
      ) : null}
      {open.length > 1 ? (
        <Button size="small" className={css['more'] ?? ''} onPress={() => open.forEach((bad) => settle(bad, true))}>
          Move those that can be, leave out the rest
        </Button>
      ) : null}
      {found.better.length > 0 ? <h3>Better for the series</h3> : null}
      <ul className={css['list']}>
        {found.better.map((time) => {
          const at = slotFor(time)
          return (
            <li key={`${time.shiftDays} ${time.minute}`}>
              <button type="button" className={css['card']} onClick={() => p.onTake(at, [])} onMouseEnter={() => p.onGhost(at)} onMouseLeave={() => p.onGhost(null)} onFocus={() => p.onGhost(at)} onBlur={() => p.onGhost(null)}>
                <span className={css['when']}>
                  <span>{dayInWords(at.startUtc, { zone }).split(' ')[0]}</span> <b>{timesInWords(at.startUtc, at.endUtc, { zone })}</b>
                </span>
                <span className={css['counts']}>{datesInWords(time)}</span>
                <Meter time={time} excepted={0} />
                {time.burdens.length > 0 ? <span className={css['reason']}>{burdenInWords(time.burdens, time.total, names)}</span> : null}
              </button>
            </li>
          )
        })}
        {found.rotation ? (
          <li>
            <button
              type="button"
              className={css['card']}
              onClick={() => {
                const { first, second } = found.rotation as NonNullable<typeof found.rotation>
                p.onTake(slotFor(first), turnsOf(when, first, second))
              }}
            >
              <span className={css['when']}>
                <Shuffle size={13} aria-hidden="true" /> <b>Take turns</b>
                <small>
                  {timeInWords(slotFor(found.rotation.first).startUtc, { zone })} and {timeInWords(slotFor(found.rotation.second).startUtc, { zone })}
                </small>
              </span>
              <span className={css['why']}>{rotationInWords(found.rotation)}</span>
            </button>
          </li>
        ) : null}
      </ul>
    </div>
  )
}

/** More dates that do not fit than this are folded away: another time is then the better way out. */
const fewDates = 4

/** Every second date at the other time. */
const turnsOf = (when: DraftWhen, first: SeriesTime, second: SeriesTime): DateException[] =>
  first.slots.flatMap((one, i) => {
    const to = second.slots[i]
    return i % 2 === 1 && to ? [exceptionFor(when, one, to)] : []
  })

/** One stroke a date: clear, tentative, not known, bad; by height as well as by colour. */
function Meter({ time, excepted }: { readonly time: SeriesTime; readonly excepted: number }): ReactNode {
  const bad = time.bad.length - excepted
  const strokes = [...fill('free', time.clear), ...fill('tentative', time.tentative), ...fill('unknown', time.unknown), ...fill('excepted', excepted), ...fill('busy', bad)]
  return (
    <span className={css['meter']} aria-hidden="true">
      {strokes.map((state, i) => (
        <i key={i} data-state={state} />
      ))}
    </span>
  )
}
const fill = (state: string, count: number): string[] => Array.from({ length: Math.max(0, count) }, () => state)
