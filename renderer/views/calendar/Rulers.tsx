import { useMemo, type CSSProperties, type ReactNode } from 'react'
import { toLocal } from '../../../shared/time/zones.ts'
import type { PlainDate, Zone } from '../../../shared/model/time.ts'
import { nowUtc, useNow } from '../../state/use-now.ts'
import { rulerLabels, zoneWords } from './week-model.ts'
import css from './week.module.css'

interface Props {
  readonly date: PlainDate
  readonly home: Zone
  readonly second: Zone | null
  readonly work: { readonly startMin: number; readonly endMin: number }
  /** Today is in view: the ruler tells the time. */
  readonly showNow: boolean
}

/** Hour of the day on the wall, 0–24. */
const hourNow = (now: number, zone: Zone): number => {
  const local = toLocal(now, zone)
  return Number(local.slice(11, 13)) + Number(local.slice(14, 16)) / 60
}

export function Rulers({ date, home, second, work, showNow }: Props): ReactNode {
  const now = useNow()
  const at = hourNow(now, home)
  const labels = useMemo(() => rulerLabels(date, home, home, work), [date, home, work])
  const others = useMemo(() => (second ? rulerLabels(date, home, second, work) : []), [date, home, second, work])
  return (
    <>
      {second ? (
        <div className={`${css['hours']} ${css['secondZone']}`} aria-hidden="true">
          {others.map((label) => (
            <span key={label.hour} data-quiet={label.quiet || undefined} style={{ '--h': label.hour } as CSSProperties}>
              {label.text}
            </span>
          ))}
        </div>
      ) : null}
      <div className={css['hours']} aria-hidden="true">
        {labels.map((label) =>
          showNow && Math.abs(label.hour - at) < 0.34 ? null : (
            <span key={label.hour} data-quiet={label.quiet || undefined} style={{ '--h': label.hour } as CSSProperties}>
              {label.text}
            </span>
          ),
        )}
        {showNow ? (
          <span className={css['nowLabel']} style={{ '--h': at } as CSSProperties}>
            {toLocal(now, home).slice(11, 16)}
          </span>
        ) : null}
      </div>
    </>
  )
}

export function ZoneHeads({ home, second }: { readonly home: Zone; readonly second: Zone | null }): ReactNode {
  return (
    <>
      {second ? <ZoneHead zone={second} className={css['secondZone']} /> : null}
      <ZoneHead zone={home} />
    </>
  )
}

function ZoneHead({ zone, className = '' }: { readonly zone: Zone; readonly className?: string | undefined }): ReactNode {
  const words = zoneWords(zone, nowUtc())
  return (
    <div className={`${css['zone']} ${className}`} title={zone}>
      <b>{words.short}</b>
      {words.city === words.short ? null : words.city}
    </div>
  )
}

export function NowLine({ home }: { readonly home: Zone }): ReactNode {
  const at = hourNow(useNow(), home)
  return <div className={css['now']} style={{ '--h': at } as CSSProperties} />
}

export function NowFaint({ home }: { readonly home: Zone }): ReactNode {
  const at = hourNow(useNow(), home)
  return <div className={css['nowFaint']} style={{ '--h': at } as CSSProperties} />
}
