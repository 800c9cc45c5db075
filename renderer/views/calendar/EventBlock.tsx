import { Send } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { Avatar } from '../../parts/Avatar.tsx'
import type { Block } from './day-model.ts'
import css from './event.module.css'

/**
 * A plain function and no component: a week of 10,000 events must be drawn in one frame, so an event has no hook,
 * no handler, no fiber of its own and no attribute that says the ordinary. The grid listens for all of them by `data-key`. (Keying by place, so that one
 * week's buttons become the next one's, was tried: the style recalculation of changed attributes costs more than it saves.)
 */
export function drawEvent(block: Block, selected: boolean, cursor: boolean): ReactNode {
  const { occurrence } = block
  return (
    <button
      key={block.key}
      className={css['ev']}
      data-key={block.key}
      data-kind={block.kind === 'plain' ? undefined : block.kind}
      data-hue={block.hue}
      data-size={block.size === 'tall' ? undefined : block.size}
      data-roomy={block.roomy || undefined}
      data-narrow={block.narrow || undefined}
      data-stacked={block.stacked || undefined}
      data-past={block.past || undefined}
      data-unsent={block.unsent || undefined}
      data-came={block.came || undefined}
      data-goes-on={block.goesOn || undefined}
      data-selected={selected || undefined}
      tabIndex={cursor ? 0 : -1}
      aria-label={block.spoken}
      aria-current={selected || undefined}
      style={placeOf(block)}
    >
      <b>{block.title}</b>
      {/* With room for one line only, that it waits is worth more than a time that the place tells. */}
      {(block.unsent && block.size === 'tall' && !block.roomy ? [] : block.lines).map((line) => (
        <small key={line}>{line}</small>
      ))}
      {block.unsent && block.size !== 'tiny' ? (
        <span className={css['unsent']}>
          <Send size={12} aria-hidden="true" />
          {block.narrow ? '' : 'Not sent yet'}
        </span>
      ) : null}
      {block.showFaces && !block.unsent ? (
        <span className={css['foot']}>
          <span className={css['faces']}>
            {occurrence.faces.slice(0, 2).map((face) => (
              <Avatar key={face.address} address={face.address} name={face.name} size="tiny" />
            ))}
            {occurrence.people.total > 2 ? restOfFaces(occurrence.people.total, occurrence.faces) : null}
          </span>
          <span>{block.footWords}</span>
        </span>
      ) : null}
    </button>
  )
}

const placeOf = ({ from, to, x, w }: Block): CSSProperties => (w === 100 ? { '--from': from, '--to': to } : { '--from': from, '--to': to, '--x': x, '--w': w }) as Record<string, number> as CSSProperties

function restOfFaces(total: number, faces: Block['occurrence']['faces']): ReactNode {
  const third = faces[2]
  if (total === 3 && third) return <Avatar address={third.address} name={third.name} size="tiny" />
  return <Avatar address="" name="" text={`+${total - 2}`} size="tiny" />
}
