import { Check, CircleHelp, DoorOpen, Ellipsis, Moon, RefreshCw, SkipForward, Users, X } from 'lucide-react'
import { useMemo, useState, type ReactNode, type RefObject } from 'react'
import type { EventDraft } from '../../../shared/contract/events.ts'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import type { SlotState } from '../../../shared/freebusy/slot.ts'
import { countParts, slotWord } from '../../../shared/wording/busy.ts'
import { dayInWords, timeInWords } from '../../../shared/wording/times.ts'
import { zoneCity } from '../../../shared/wording/dates.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Kbd } from '../../parts/Chip.tsx'
import { Menu } from '../../parts/Menu.tsx'
import { PeoplePicker } from '../../parts/PeoplePicker.tsx'
import type { Busy } from '../../state/busy.ts'
import { countsOf, groupName, groupPeople, nextRole, reportsAt, roleWord, type Invited, type MeetingPerson } from '../../state/meeting-people.ts'
import { personLine, type PersonLine } from '../../state/people-lines.ts'
import { usePeopleSearch } from '../../state/people-search.ts'
import css from './people-panel.module.css'

interface Props {
  readonly people: readonly MeetingPerson[]
  readonly slot: Interval | null
  readonly zone: Zone
  readonly nowUtc: number
  readonly busy: Busy
  readonly error: string
  readonly nextFree: Interval | null
  readonly locked: boolean
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly onInvite: (people: readonly Invited[]) => void
  readonly onRole: (address: string, role: EventDraft['attendees'][number]['role']) => void
  readonly onRemove: (address: string) => void
  readonly onGrid: () => void
  readonly onSlot: (slot: Interval) => void
}

/** Who is invited, and how each of them stands at the chosen time. */
export function PeoplePanel(p: Props): ReactNode {
  const { people, slot, zone } = p
  const [text, setText] = useState('')
  const there = useMemo(() => people.map((person) => person.address), [people])
  const search = usePeopleSearch(text, there)
  const reports = useMemo(() => (slot ? reportsAt(people, slot) : new Map()), [people, slot])
  const groups = useMemo(() => groupPeople(people, reports), [people, reports])
  const invited = people.filter((person) => !person.isRoom).length
  const asked = people.reduce((latest, person) => Math.max(latest, person.row.askedAtUtc ?? 0), 0)
  return (
    <section className={css['panel']} aria-label="People">
      <div className={css['head']}>
        <h3>People</h3>
        <span className="fg3">{invited > 1 ? invited : ''}</span>
        <span className="grow" />
        {invited > 1 ? (
          <>
            <span className="t11 fg3">{p.busy.asking ? 'asking…' : asked > 0 ? `asked ${timeInWords(asked, { zone })}` : ''}</span>
            <IconButton label="Ask again" size="small" onPress={() => p.busy.askAgain()}>
              <RefreshCw size={14} />
            </IconButton>
          </>
        ) : null}
      </div>
      {p.locked ? null : (
        <PeoplePicker
          label="Add people or rooms"
          placeholder="Add people or rooms"
          text={text}
          onText={setText}
          inputRef={p.inputRef}
          items={search.people.map((person) => ({ address: person.address, name: person.name, detail: person.detail, isRoom: person.kind === 'room' || person.kind === 'resource', kind: person.kind }))}
          searching={search.searching}
          note={search.note}
          onPick={(item) => p.onInvite([item])}
          onAddresses={p.onInvite}
        />
      )}
      {p.error === '' ? null : (
        <p className={css['error']} role="alert">
          {p.error}
        </p>
      )}
      <div className={css['list']}>
        {invited <= 1 && people.every((person) => !person.isRoom) ? (
          <p className={css['empty']}>Invite somebody by name or address. You see at once who is free, and nothing is sent before you have seen who gets what.</p>
        ) : (
          groups.map((view, at) => (
            <div key={view.group} role="group" aria-label={groupName[view.group]}>
              <p className={css['group']}>
                <span className="grow">{groupName[view.group]}</span>
                {at === 0 && slot ? <span>at {timeInWords(slot.startUtc, { zone })} {zoneCity(zone)}</span> : null}
              </p>
              <ul>
                {slot ? view.people.map((person) => <Person key={person.address} line={personLine(person, slot, zone, p.nowUtc)} locked={p.locked} onRole={p.onRole} onRemove={p.onRemove} onAgain={p.busy.askAgain} />) : null}
              </ul>
            </div>
          ))
        )}
      </div>
      <div className={css['foot']}>
        {slot && invited > 1 ? (
          <p className="t12" aria-live="polite">
            {countParts(countsOf(people, reports)).map((part, at) => (
              <span key={part.state}>
                {at > 0 ? ' · ' : ''}
                <span className={part.state === 'free' ? 'good medium' : part.state === 'unknown' ? 'warn medium' : ''}>{part.text}</span>
              </span>
            ))}
          </p>
        ) : null}
        <div className={css['acts']}>
          <Button icon={<Users size={14} />} onPress={p.onGrid}>
            People grid <Kbd>Alt G</Kbd>
          </Button>
          <Button icon={<SkipForward size={14} />} isDisabled={p.nextFree === null} onPress={() => p.nextFree && p.onSlot(p.nextFree)}>
            {p.nextFree ? `Next free: ${dayInWords(p.nextFree.startUtc, { zone }).split(' ')[0]} ${timeInWords(p.nextFree.startUtc, { zone })}` : 'Next free'}
          </Button>
        </div>
      </div>
    </section>
  )
}

function Person({ line, locked, onRole, onRemove, onAgain }: { readonly line: PersonLine; readonly locked: boolean; readonly onRole: Props['onRole']; readonly onRemove: Props['onRemove']; readonly onAgain: (address: string) => void }): ReactNode {
  const { person } = line
  return (
    <li className={css['person']}>
      <Mark state={line.state} />
      {person.isRoom ? (
        <span className={css['room']} aria-hidden="true">
          <DoorOpen size={14} />
        </span>
      ) : (
        <Avatar address={person.address} name={person.name} />
      )}
      <span className={css['name']}>
        <span className="cut" title={person.address}>
          {person.name}
          {person.role === 'chair' || person.role === 'non-participant' ? <span className="fg3 t11"> {roleWord[person.role]}</span> : null}
        </span>
        <small className="cut" data-tone={line.tone}>
          <span className="sr">{slotWord[line.state]}. </span>
          {line.detail}
        </small>
      </span>
      {locked || person.isOrganizer ? null : (
        <Menu
          label={`For ${person.name}`}
          placement="bottom end"
          entries={[
            ...(person.isRoom ? [] : [{ id: 'role', label: `Make ${roleWord[nextRole(person.role)]}`, onAct: () => onRole(person.address, nextRole(person.role)) }]),
            { id: 'again', label: 'Ask again', onAct: () => onAgain(person.address) },
            { id: 'remove', label: 'Remove', danger: true, onAct: () => onRemove(person.address) },
          ]}
        >
          <IconButton label={`More for ${person.name}`} size="small" className={css['more'] ?? ''}>
            <Ellipsis size={14} />
          </IconButton>
        </Menu>
      )}
      <span className={css['clock']}>
        {line.local ? (
          <>
            <b>
              {line.local.text}
              {line.local.shift ? <span className="warn"> {line.local.shift}</span> : null}
            </b>
            {line.city}
          </>
        ) : null}
      </span>
    </li>
  )
}

const marks = { free: Check, 'off-hours': Moon, busy: X, away: X, unknown: CircleHelp } as const

function Mark({ state }: { readonly state: SlotState }): ReactNode {
  const Icon = state in marks ? marks[state as keyof typeof marks] : null
  return (
    <i className={css['mark']} data-state={state} aria-hidden="true">
      {state === 'tentative' ? '~' : state === 'unknown' ? '?' : Icon ? <Icon size={12} /> : null}
    </i>
  )
}
