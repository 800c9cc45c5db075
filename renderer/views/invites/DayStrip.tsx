import type { CSSProperties, ReactNode } from 'react'
import type { DayStrip as Strip } from './card-model.ts'
import css from './day-strip.module.css'

const pad = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

/** My day around the invitation. */
export function DayStrip({ strip }: { readonly strip: Strip }): ReactNode {
  return (
    <>
      {strip.allDay.length > 0 ? (
        <ul className={css['allDay']}>
          {strip.allDay.map((event) => (
            <li key={event.key}>{event.title || 'No title'}</li>
          ))}
        </ul>
      ) : null}
      <div className={css['day']} style={{ '--hours': strip.lastHour - strip.firstHour } as CSSProperties}>
        {strip.off.map((span) => (
          <i key={span.from} style={{ '--from': span.from, '--to': span.to } as CSSProperties} aria-hidden="true" />
        ))}
        {strip.hours.map((hour) => (
          <time key={hour} style={{ '--at': hour - strip.firstHour } as CSSProperties} aria-hidden="true">
            {pad(hour)}
          </time>
        ))}
        <ul>
          {strip.blocks.map((block) => (
            <li key={block.key} className={css['block']} data-kind={block.kind} data-hue={block.hue || undefined} style={{ '--from': block.from, '--to': block.to, '--x': block.x, '--w': block.w } as CSSProperties} title={[block.title, block.time].filter(Boolean).join(', ')}>
              {block.title ? <b>{block.title}</b> : null}
              {block.title && block.to - block.from < 0.7 ? null : <span>{block.time}</span>}
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
