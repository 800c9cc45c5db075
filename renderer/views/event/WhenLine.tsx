import { Clock } from 'lucide-react'
import type { ReactNode } from 'react'
import type { DraftWhen } from '../../../shared/contract/events.ts'
import type { PlainDate, Zone } from '../../../shared/model/time.ts'
import type { Weekday } from '../../../shared/time/days.ts'
import { DateField } from '../../parts/DateField.tsx'
import { Switch } from '../../parts/Field.tsx'
import { TimeField } from '../../parts/TimeField.tsx'
import { ZonePicker } from '../../parts/ZonePicker.tsx'
import type { OtherClock } from '../../state/people-lines.ts'
import { endTimes, isSeveralDays, lastDateOf, lengthOf, setAllDay, setEndTime, setLastDate, setStartDate, setStartTime, startDateOf, startTimes } from './editor-model.ts'
import css from './editor.module.css'

interface Props {
  readonly when: DraftWhen
  readonly onChange: (when: DraftWhen) => void
  readonly zone: Zone
  readonly today: PlainDate
  readonly weekStart: Weekday
  readonly error: string
  readonly clocks: readonly OtherClock[]
  readonly near: readonly Zone[]
}

export function WhenLine({ when, onChange, zone, today, weekStart, error, clocks, near }: Props): ReactNode {
  const length = lengthOf(when)
  const severalDays = isSeveralDays(when)
  return (
    <div className={css['line']}>
      <Clock size={16} aria-hidden="true" />
      <div>
        <div className={css['pair']}>
          <DateField label={severalDays ? 'First day' : 'Day'} value={startDateOf(when)} today={today} weekStart={weekStart} onChange={(date) => onChange(setStartDate(when, date))} invalid={error !== ''} />
          {when.kind === 'timed' ? <TimeField label="Start" value={when.localStart.slice(11, 16)} options={startTimes} onChange={(time) => onChange(setStartTime(when, time))} invalid={error !== ''} /> : null}
          <span className="fg3">to</span>
          {severalDays ? <DateField label="Last day" value={lastDateOf(when)} today={today} weekStart={weekStart} onChange={(date) => onChange(setLastDate(when, date))} invalid={error !== ''} /> : null}
          {when.kind === 'timed' ? <TimeField label="End" value={when.localEnd.slice(11, 16)} options={endTimes(when)} onChange={(time) => onChange(setEndTime(when, time))} invalid={error !== ''} /> : null}
          <span className="fg3 t12">{length}</span>
          <span className="grow" />
          <Switch value={when.kind === 'all-day'} onChange={(on) => onChange(setAllDay(when, on, zone, '09:00'))}>
            <span className="t12 fg2">All day</span>
          </Switch>
        </div>
        {error === '' ? null : (
          <p className={css['fieldError']} role="alert">
            {error}
          </p>
        )}
        {when.kind === 'timed' ? (
          <div className={css['zoneLine']}>
            <ZonePicker value={when.zone} near={[zone, ...near]} onChange={(next) => onChange({ ...when, zone: next })} />
            <span className="t12 fg3">
              {clocks.map((clock, at) => (
                <span key={clock.text + clock.shift}>
                  {at > 0 ? ' · ' : ''}
                  {clock.text} {clock.shift ? <b className="warn">{clock.shift} </b> : null}
                  {clock.cities}
                </span>
              ))}
            </span>
          </div>
        ) : null}
      </div>
    </div>
  )
}
