import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Menu, type MenuEntry } from '../../parts/Menu.tsx'
import type { MeetingPerson } from '../../state/meeting-people.ts'
import css from './unknown-acts.module.css'

/** What a person can do about a row. */
export interface RowActs {
  readonly tryAgain: (address: string) => void
  readonly addUrl: (person: MeetingPerson) => void
  readonly assumeFree: (person: MeetingPerson, on: boolean) => void
  readonly setRole: (address: string, role: MeetingPerson['role']) => void
  readonly remove: (address: string) => void
  readonly compare: (address: string) => void
}

interface Props {
  readonly person: MeetingPerson
  readonly assumedFree: boolean
  readonly acts: RowActs
}

export const firstName = (name: string): string => name.split(/[\s@]/)[0] ?? name

const askByMail = (person: MeetingPerson): string =>
  `mailto:${encodeURIComponent(person.address)}?subject=${encodeURIComponent('When are you free?')}&body=${encodeURIComponent(`Hello ${firstName(person.name)},\n\nI would like to find a time for a meeting and cannot see when you are free. Which times suit you?\n`)}`

/** Entries for a menu: the same acts where there is no room for them all. */
export const urlEntry = ({ person, acts }: Omit<Props, 'assumedFree'>): MenuEntry => ({ id: 'url', label: person.row.freebusyUrl ? 'Change freebusy URL…' : 'Add freebusy URL…', onAct: () => acts.addUrl(person) })
export const mailEntry = (person: MeetingPerson): MenuEntry => ({ id: 'mail', label: 'Ask by mail', onAct: () => void window.open(askByMail(person)) })
export const againEntry = ({ person, acts }: Omit<Props, 'assumedFree'>): MenuEntry => ({ id: 'again', label: 'Ask again', onAct: () => acts.tryAgain(person.address) })
export const assumeEntry = ({ person, assumedFree, acts }: Props): MenuEntry => ({ id: 'free', label: 'Treat as free for this search', selected: assumedFree, onAct: () => acts.assumeFree(person, !assumedFree) })

/** The next best thing to do about time nobody told of: all of it at one press each. */
export function UnknownActs({ person, assumedFree, acts }: Props): ReactNode {
  return (
    <span className={css['acts']}>
      <Button size="small" onPress={() => acts.tryAgain(person.address)}>
        Try again
      </Button>
      {person.isRoom ? null : (
        <>
          <Button size="small" onPress={() => acts.addUrl(person)}>
            {person.row.freebusyUrl ? 'Change URL…' : 'Add URL…'}
          </Button>
          <a className={css['mail']} href={askByMail(person)}>
            Ask by mail
          </a>
        </>
      )}
      <Button size="small" onPress={() => acts.assumeFree(person, !assumedFree)}>
        {assumedFree ? 'No longer as free' : 'Treat as free'}
      </Button>
    </span>
  )
}

/** The same as one small button, for a stretch too short for four. */
export function UnknownActsMenu({ person, assumedFree, acts }: Props): ReactNode {
  const entries = [againEntry({ person, acts }), ...(person.isRoom ? [] : [urlEntry({ person, acts }), mailEntry(person)]), assumeEntry({ person, assumedFree, acts })]
  return (
    <span className={css['acts']}>
      <Menu label={`What to do about the unknown time of ${person.name}`} entries={entries}>
        <IconButton label={`What to do about the unknown time of ${person.name}`} size="small">
          <Ellipsis size={14} />
        </IconButton>
      </Menu>
    </span>
  )
}
