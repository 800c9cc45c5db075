import { ArrowRight, Shuffle } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PlanView } from '../../../shared/contract/plans.ts'
import { changesNothing } from '../../../shared/planning/compare.ts'
import type { Replan } from '../../../shared/planning/replan.ts'
import { comparisonInWords, misfitInWords, type PlanNames } from '../../../shared/wording/planning.ts'
import { Button } from '../../parts/Button.tsx'
import { Dot } from '../../parts/Chip.tsx'
import { hueOfPackage } from './plan-model.ts'
import css from './preview.module.css'
import { blockTimes } from './timeline-model.ts'

interface Props {
  readonly replan: Replan
  readonly anew: boolean
  readonly plan: PlanView
  readonly names: PlanNames
  readonly onApply: () => void
  readonly onCancel: () => void
}

/** What would move, before it does: old and new times of each block, and what would still not fit. */
export function Preview({ replan, anew, plan, names, onApply, onCancel }: Props): ReactNode {
  const { changes, misfits } = replan
  const nothing = changesNothing(changes)
  const was = new Map(plan.blocks.map((block) => [block.id, block]))
  const lines = [
    ...changes.moved.map(({ from, to }) => ({ key: to.id, packageId: to.packageId, from: blockTimes(from, names.zone), to: blockTimes(to, names.zone), people: to.people, at: to.startUtc })),
    ...changes.added.map((to) => ({ key: to.id, packageId: to.packageId, from: 'new', to: blockTimes(to, names.zone), people: to.people, at: to.startUtc })),
    ...changes.removed.map((from) => ({ key: from.id, packageId: from.packageId, from: blockTimes(from, names.zone), to: '', people: from.people, at: from.startUtc })),
  ].toSorted((a, b) => a.at - b.at)
  const toldPeople = [...changes.moved.map(({ from }) => from), ...changes.removed].some((block) => (was.get(block.id)?.placed?.invited ?? 0) > 0)
  return (
    <section className={css['preview']} aria-label={anew ? 'Plan anew: what would change' : 'Re-plan: what would change'}>
      <header>
        <Shuffle size={14} aria-hidden="true" />
        <h2>{comparisonInWords(changes)}</h2>
        <span className="fg3 t12 cut">{anew ? 'Everything as early as it goes; blocks put there by hand stay.' : 'Only what no longer fits, and what has to follow.'} Nothing is changed before you say so, and nobody is told.</span>
        <span className="grow" />
        <Button size="small" kind="quiet" onPress={onCancel}>
          {nothing ? 'Close' : 'Leave as it is'}
        </Button>
        {nothing ? null : (
          <Button size="small" kind="primary" onPress={onApply}>
            {anew ? 'Use this plan' : 'Move them'}
          </Button>
        )}
      </header>
      {lines.length > 0 || misfits.length > 0 ? (
        <ul>
          {lines.map((line) => (
            <li key={line.key}>
              <Dot hue={hueOfPackage(plan, line.packageId)} />
              <b className="cut" title={names.title(line.packageId)}>{names.title(line.packageId)}</b>
              <span className="fg3 cut">{line.people.map(names.person).join(', ')}</span>
              {line.from === 'new' ? <span className="fg3">new</span> : <s>{line.from}</s>}
              {line.to === '' ? (
                <span className="fg3">no longer needed</span>
              ) : (
                <>
                  <ArrowRight size={12} aria-label="to" />
                  <b>{line.to}</b>
                </>
              )}
            </li>
          ))}
          {misfits.map((misfit) => (
            <li key={misfit.packageId} data-misfit>
              <Dot hue={hueOfPackage(plan, misfit.packageId)} />
              <b className="cut" title={names.title(misfit.packageId)}>{names.title(misfit.packageId)}</b>
              <span className="warn">does not fit: {misfitInWords(misfit, names).why}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {toldPeople ? <p className="warn t12">Some of these are meetings with people. They stay in your calendar as they are until you update each; its send sheet shows who gets what.</p> : null}
    </section>
  )
}
