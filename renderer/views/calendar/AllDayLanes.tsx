import { ChevronLeft, ChevronRight, Send } from 'lucide-react'
import { memo, type CSSProperties, type ReactNode } from 'react'
import { foldLanes } from '../../../shared/time/lanes.ts'
import type { LaneBar, LaneGhost } from './lanes-model.ts'
import { kindWords } from './occurrence-words.ts'
import css from './lanes.module.css'

/** Lanes shown before the rest folds into "2 more". */
const lanesShown = 3

interface Props {
  readonly bars: readonly LaneBar[]
  readonly ghosts: readonly LaneGhost[]
  readonly dayCount: number
  readonly expanded: boolean
  readonly selectedKey: string | null
  readonly cursorKey: string | null
  readonly onExpand: (expanded: boolean) => void
}

export const AllDayLanes = memo(function AllDayLanes({ bars, ghosts, dayCount, expanded, selectedKey, cursorKey, onExpand }: Props): ReactNode {
  const { shown, hidden } = foldLanes(bars, expanded ? Number.MAX_SAFE_INTEGER : lanesShown, dayCount)
  const folds = hidden.some((count) => count > 0)
  const below = folds ? lanesShown : 1 + Math.max(-1, ...shown.map((bar) => bar.lane))
  return (
    <div className={css['lanes']} data-lanes role="group" aria-label={bars.length === 0 ? 'All day: nothing' : `All day: ${bars.length}`}>
      <span className={css['label']}>
        {expanded && bars.some((bar) => bar.lane >= lanesShown) ? (
          <button type="button" onClick={() => onExpand(false)}>
            show less
          </button>
        ) : (
          'all day'
        )}
      </span>
      {shown.map((bar) => drawBar(bar, bar.key === selectedKey, bar.key === cursorKey))}
      {ghosts.map((ghost) => (
        <p key={ghost.id} className={css['ghost']} data-proposal={ghost.id} style={{ '--lane': below + ghost.lane, '--first': ghost.first, '--last': ghost.last } as CSSProperties}>
          <b className="cut">{ghost.title}</b> <small>{ghost.words}</small>
        </p>
      ))}
      {folds
        ? hidden.map((count, day) =>
            count === 0 ? null : (
              <button key={day} type="button" className={css['more']} style={{ '--day': day } as CSSProperties} onClick={() => onExpand(true)}>
                {count} more
              </button>
            ),
          )
        : null}
    </div>
  )
})

function drawBar(bar: LaneBar, selected: boolean, cursor: boolean): ReactNode {
  const word = kindWords[bar.kind].toLowerCase()
  return (
    <button
      key={bar.key}
      type="button"
      className={css['bar']}
      data-key={bar.key}
      data-kind={bar.kind}
      data-hue={bar.hue}
      data-came={bar.came || undefined}
      data-goes-on={bar.goesOn || undefined}
      data-past={bar.past || undefined}
      data-unsent={bar.unsent || undefined}
      data-selected={selected || undefined}
      tabIndex={cursor ? 0 : -1}
      aria-label={bar.spoken}
      aria-pressed={selected}
      style={{ '--lane': bar.lane, '--first': bar.first, '--last': bar.last } as CSSProperties}
    >
      {bar.came ? <ChevronLeft size={12} aria-hidden="true" /> : null}
      {bar.unsent ? <Send size={12} aria-hidden="true" /> : null}
      <b className="cut">{bar.title}</b>
      {word ? <small>{word}</small> : bar.extra ? <small>{bar.extra}</small> : null}
      {bar.goesOn ? <ChevronRight size={12} aria-hidden="true" /> : null}
    </button>
  )
}
