import type { ReactNode } from 'react'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import type { TradeOff } from '../../../shared/freebusy/trade-offs.ts'
import { countsInWords } from '../../../shared/wording/busy.ts'
import { tradeOffInWords, type Names } from '../../../shared/wording/finding.ts'
import { dayInWords, timesInWords } from '../../../shared/wording/times.ts'
import css from './suggestions.module.css'

interface Props {
  readonly offers: readonly TradeOff[]
  readonly durationMin: number
  readonly zone: Zone
  readonly names: Names
  readonly onGhost: (slot: Interval | null) => void
  readonly onTake: (slot: Interval) => void
}

/** Nothing fits: what would, if one thing gave way. Each is a time that was found, and one press takes it. */
export function TradeOffs({ offers, durationMin, zone, names, onGhost, onTake }: Props): ReactNode {
  if (offers.length === 0) return null
  return (
    <>
      <h3>It works if one thing gives way</h3>
      <ul className={css['list']} aria-label="It works if one thing gives way">
        {offers.map((offer) => {
          const slot = { startUtc: offer.at.startUtc, endUtc: offer.at.endUtc }
          return (
            <li key={`${offer.relaxed.kind} ${'address' in offer.relaxed ? offer.relaxed.address : 'zone' in offer.relaxed ? offer.relaxed.zone : ''}`}>
              <button type="button" className={css['card']} onClick={() => onTake(slot)} onMouseEnter={() => onGhost(slot)} onMouseLeave={() => onGhost(null)} onFocus={() => onGhost(slot)} onBlur={() => onGhost(null)}>
                <span className={css['when']}>
                  <span>{dayInWords(slot.startUtc, { zone })}</span> <b>{timesInWords(slot.startUtc, slot.endUtc, { zone })}</b>
                </span>
                <span className={css['gives']}>{tradeOffInWords(offer, durationMin, names)}</span>
                <span className={css['why']}>{countsInWords(offer.at.counts)}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
