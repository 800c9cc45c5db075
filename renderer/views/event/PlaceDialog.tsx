import type { ReactNode } from 'react'
import type { EventDetails } from '../../../shared/contract/events.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Dot } from '../../parts/Chip.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useAccounts } from '../../state/asker.ts'
import { useQuery } from '../../state/live-query.ts'
import { copyToCalendar, moveToCalendar } from '../../state/to-calendar.ts'
import css from './place-dialog.module.css'

interface Props {
  readonly event: EventDetails
  readonly act: 'move' | 'copy'
  readonly onClose: () => void
}

/** Every calendar by account; one that does not take the event says why. */
export function PlaceDialog({ event, act, onClose }: Props): ReactNode {
  const { objectId, collectionId, title, repeats } = event.occurrence
  const accounts = useAccounts()
  const { value, error } = useQuery('calendar-places', { objectId })
  const problems = new Map(value?.places.map((place) => [place.collectionId as string, place[act]]))
  const name = `“${title.trim() === '' ? 'No title' : title}”`
  const choose = (id: typeof collectionId): void => {
    onClose()
    void (act === 'move' ? moveToCalendar(objectId, collectionId, id) : copyToCalendar(objectId, id))
  }
  return (
    <Dialog title={act === 'move' ? `Move ${name} to` : `Copy ${name} to`} isOpen onClose={onClose} width={420}>
      {repeats || (act === 'copy' && event.attendees.length > 0) ? (
        <p className="t12 fg2">
          {repeats ? 'All dates of the series. ' : ''}
          {act === 'copy' && event.attendees.length > 0 ? 'The copy has no people in it, and nobody is told.' : ''}
        </p>
      ) : null}
      {value === null ? error ? <AppErrorBlock error={error} /> : <Spinner label="Looking where it can go" /> : null}
      {value === null
        ? null
        : accounts.map((account) => (
            <section key={account.id} aria-label={account.address} className={css['group']}>
              <h3>{account.address}</h3>
              {account.calendars.map((calendar) => {
                const problem = problems.get(calendar.id) ?? ''
                return (
                  <button key={calendar.id} type="button" className={css['place']} disabled={problem !== ''} onClick={() => choose(calendar.id)}>
                    <Dot hue={calendar.hue} />
                    <span className="cut">{calendar.name}</span>
                    {problem === '' ? null : <small>{problem}</small>}
                  </button>
                )
              })}
            </section>
          ))}
    </Dialog>
  )
}
