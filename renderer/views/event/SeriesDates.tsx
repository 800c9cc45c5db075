import { CalendarCheck2, CalendarX2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SeriesFates } from '../../../shared/contract/events.ts'
import { fateWords, keptTitle, lostTitle, lostWhy } from '../../../shared/wording/exception-fates.ts'
import { useZone } from '../../state/app-state.ts'
import css from './send-sheet.module.css'

/** So many are read at a glance; more are opened. */
const shownAtOnce = 4

/** The dates of a series that differ from it: which are lost by a change of the series, and which keep what is theirs. */
export function SeriesDates({ fates }: { readonly fates: SeriesFates }): ReactNode {
  const lost = fates.filter((fate) => !fate.kept)
  const kept = fates.filter((fate) => fate.kept)
  return (
    <>
      {lost.length > 0 ? (
        <section className={css['group']}>
          <span className={css['icon']} data-tone="bad" aria-hidden="true">
            <CalendarX2 size={14} />
          </span>
          <div>
            <h3>{lostTitle(lost.length)}</h3>
            <p>{lostWhy}</p>
            <Dates fates={lost} />
          </div>
        </section>
      ) : null}
      {kept.length > 0 ? (
        <section className={css['group']}>
          <span className={css['icon']} data-tone="plain" aria-hidden="true">
            <CalendarCheck2 size={14} />
          </span>
          <div>
            <h3>{keptTitle(kept.length)}</h3>
            {kept.length > shownAtOnce ? (
              <details className={css['letter']}>
                <summary>Show the dates</summary>
                <Dates fates={kept} />
              </details>
            ) : (
              <Dates fates={kept} />
            )}
          </div>
        </section>
      ) : null}
    </>
  )
}

function Dates({ fates }: { readonly fates: SeriesFates }): ReactNode {
  const zone = useZone()
  return (
    <ul className={css['dates']}>
      {fates.map((fate) => {
        const { date, words } = fateWords(fate, zone)
        return (
          <li key={fate.slot.startUtc}>
            <b>{date}</b> <span>{words}</span>
          </li>
        )
      })}
    </ul>
  )
}
