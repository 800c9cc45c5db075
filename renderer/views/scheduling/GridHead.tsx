import { ChevronLeft, ChevronRight, Moon, Users } from 'lucide-react'
import { memo, useMemo, type CSSProperties, type ReactNode } from 'react'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import { offHoursOfMany } from '../../../shared/freebusy/hours.ts'
import type { CountPart } from '../../../shared/wording/busy.ts'
import { zoneCity } from '../../../shared/wording/dates.ts'
import { dateInWords } from '../../../shared/wording/times.ts'
import { clockLabel, ticksOf, type Axis } from './axis.ts'
import { crowdOf, freeForAll, outline, unknownIn } from './crowd.ts'
import type { FreeMark } from './free-marks.ts'
import type { MeetingPerson } from '../../state/meeting-people.ts'
import css from './grid-head.module.css'
import { inSight, type Sight } from './visible-rows.ts'

interface Props {
  readonly axis: Axis
  readonly zone: Zone
  readonly second: { readonly zone: Zone; readonly who: string } | null
  readonly people: readonly MeetingPerson[]
  readonly crowd: boolean
  readonly today: string
  readonly bubble: { readonly x: number; readonly when: string; readonly parts: readonly CountPart[] }
  readonly dragging: boolean
  readonly sight: Sight
  readonly freeMarks: readonly FreeMark[]
  readonly onFree: (direction: 1 | -1) => void
}

export function GridHead({ axis, zone, second, people, crowd, today, bubble, dragging, sight, freeMarks, onFree }: Props): ReactNode {
  return (
    <div className={css['head']}>
      <div className={css['top']}>
        <div className={css['corner']}>
          <span />
          <span>
            <b>{zoneCity(zone)}</b> · you
          </span>
          <span>{second ? <><b>{zoneCity(second.zone)}</b> · {second.who}</> : null}</span>
        </div>
        <div className={css['track']}>
          <Days axis={axis} second={second?.zone ?? null} today={today} sight={sight} />
          <FreeMarks marks={freeMarks} onFree={onFree} />
        </div>
        {/* The bubble gives way at the edges of what is in sight, its tip does not. */}
        <div className={css['around']} data-dragging={dragging || undefined} style={{ '--x': bubble.x } as CSSProperties} aria-hidden="true">
          <div className={css['bubble']}>
            <b>{bubble.when}</b>
            {bubble.parts.map((part) => (
              <span key={part.state}>{part.text}</span>
            ))}
          </div>
          <i className={css['tip']} />
        </div>
      </div>
      {crowd ? <Everyone axis={axis} people={people} /> : <div className={css['everyone']} />}
    </div>
  )
}

const Days = memo(function Days({ axis, second, today, sight }: { readonly axis: Axis; readonly second: Zone | null; readonly today: string; readonly sight: Sight }): ReactNode {
  return (
    <>
      {axis.parts.filter((part) => inSight(part, sight)).map((part) =>
        part.kind === 'fold' ? (
          <div key={`fold${part.date}`} className={css['fold']} style={{ '--x': part.x, '--w': part.width } as CSSProperties}>
            {part.width >= 20 ? <Moon size={12} aria-hidden="true" /> : null}
          </div>
        ) : (
          <div key={part.date} className={css['day']} data-today={part.date === today || undefined} style={{ '--x': part.x, '--w': part.width } as CSSProperties}>
            <span className={css['name']}>
              <span>{dateInWords(part.date)}</span>
            </span>
            {ticksOf(axis, part).map((tick) => (
              <span key={tick.instant} className={css['tick']} style={{ '--x': tick.x } as CSSProperties}>
                {tick.label}
              </span>
            ))}
            {second
              ? ticksOf(axis, part).map((tick) => (
                  <span key={tick.instant} className={css['tick']} data-theirs style={{ '--x': tick.x } as CSSProperties}>
                    {clockLabel(tick.instant, second)}
                  </span>
                ))
              : null}
          </div>
        ),
      )}
    </>
  )
})

/** Where the keys [ and ] lead, on the ruler itself. */
const FreeMarks = memo(function FreeMarks({ marks, onFree }: Pick<Props, 'onFree'> & { readonly marks: readonly FreeMark[] }): ReactNode {
  return marks.map((mark) => (
    <button key={mark.direction} type="button" className={css['freeMark']} data-direction={mark.direction} style={{ '--x': mark.x } as CSSProperties} aria-label={mark.label} title={mark.label} onClick={() => onFree(mark.direction)}>
      {mark.direction === -1 ? <ChevronLeft size={11} aria-hidden="true" /> : null}
      {mark.clock}
      {mark.direction === 1 ? <ChevronRight size={11} aria-hidden="true" /> : null}
    </button>
  ))
})

/** Height of the histogram and of the band for unknown people, in units of the drawing. */
const floor = 50
const band = 6

const Everyone = memo(function Everyone({ axis, people }: { readonly axis: Axis; readonly people: readonly MeetingPerson[] }): ReactNode {
  const required = useMemo(() => people.filter((person) => person.group === 'required'), [people])
  const drawn = useMemo(() => {
    const window: Interval = { startUtc: axis.startUtc, endUtc: axis.endUtc }
    const offIn = offHoursOfMany()
    const runs = crowdOf(required.map((person) => ({ spans: person.row.spans, off: person.hours ? offIn(person.hours, window) : [] })), window)
    const unknown = unknownIn(people.filter((person) => !person.isRoom).map((person) => person.row), window)
    const unit = required.length > 0 ? (floor - 4) / required.length : 0
    return {
      taken: outline(runs, axis, (run) => run.taken * unit, () => 0, floor),
      tentative: outline(runs, axis, (run) => run.tentative * unit, (run) => run.taken * unit, floor),
      unknown: outline(unknown, axis, () => band, () => 0, band),
      free: freeForAll(runs, axis, required.length),
    }
  }, [axis, people, required])
  return (
    <div className={css['everyone']}>
      <div className={css['who']}>
        <span className={css['icon']} aria-hidden="true">
          <Users size={14} />
        </span>
        <span>
          <b>Everyone</b>
          <small>required people who are taken, of {required.length}</small>
        </span>
      </div>
      <div className={css['track']}>
        {drawn.free.map((box) => (
          <i key={box.x} className={css['free']} data-off={box.off || undefined} style={{ '--x': box.x, '--w': box.width } as CSSProperties} />
        ))}
        <svg className={css['bars']} viewBox={`0 0 ${axis.width} ${floor}`} width={axis.width} height={floor} aria-hidden="true">
          <path d={drawn.taken} className={css['taken']} />
          <path d={drawn.tentative} fill="url(#state-tentative)" />
        </svg>
        <svg className={css['band']} viewBox={`0 0 ${axis.width} ${band}`} width={axis.width} height={band} aria-hidden="true">
          <path d={drawn.unknown} fill="url(#state-unknown)" />
        </svg>
      </div>
    </div>
  )
})
