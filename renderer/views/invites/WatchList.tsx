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
  return (
    <News
      title="Plans of yours"
      rows={plans.map((one) => ({
        key: one.planId,
        kind: one.kind === 'earlier' ? 'better' : 'busy',
        name: one.name,
        unnamed: 'Plan without a name',
        when: null,
        words: planNewsInWords(one, zone),
        act: (
          <Button size="small" icon={<ChartGantt size={13} />} onPress={() => openPlan(one.planId)}>
            Open the plan
          </Button>
        ),
        dismiss: () => runCommand('dismiss-plan-news', { planId: one.planId }),
      }))}
    />
  )
}

function Meetings({ news, zone }: Pick<Props, 'news' | 'zone'>): ReactNode {
  return (
    <News
      title="Meetings you planned"
      rows={news.map((one) => ({
        key: one.objectId,
        kind: one.kind,
        name: one.title,
        unnamed: 'No title',
        when: `${dayInWords(one.startUtc, { zone })}, ${timesInWords(one.startUtc, one.endUtc, { zone })}`,
        words: `${watchNewsInWords(one, zone)} ${betterInWords(one, zone)}`,
        act: (
          <Button size="small" icon={<CalendarClock size={13} />} onPress={() => void lookAtTimes(one, zone, one.kind === 'better' ? one.better : null)}>
            Look at times
          </Button>
        ),
        dismiss: () => runCommand('dismiss-watch-news', { objectId: one.objectId }),
      }))}
    />
  )
}

interface Row {
  readonly key: string
  readonly kind: WatchNewsView['kind']
  readonly name: string
  readonly unnamed: string
  readonly when: string | null
  readonly words: string
  readonly act: ReactNode
  readonly dismiss: () => ReturnType<typeof runCommand<'dismiss-plan-news' | 'dismiss-watch-news'>>
}

function News({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }): ReactNode {
  if (rows.length === 0) return null
  const putAside = async (row: Row): Promise<void> => {
    const done = await row.dismiss()
    if (!done.ok) sayError(done.error)
  }
  return (
    <section className={css['list']} aria-label={title}>
      <h2>
        <Eye size={13} aria-hidden="true" /> {title}
      </h2>
      <ul aria-live="polite">
        {rows.map((row) => (
          <li key={row.key} data-kind={row.kind}>
            <b className="cut">{row.name || row.unnamed}</b>
            {row.when === null ? null : <small>{row.when}</small>}
            <p>{row.words}</p>
            <span className={css['acts']}>
              {row.act}
              <IconButton size="small" label={`Put aside: ${row.name}`} onPress={() => void putAside(row)}>
                <X size={13} />
              </IconButton>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
