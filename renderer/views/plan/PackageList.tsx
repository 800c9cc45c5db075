import { Flag, Plus, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PlanPackageView, PlanView } from '../../../shared/contract/plans.ts'
import { misfitInWords, wayInWords, workInWords, type PlanNames } from '../../../shared/wording/planning.ts'
import { dateInWords, dayInWords } from '../../../shared/wording/times.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button } from '../../parts/Button.tsx'
import { Chip, Kbd } from '../../parts/Chip.tsx'
import { hueOfPackage, type PackageState } from './plan-model.ts'
import css from './package-list.module.css'

interface Props {
  readonly plan: PlanView
  readonly states: ReadonlyMap<string, PackageState>
  readonly names: PlanNames
  readonly nowUtc: number
  readonly onEdit: (one: PlanPackageView) => void
  readonly onAdd: () => void
}

/** The work, in the order it was written down, each with where it stands. */
export function PackageList({ plan, states, names, nowUtc, onEdit, onAdd }: Props): ReactNode {
  const total = plan.packages.reduce((sum, one) => sum + one.minutes, 0)
  return (
    <section className={css['list']} aria-label="Work packages">
      <header>
        <h2>Packages</h2>
        <span className="fg3 t12">{plan.packages.length > 0 ? workInWords(total) : ''}</span>
        <span className="grow" />
        <Button size="small" icon={<Plus size={12} />} onPress={onAdd}>
          Add <Kbd>A</Kbd>
        </Button>
      </header>
      <ul>
        {plan.packages.map((one) => (
          <li key={one.id} data-hue={hueOfPackage(plan, one.id)}>
            <button type="button" className={css['package']} onClick={() => onEdit(one)}>
              <span className={css['head']}>
                <span className={css['title']} title={names.title(one.id)}>
                  {names.title(one.id)}
                </span>
                <span className={css['hours']}>{workInWords(one.minutes)}</span>
              </span>
              <span className={css['facts']}>
                <span className={css['faces']}>
                  {one.people.slice(0, 4).map((address) => (
                    <Avatar key={address} address={address} name={names.person(address)} size="tiny" />
                  ))}
                  {one.people.length > 4 ? <Avatar address="" name="" size="tiny" text={`+${one.people.length - 4}`} /> : null}
                </span>
                <span className="cut">
                  {one.people.length === 0 ? 'nobody yet' : one.people.length === 1 ? names.person(one.people[0] ?? '') : wayInWords[one.way]}
                </span>
                {one.way === 'all' && one.people.length > 1 ? <Users size={12} aria-hidden="true" /> : null}
              </span>
              {one.deadline !== null || one.after.length > 0 ? (
                <span className={css['facts']}>
                  {one.deadline !== null ? (
                    <>
                      <Flag size={11} aria-hidden="true" /> by {dateInWords(one.deadline)}
                    </>
                  ) : null}
                  {one.deadline !== null && one.after.length > 0 ? ' · ' : ''}
                  {one.after.length > 0 ? <span className={css['after']}>after {one.after.map(names.title).join(', ')}</span> : null}
                </span>
              ) : null}
              <Standing one={one} state={states.get(one.id)} names={names} nowUtc={nowUtc} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Standing({ one, state, names, nowUtc }: { readonly one: PlanPackageView; readonly state: PackageState | undefined; readonly names: PlanNames; readonly nowUtc: number }): ReactNode {
  if (state === undefined) return null
  const { zone } = names
  const words = { zone, nowUtc }
  const planned = state.startUtc === null || state.endUtc === null ? null : dayInWords(state.startUtc, words) === dayInWords(state.endUtc - 1, words) ? dayInWords(state.startUtc, words) : `${dayInWords(state.startUtc, words)} – ${dayInWords(state.endUtc - 1, words)}`
  const misfit = state.misfit === null ? null : misfitInWords(state.misfit, names)
  if (misfit !== null)
    return (
      <span className={css['misfit']}>
        <b>Does not fit.</b> {misfit.why}.
        {misfit.help.map((line) => (
          <span key={line}>{line}.</span>
        ))}
      </span>
    )
  if (planned === null) return <span className={css['open']}>Not planned yet</span>
  return (
    <span className={css['planned']}>
      <span className="cut">
        {planned} · {state.blocks === 1 ? '1 block' : `${state.blocks} blocks`}
      </span>
      {state.plannedMin !== one.minutes ? <Chip tone="warn">{workInWords(state.plannedMin)} planned</Chip> : null}
      {state.troubles > 0 ? <Chip tone="bad">{state.troubles === 1 ? '1 no longer fits' : `${state.troubles} no longer fit`}</Chip> : null}
    </span>
  )
}
