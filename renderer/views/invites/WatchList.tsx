import { CalendarClock, ChartGantt, Eye, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PlanNewsView, WatchNewsView } from '../../../shared/contract/watches.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { dayInWords, timesInWords } from '../../../shared/wording/times.ts'
import { betterInWords, planNewsInWords, watchNewsInWords } from '../../../shared/wording/watching.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { lookAtTimes } from '../../state/look-at-times.ts'
import { openPlan } from '../../state/looking.ts'
import { sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import css from './watch-list.module.css'

interface Props {
  readonly news: readonly WatchNewsView[]
  readonly plans: readonly PlanNewsView[]
  readonly zone: Zone
}

/** Meetings and plans of mine to which something happened since they were planned: told until it is looked at or put aside. */
export function WatchList({ news, plans, zone }: Props): ReactNode {
  return (
    <>
      <Meetings news={news} zone={zone} />
      <Plans plans={plans} zone={zone} />
    </>
  )
}

function Plans({ plans, zone }: Pick<Props, 'plans' | 'zone'>): ReactNode {
  if (plans.length === 0) return null
  const dismiss = (one: PlanNewsView): void => void runCommand('dismiss-plan-news', { planId: one.planId }).then((done) => (done.ok ? undefined : sayError(done.error)))
  return (
    <section className={css['list']} aria-label="Plans of yours">
      <h2>
        <Eye size={13} aria-hidden="true" /> Plans of yours
      </h2>
      <ul aria-live="polite">
        {plans.map((one) => (
          <li key={one.planId} data-kind={one.kind === 'earlier' ? 'better' : 'busy'}>
            <b className="cut">{one.name || 'Plan without a name'}</b>
            <p>{planNewsInWords(one, zone)}</p>
            <span className={css['acts']}>
              <Button size="small" icon={<ChartGantt size={13} />} onPress={() => openPlan(one.planId)}>
                Open the plan
              </Button>
              <IconButton size="small" label={`Put aside: ${one.name}`} onPress={() => dismiss(one)}>
                <X size={13} />
              </IconButton>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Meetings({ news, zone }: Pick<Props, 'news' | 'zone'>): ReactNode {
  if (news.length === 0) return null
  const dismiss = (one: WatchNewsView): void => void runCommand('dismiss-watch-news', { objectId: one.objectId }).then((done) => (done.ok ? undefined : sayError(done.error)))
  return (
    <section className={css['list']} aria-label="Meetings you planned">
      <h2>
        <Eye size={13} aria-hidden="true" /> Meetings you planned
      </h2>
      <ul aria-live="polite">
        {news.map((one) => (
          <li key={one.objectId} data-kind={one.kind}>
            <b className="cut">{one.title || 'No title'}</b>
            <small>
              {dayInWords(one.startUtc, { zone })}, {timesInWords(one.startUtc, one.endUtc, { zone })}
            </small>
            <p>
              {watchNewsInWords(one, zone)} {betterInWords(one, zone)}
            </p>
            <span className={css['acts']}>
              <Button size="small" icon={<CalendarClock size={13} />} onPress={() => void lookAtTimes(one, zone, one.kind === 'better' ? one.better : null)}>
                Look at times
              </Button>
              <IconButton size="small" label={`Put aside: ${one.title}`} onPress={() => dismiss(one)}>
                <X size={13} />
              </IconButton>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
