import { Send } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Occurrence } from '../../../shared/contract/events.ts'
import { Chip } from '../../parts/Chip.tsx'
import type { CalendarFacts } from './day-model.ts'
import { kindOf, kindWords, peopleWords, rangeWords, spokenWords, titleWords } from './occurrence-words.ts'
import css from './agenda.module.css'

interface Props {
  readonly occurrence: Occurrence
  readonly facts: CalendarFacts
  readonly selected: boolean
  readonly onOpen: (occurrence: Occurrence) => void
  readonly onEdit: (occurrence: Occurrence) => void
}

/** One event as a line: in the agenda, in "n more", in search. */
export function OccurrenceRow({ occurrence, facts, selected, onOpen, onEdit }: Props): ReactNode {
  const kind = kindOf(occurrence)
  const word = kindWords[kind]
  const people = peopleWords(occurrence)
  return (
    <button
      type="button"
      className={css['row']}
      data-hue={facts.hues.get(occurrence.collectionId) ?? 'slate'}
      data-kind={kind}
      data-past={occurrence.endUtc <= facts.nowUtc || undefined}
      data-selected={selected || undefined}
      aria-label={spokenWords(occurrence, facts.zone, facts.names.get(occurrence.collectionId) ?? '')}
      aria-pressed={selected}
      onClick={() => onOpen(occurrence)}
      onDoubleClick={() => onEdit(occurrence)}
    >
      <span className={css['edge']} />
      <span className={css['time']}>{occurrence.startDate ? 'all day' : rangeWords(occurrence, facts.zone)}</span>
      <span className={css['title']}>
        <b>{titleWords(occurrence)}</b>
        {occurrence.location ? <small>{occurrence.location}</small> : null}
      </span>
      <span className={css['words']}>
        {people ? <span className={occurrence.people.undelivered > 0 ? 't12 bad' : 't12 fg3'}>{people}</span> : null}
        {word ? <Chip>{word}</Chip> : null}
        {occurrence.unsent ? (
          <Chip tone="warn" icon={<Send />}>
            Not sent yet
          </Chip>
        ) : null}
      </span>
    </button>
  )
}
