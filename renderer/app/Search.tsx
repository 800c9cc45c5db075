import { ArrowRight, CalendarDays, Search as SearchIcon } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { Occurrence } from '../../shared/contract/events.ts'
import { dayOf } from '../../shared/time/days.ts'
import { daysInWords, whenInWords } from '../../shared/wording/times.ts'
import type { PlainDate, Zone } from '../../shared/model/time.ts'
import { Sheet } from '../parts/Dialog.tsx'
import { Spinner } from '../parts/Spinner.tsx'
import { useQuery } from '../state/live-query.ts'
import { goTo, openInvite, openPeopleGrid, openPlan, select, showCalendar, useLooking } from '../state/looking.ts'
import { pickIcsFile } from '../state/opened-ics.ts'
import { nowUtc } from '../state/use-now.ts'
import { dateIn } from './date-words.ts'
import css from './search.module.css'

interface Props {
  readonly zone: Zone
  readonly hues: ReadonlyMap<string, string>
  readonly onNew: () => void
}

interface Hit {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly hue: string | null
  readonly kind: 'event' | 'date' | 'act'
  readonly act: () => void
}

const close = (): void => useLooking.setState({ searchOpen: false })

/** Ctrl K: events by their words, days by their name, and every place of the app. */
export function Search({ zone, hues, onNew }: Props): ReactNode {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const listId = useId()
  const list = useRef<HTMLUListElement>(null)
  const asked = useDeferredValue(text.trim())
  const found = useQuery('search-events', asked.length > 1 ? { text: asked, zone } : null)
  const hits = useMemo(() => {
    const events = asked.length > 1 ? (found.value?.occurrences ?? []).slice(0, 30).map((one) => eventHit(one, zone, hues)) : []
    const day = dateIn(asked, dayOf(nowUtc(), zone))
    return [...(day ? [dateHit(day)] : []), ...events, ...acts(onNew).filter((act) => asked === '' || act.title.toLowerCase().includes(asked.toLowerCase()))]
  }, [asked, found.value, hues, onNew, zone])
  const chosen = Math.min(at, hits.length - 1)

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const run = (hit: Hit | undefined): void => {
    if (!hit) return
    close()
    hit.act()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((chosen + step + hits.length) % Math.max(1, hits.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(hits[chosen])
    }
  }
  return (
    <Sheet label="Search" isOpen onClose={close} width={560}>
      <div className={css['box']}>
        {found.loading ? <Spinner size={16} /> : <SearchIcon size={16} aria-hidden="true" />}
        {/* The sheet was opened to type into this field. */}
        <input
          role="combobox"
          aria-label="Search events, days and places"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={hits[chosen] ? `${listId}-${chosen}` : undefined}
          placeholder="Event, person, place, or a day such as 14 Oct"
          autoFocus
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul ref={list} id={listId} role="listbox" aria-label="Results" className={css['list']}>
        {hits.map((hit, place) => (
          // Keys act on the field above; the pointer acts here.
          <li key={hit.id} id={`${listId}-${place}`} role="option" aria-selected={place === chosen} className={css['hit']} onPointerMove={() => setAt(place)} onClick={() => run(hit)}>
            {hit.kind === 'event' ? <i className={css['edge']} data-hue={hit.hue ?? 'slate'} /> : hit.kind === 'date' ? <CalendarDays size={14} /> : <ArrowRight size={14} />}
            <span className="cut grow">{hit.title}</span>
            <span className={css['detail']}>{hit.detail}</span>
          </li>
        ))}
      </ul>
      {hits.length === 0 ? <p className={css['none']}>{found.loading ? 'Searching' : `Nothing has “${asked}” in it`}</p> : null}
    </Sheet>
  )
}

function eventHit(one: Occurrence, zone: Zone, hues: ReadonlyMap<string, string>): Hit {
  const day = one.startDate ?? dayOf(one.startUtc, zone)
  return {
    id: one.key,
    kind: 'event',
    title: one.title.trim() || 'No title',
    detail: one.startDate && one.endDate ? daysInWords(one.startDate, one.endDate, { nowUtc: nowUtc() }) : whenInWords(one.startUtc, one.endUtc, { zone, nowUtc: nowUtc() }),
    hue: hues.get(one.collectionId) ?? null,
    act: () => {
      showCalendar('week', day)
      select({ objectId: one.objectId, recurrenceId: one.recurrenceId })
    },
  }
}

const dateHit = (day: PlainDate): Hit => ({ id: `day ${day}`, kind: 'date', title: `Go to ${daysInWords(day, day, { nowUtc: nowUtc() })}`, detail: '', hue: null, act: () => showCalendar('week', day) })

function acts(onNew: () => void): Hit[] {
  const act = (title: string, detail: string, run: () => void): Hit => ({ id: title, kind: 'act', title, detail, hue: null, act: run })
  return [
    act('New meeting', 'N', onNew),
    act('Find a time with people', '5', () => openPeopleGrid()),
    act('Today', 'T', () => useLooking.setState({ route: { kind: 'calendar' }, date: null })),
    act('Plan a project', '6', () => openPlan(null)),
    act('Invitations', 'I', () => openInvite(null)),
    act('Not sent yet', '', () => goTo({ kind: 'queue' })),
    act('Open .ics…', '', pickIcsFile),
    act('Add an account', '', () => goTo({ kind: 'add-account' })),
    act('Settings', '', () => goTo({ kind: 'settings', section: 'general' })),
    act('Free/busy addresses', '', () => goTo({ kind: 'settings', section: 'freebusy' })),
    act('Mail settings', '', () => goTo({ kind: 'settings', section: 'mail' })),
    act('Accounts and servers', '', () => goTo({ kind: 'settings', section: 'accounts' })),
    act('Keyboard', '?', () => useLooking.setState({ shortcutsOpen: true })),
  ]
}
