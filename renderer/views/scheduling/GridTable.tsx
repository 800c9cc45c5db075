import type { ReactNode } from 'react'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import { slotDetail, slotWord, sourceDetail, sourceLine } from '../../../shared/wording/busy.ts'
import { dayInWords, timeInWords } from '../../../shared/wording/times.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { localTimeOf, nextFreeOf, reportFor, roleWord, type MeetingPerson } from '../../state/meeting-people.ts'
import { StateMark } from '../../parts/StateMark.tsx'
import { UnknownActs, type RowActs } from './UnknownActs.tsx'
import css from './grid-table.module.css'

interface Props {
  readonly people: readonly MeetingPerson[]
  readonly slot: Interval
  readonly zone: Zone
  readonly nowUtc: number
  readonly caption: string
  readonly onChoose: (address: string) => void
  readonly assumedFree: ReadonlySet<string>
  readonly acts: RowActs
}

/** The same answers as plain rows and columns, for readers and for narrow windows. */
export function GridTable({ people, slot, zone, nowUtc, caption, onChoose, assumedFree, acts }: Props): ReactNode {
  return (
    <div className={css['scroller']}>
      <table className={css['table']}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {['Person', 'Role', 'At this time', 'Their clock', 'Free next', 'Source'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => {
            const report = reportFor(person, slot)
            const local = localTimeOf(person, slot.startUtc, zone)
            const next = nextFreeOf(person, slot)
            const source = sourceLine(person.row, nowUtc)
            const asFree = assumedFree.has(person.address)
            return (
              <tr key={person.address} onFocus={() => onChoose(person.address)}>
                <th scope="row">
                  <Avatar address={person.address} name={person.name} square={person.isRoom} />
                  {person.name}
                </th>
                <td>{person.isRoom ? 'room' : roleWord[person.role]}</td>
                <td>
                  <span className={css['state']} data-state={report.state}>
                    <StateMark state={report.state} />
                    {slotWord[report.state]}
                  </span>
                  <small>{slotDetail(report, zone)}</small>
                </td>
                <td>{local ? `${local.text}${local.shift ? ` ${local.shift}` : ''}${local.offHours ? ', off hours' : ''}` : ''}</td>
                <td>{next === null ? (report.state === 'free' ? 'now' : 'not known') : `${dayInWords(next, { zone })}, ${timeInWords(next, { zone })}`}</td>
                <td data-tone={source.tone}>
                  {asFree ? 'taken as free for this search' : source.text}
                  <small>{sourceDetail(person.row, nowUtc, zone)}</small>
                  {asFree || hasGap(person) ? <UnknownActs person={person} assumedFree={asFree} acts={acts} /> : null}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Some of the time that was asked about is not answered, and nobody is still being waited for. */
const hasGap = ({ row, isMe }: MeetingPerson): boolean => !isMe && row.state !== 'asking' && row.spans.some((span) => span.kind === 'unknown')
