import { CircleHelp, RefreshCw } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import type { BusyRow } from '../../../shared/contract/freebusy.ts'
import type { PlanView } from '../../../shared/contract/plans.ts'
import type { WeekCapacity } from '../../../shared/planning/capacity.ts'
import { sourceLine, unknownSentence } from '../../../shared/wording/busy.ts'
import { workInWords, type PlanNames } from '../../../shared/wording/planning.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { IconButton } from '../../parts/Button.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import type { CapacityRow, Week } from './plan-model.ts'
import css from './capacity.module.css'

interface Props {
  readonly plan: PlanView
  readonly rows: readonly BusyRow[]
  readonly capacity: readonly CapacityRow[]
  readonly weeks: readonly Week[]
  readonly nowUtc: number
  readonly names: PlanNames
  readonly asking: boolean
  readonly onAskAgain: () => void
  readonly onAssume: (address: string, on: boolean) => void
}

/** Hours of each person in each week by what is known of them: the ground is free time, a hatch is time nobody told about. */
export function Capacity({ plan, rows, capacity, weeks, nowUtc, names, asking, onAskAgain, onAssume }: Props): ReactNode {
  return (
    <div className={css['scroll']}>
      <table className={css['map']} style={{ '--weeks': weeks.length } as CSSProperties}>
        <caption className="sr">Capacity: free hours of each person in each week</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className={css['corner']}>
                Capacity
                <IconButton label="Ask everybody again" size="small" onPress={onAskAgain} isPending={asking}>
                  {asking ? <Spinner size={12} /> : <RefreshCw size={12} />}
                </IconButton>
              </span>
            </th>
            {weeks.map((week) => (
              <th key={week.startUtc} scope="col" data-now={(week.startUtc <= nowUtc && nowUtc < week.endUtc) || undefined}>
                <div className={css['week']}>
                  {week.days} <span>{week.label}</span>
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.people.map((person) => {
            const row = rows.find((one) => one.address.toLowerCase() === person.address.toLowerCase())
            const cells = capacity.find((one) => one.address === person.address)?.weeks ?? []
            const unknown = cells.some((cell) => cell.unknownMin > 0)
            const source = row === undefined ? null : sourceLine(row, nowUtc)
            return (
              <tr key={person.address}>
                <th scope="row">
                  <span className={css['person']}>
                    <Avatar address={person.address} name={person.name} />
                    <span className={css['who']}>
                      <span className="cut" title={names.person(person.address)}>{names.person(person.address)}</span>
                      <span className={css['line']}>
                        <small className={source?.tone === 'warn' ? 'warn' : ''} title={row?.reason ? unknownSentence(row) : undefined}>
                          {source?.text ?? 'being asked…'}
                        </small>
                        {unknown || person.assumeFree ? (
                          <button
                            type="button"
                            className={css['assume']}
                            aria-label={`Take unknown time of ${names.person(person.address)} as free`}
                            aria-pressed={person.assumeFree}
                            title="Unknown time of this person may be planned; it stays unknown in the counts"
                            onClick={() => onAssume(person.address, !person.assumeFree)}
                          >
                            {person.assumeFree ? 'taken as free' : 'take as free'}
                          </button>
                        ) : null}
                      </span>
                    </span>
                  </span>
                </th>
                {cells.map((cell) => (
                  <Cell key={cell.startUtc} cell={cell} asking={row === undefined || row.state === 'asking'} />
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ cell, asking }: { readonly cell: WeekCapacity; readonly asking: boolean }): ReactNode {
  const { workMin, freeMin, tentativeMin, takenMin, unknownMin, plannedMin } = cell
  const over = plannedMin > freeMin + tentativeMin + unknownMin
  const style = { '--free': share(freeMin, workMin), '--tentative': share(tentativeMin, workMin), '--taken': share(takenMin, workMin), '--unknown': share(unknownMin, workMin), '--planned': share(plannedMin, workMin) } as CSSProperties
  const told = [`${workInWords(freeMin)} free`, tentativeMin > 0 ? `${workInWords(tentativeMin)} tentative` : '', takenMin > 0 ? `${workInWords(takenMin)} taken` : '', unknownMin > 0 ? `${workInWords(unknownMin)} unknown` : '', plannedMin > 0 ? `${workInWords(plannedMin)} planned` : ''].filter(Boolean)
  const nothing = workMin === 0
  return (
    <td style={style} data-kind={nothing ? 'none' : unknownMin === workMin ? (asking ? 'asking' : 'unknown') : 'known'} data-over={over || undefined} title={nothing ? 'No working time left' : told.join(' · ')}>
      <span className="sr">
        {nothing ? 'no working time' : told.join(', ')}
      </span>
      <span className={css['cell']} aria-hidden="true">
        {nothing ? (
          <span className={css['dash']}>–</span>
        ) : unknownMin === workMin ? (
          <span className={css['unknown']}>
            <CircleHelp size={12} /> {asking ? 'asking…' : `${workInWords(unknownMin)} unknown`}
          </span>
        ) : (
          <>
            <b>{workInWords(freeMin)}</b>
            <small>
              {plannedMin > 0 ? <span data-planned>{workInWords(plannedMin)} planned</span> : null}
              {unknownMin > 0 ? <span data-unknown>{workInWords(unknownMin)} unknown</span> : null}
            </small>
          </>
        )}
        <i className={css['bar']}>
          <i data-kind="free" />
          <i data-kind="tentative" />
          <i data-kind="busy" />
          <i data-kind="unknown" />
          <i data-kind="planned" />
        </i>
      </span>
    </td>
  )
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.min(1, part / whole))
