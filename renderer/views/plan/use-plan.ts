import { useCallback, useMemo, useRef, useState } from 'react'
import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { PlanView } from '../../../shared/contract/plans.ts'
import type { Weekday } from '../../../shared/time/days.ts'
import { useAccounts, askerFor, type Asker } from '../../state/asker.ts'
import { useSettings, useZone } from '../../state/app-state.ts'
import { useBusy, type Busy } from '../../state/busy.ts'
import { useQuery, type Live } from '../../state/live-query.ts'
import { calendarForNew } from '../../state/new-draft.ts'
import { sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { planWindow, type PlanContext } from '../../../shared/planning/read-plan.ts'

export interface OpenPlan extends PlanContext {
  readonly busy: Busy
  readonly asker: Asker | null
  readonly isMe: (address: string) => boolean
  /** Keeps the plan at once; what is drawn is what was kept. */
  readonly save: (next: PlanView) => void
}

/** The plan as it is kept, until the answer to the last change is there: the change itself. */
function useKept(planId: string): { readonly live: Live<{ plan: PlanView | null }>; readonly plan: PlanView | null; readonly save: (next: PlanView) => void } {
  const live = useQuery('plan', { planId })
  const kept = live.value?.plan ?? null
  const [wish, setWish] = useState<{ readonly plan: PlanView; readonly before: PlanView | null } | null>(null)
  const latest = useRef(kept)
  latest.current = kept
  const save = useCallback((next: PlanView) => {
    setWish({ plan: next, before: latest.current })
    void runCommand('save-plan', { plan: next }).then((result) => {
      if (result.ok) return
      setWish(null)
      sayError(result.error)
    })
  }, [])
  // The answer that follows a change replaces it; so does anything newer.
  return { live, plan: wish !== null && wish.before === kept ? wish.plan : kept, save }
}

/** One plan with everybody's time: asked from their servers when it opens, at hand from the store before that. */
export function useOpenPlan(planId: string): { readonly live: Live<{ plan: PlanView | null }>; readonly open: OpenPlan | null } {
  const { live, plan, save } = useKept(planId)
  const zone = useZone()
  const settings = useSettings()
  const accounts = useAccounts()
  const nowUtc = useNow()
  const weekStart = settings.weekStart as Weekday
  const calendar = calendarForNew(accounts)
  const asker = useMemo(() => askerFor(accounts, calendar?.id ?? ''), [accounts, calendar?.id])
  const people = plan?.people
  const startDate = plan?.startDate
  const weeks = plan?.weeks
  const placed = plan === null ? '' : [...new Set([...plan.blocks.flatMap((block) => block.placed?.objectId ?? []), ...plan.leftovers])].toSorted().join(' ')
  const question = useMemo<BusyQuestion | null>(() => {
    if (people === undefined || startDate === undefined || weeks === undefined || asker === null || people.length === 0) return null
    const exceptObjectIds = placed === '' ? [] : (placed.split(' ') as NonNullable<BusyQuestion['exceptObjectIds']>)
    return { people: people.map(({ address, name, kind }) => ({ address, name, kind })), window: planWindow({ startDate, weeks }, zone, weekStart), accountId: asker.accountId, exceptObjectId: null, ...(exceptObjectIds.length > 0 ? { exceptObjectIds } : {}) }
  }, [people, startDate, weeks, asker, placed, zone, weekStart])
  const busy = useBusy(question)
  const isMe = useCallback((address: string) => asker?.addresses.some((mine) => mine.replace(/^mailto:/i, '').toLowerCase() === address.toLowerCase()) ?? false, [asker])
  const usualHours = useMemo(() => ({ days: settings.workingDays, startMin: settings.workStartMin, endMin: settings.workEndMin }), [settings])
  const open = useMemo<OpenPlan | null>(
    () => (plan === null ? null : { plan, rows: busy.rows, zone, weekStart, usualHours, nowUtc, busy, asker, isMe, save }),
    [plan, busy, zone, weekStart, usualHours, nowUtc, asker, isMe, save],
  )
  return { live, open }
}
