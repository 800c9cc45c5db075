import { Eye, RotateCw } from 'lucide-react'
import { useEffect, useMemo, type ReactNode } from 'react'
import type { SeenByOthers } from '../../../shared/contract/publishing.ts'
import { addDays, dayOf, startOfDay } from '../../../shared/time/days.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { differenceInWords } from '../../../shared/wording/stretches.ts'
import { BusyStrip, DayRuler } from '../../parts/BusyStrip.tsx'
import { Button } from '../../parts/Button.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useCommandValue } from './use-command-value.ts'
import css from './publishing.module.css'

const kinds: Readonly<Record<SeenByOthers['kind'], string>> = { own: 'here, with everything', server: 'asked just now', link: 'read just now' }
const mostDifferences = 4

/** My own row by each way others can get it, for the next seven days. `again` changes when a link was published. */
export function SeenRows({ zone, nowUtc, again }: { readonly zone: string; readonly nowUtc: number; readonly again: string }): ReactNode {
  const today = dayOf(nowUtc, zone)
  const window = useMemo(() => ({ startUtc: startOfDay(today, zone), endUtc: startOfDay(addDays(today, 7), zone) }), [today, zone])
  const look = useCommandValue('look-at-what-others-see')
  const { run } = look
  useEffect(() => void run({ window }), [run, window, again])
  const seen = look.value?.seen ?? []
  return (
    <section className={css['group']} aria-label="What others see">
      <header className={css['head']}>
        <div>
          <h2>What others see</h2>
          <p className="fg3">The next seven days by each way others can ask about you. Titles are never part of it.</p>
        </div>
        <Button size="small" icon={<RotateCw size={14} />} running={look.running} onPress={() => void run({ window })}>
          Ask again
        </Button>
      </header>
      {look.error ? <AppErrorBlock error={look.error} onRetry={() => void run({ window })} /> : null}
      {seen.length === 0 && look.running ? <Spinner label="Asking your servers" /> : null}
      {seen.length > 0 ? (
        <div className={css['rows']}>
          <span />
          <DayRuler window={window} zone={zone} />
          {seen.map((row) => (
            <Row key={`${row.kind} ${row.id}`} row={row} window={window} zone={zone} />
          ))}
        </div>
      ) : null}
      {!look.running && look.value !== null && seen.length === 0 ? (
        <p className="fg3">
          <Eye size={14} aria-hidden="true" /> Nobody can ask about you yet: there is no account and no published link.
        </p>
      ) : null}
    </section>
  )
}

function Row({ row, window, zone }: { readonly row: SeenByOthers; readonly window: { readonly startUtc: number; readonly endUtc: number }; readonly zone: string }): ReactNode {
  const title = row.kind === 'own' ? row.label : row.kind === 'server' ? `${row.label} says` : `“${row.label}” says`
  return (
    <>
      <div className={css['who']}>
        {title}
        <small>{row.problem ? 'not known' : kinds[row.kind]}</small>
      </div>
      <div>
        {row.problem ? <p className={css['silent']}>{row.problem}</p> : <BusyStrip label={title} spans={row.spans} window={window} zone={zone} marks={row.differs} />}
        {row.note ? <p className={css['note']}>{row.note}</p> : null}
        {row.differs.length > 0 ? (
          <ul className={css['differs']}>
            {row.differs.slice(0, mostDifferences).map((one) => (
              <li key={one.startUtc}>{differenceInWords(one, zone)}</li>
            ))}
            {row.differs.length > mostDifferences ? <li>and {row.differs.length - mostDifferences} more</li> : null}
          </ul>
        ) : null}
      </div>
    </>
  )
}
