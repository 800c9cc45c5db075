import { useState, type CSSProperties, type ReactNode } from 'react'
import type { Interval } from '../../../shared/model/time.ts'
import { countStates, type SlotState } from '../../../shared/freebusy/slot.ts'
import { countParts, countsInWords, slotWord } from '../../../shared/wording/busy.ts'
import { Button } from '../../parts/Button.tsx'
import { StateMark } from '../../parts/StateMark.tsx'
import type { SuggestionCard } from './suggestions-model.ts'
import css from './suggestions.module.css'

interface Props {
  /** In narrow windows the pane is a drawer that opens from the toolbar. */
  readonly open: boolean
  readonly cards: readonly SuggestionCard[]
  readonly slot: Interval
  /** How far ahead is looked, and the menu that changes it. */
  readonly span: ReactNode
  /** The meeting repeats: its dates instead of single times. */
  readonly series: ReactNode
  readonly more: boolean
  readonly onMore: () => void
  readonly onGhost: (slot: Interval | null) => void
  readonly onApply: (slot: Interval) => void
  /** Why there are none, and what to do. */
  readonly empty: ReactNode
}

/** Ranked times. Hover or focus shows one on the grid; Enter or a press takes it. */
export function Suggestions({ open, cards, slot, span, series, more, onMore, onGhost, onApply, empty }: Props): ReactNode {
  const [at, setAt] = useState(0)
  return (
    <section className={css['panel']} aria-label="Times that work" data-open={open || undefined}>
      <h2>
        Times that work {span}
      </h2>
      {series}
      {cards.length === 0 && !series ? empty : null}
      <ul
        className={css['list']}
        hidden={cards.length === 0}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          event.stopPropagation()
          const next = Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), cards.length - 1)
          setAt(next)
          event.currentTarget.querySelectorAll<HTMLElement>('button')[next]?.focus()
        }}
      >
        {cards.map((card, place) => {
          const on = card.slot.startUtc === slot.startUtc && card.slot.endUtc === slot.endUtc
          return (
            <li key={card.key}>
              <button
                type="button"
                className={css['card']}
                aria-pressed={on}
                tabIndex={place === Math.min(at, cards.length - 1) ? 0 : -1}
                onClick={() => onApply(card.slot)}
                onMouseEnter={() => onGhost(card.slot)}
                onMouseLeave={() => onGhost(null)}
                onFocus={() => {
                  setAt(place)
                  onGhost(card.slot)
                }}
                onBlur={() => onGhost(null)}
              >
                <span className={css['when']}>
                  <span>{card.day}</span> <b>{card.time}</b>
                  <small>{card.far}</small>
                </span>
                <span className={css['counts']}>{card.counts}</span>
                <span className={css['why']}>
                  <Glyphs groups={[card.glyphs.required, card.glyphs.optional, card.glyphs.rooms]} />
                  <span className={css['reason']}>{card.reason}</span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {more ? (
        <Button kind="quiet" size="small" onPress={onMore} className={css['more'] ?? ''}>
          More times
        </Button>
      ) : null}
    </section>
  )
}

/** More people than this are drawn as one bar with a share for each state. */
const mostGlyphs = 14

function Glyphs({ groups }: { readonly groups: readonly (readonly SlotState[])[] }): ReactNode {
  const all = groups.flat()
  if (all.length > mostGlyphs) {
    const counts = countStates(all)
    return (
      <span className={css['shares']} role="img" aria-label={countsInWords(counts)}>
        {countParts(counts).map(({ state }) => (
          <i key={state} data-state={state} style={{ '--n': counts[state] } as CSSProperties} />
        ))}
      </span>
    )
  }
  return groups
    .filter((group) => group.length > 0)
    .map((group, nth) => (
      <span key={nth} className={css['glyphs']}>
        {group.map((state, i) => (
          <StateMark key={i} state={state} small />
        ))}
        <span className="sr">{group.map((state) => slotWord[state]).join(', ')}</span>
      </span>
    ))
}
