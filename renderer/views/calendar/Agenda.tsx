import { CalendarDays } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { PlainDate } from '../../../shared/model/time.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import type { CalendarFacts } from './day-model.ts'
import { occurrencesOn } from './month-model.ts'
import { OccurrenceRow } from './OccurrenceRow.tsx'
import { say } from './range.ts'
import css from './agenda.module.css'

interface Props {
  readonly days: readonly PlainDate[]
  readonly occurrences: readonly Occurrence[]
  readonly facts: CalendarFacts
  readonly today: PlainDate
  readonly selectedKey: string | null
  readonly onOpen: (occurrence: Occurrence) => void
  readonly onEdit: (occurrence: Occurrence) => void
}

export function Agenda({ days, occurrences, facts, today, selectedKey, onOpen, onEdit }: Props): ReactNode {
  const groups = useMemo(() => days.map((date) => ({ date, list: occurrencesOn(date, occurrences, facts.zone) })).filter(({ list, date }) => list.length > 0 || date === today), [days, occurrences, facts.zone, today])
  if (occurrences.length === 0)
    return (
      <div className={css['agenda']}>
        <EmptyState icon={<CalendarDays size={32} />} title="Nothing in these 30 days">
          Press N to plan a meeting, or look further with the arrows above.
        </EmptyState>
      </div>
    )
  return (
    <div className={css['agenda']}>
      {groups.map(({ date, list }, place) => (
        <section key={date} className={css['day']} data-today={date === today || undefined} aria-label={say(date, { weekday: 'long', day: 'numeric', month: 'long' })}>
          <h2 className={css['date']}>
            <b>{Number(date.slice(8))}</b>
            {say(date, { weekday: 'short' })}
            {place === 0 || groups[place - 1]?.date.slice(0, 7) !== date.slice(0, 7) ? ` · ${say(date, { month: 'short' })}` : ''}
          </h2>
          <div>
            {list.length === 0 ? <p className={css['none']}>Nothing today</p> : null}
            {list.map((one) => (
              <OccurrenceRow key={one.key} occurrence={one} facts={facts} selected={one.key === selectedKey} onOpen={onOpen} onEdit={onEdit} />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}
