import { Check, TriangleAlert } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import type { InviteItem } from '../../../shared/contract/invites.ts'
import type { InviteId } from '../../../shared/model/ids.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { forWords } from '../../../shared/wording/behalf.ts'
import { dayOfMonth, localDate, shortMonth } from '../../../shared/wording/dates.ts'
import { Chip } from '../../parts/Chip.tsx'
import { Checkbox } from '../../parts/Field.tsx'
import { badgeOf, isAnswerable, lineOf, sectionName, type SectionView } from './invites-model.ts'
import css from './invite-list.module.css'

interface Props {
  readonly ref: Ref<HTMLDivElement>
  readonly views: readonly SectionView[]
  readonly chosen: InviteId | null
  readonly zone: Zone
  readonly onChoose: (id: InviteId) => void
  /** Those that will get one answer together. */
  readonly marked: ReadonlySet<InviteId>
  /** `upTo`: with all since the one that was marked before. */
  readonly onMark: (id: InviteId, upTo: boolean) => void
}

export function InviteList({ ref, views, chosen, zone, onChoose, marked, onMark }: Props): ReactNode {
  const all = views.flatMap((view) => view.items)
  return (
    <div
      ref={ref}
      className={css['scroll']}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        const at = all.findIndex((item) => item.id === chosen)
        const next = all[at + (event.key === 'ArrowDown' ? 1 : -1)]
        if (next) onChoose(next.id)
      }}
    >
      {views.map((view) => (
        <section key={view.section} aria-label={sectionName[view.section]}>
          <h2>
            {sectionName[view.section]} <span>{view.section === 'answered' ? '' : view.items.length}</span>
          </h2>
          <ul>
            {view.items.map((item) => (
              <li key={item.id} className={css['row']} data-marking={(marked.size > 0 && isAnswerable(item)) || undefined}>
                <Line item={item} zone={zone} chosen={item.id === chosen} onChoose={onChoose} onMark={onMark} />
                {isAnswerable(item) ? (
                  <span className={css['mark']}>
                    <Checkbox value={marked.has(item.id)} label={`Choose “${item.title || 'No title'}” to answer several at once`} tabStop={false} onChange={() => onMark(item.id, false)} />
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function Line({ item, zone, chosen, onChoose, onMark }: { readonly item: InviteItem; readonly zone: Zone; readonly chosen: boolean } & Pick<Props, 'onChoose' | 'onMark'>): ReactNode {
  const date = item.startDate ?? localDate(item.startUtc, zone)
  const line = lineOf(item, zone)
  const badge = badgeOf(item)
  return (
    <button type="button" className={css['item']} data-invite={item.id} data-done={item.section === 'answered' || undefined} data-struck={item.section === 'cancelled' || item.myAnswer === 'declined' || undefined} aria-current={chosen ? 'true' : undefined} tabIndex={chosen ? 0 : -1} onClick={(event) => (event.shiftKey || event.ctrlKey || event.metaKey ? onMark(item.id, event.shiftKey) : onChoose(item.id))}>
      <span className={css['leaf']} aria-hidden="true">
        <small>{shortMonth(date)}</small>
        <b>{dayOfMonth(date)}</b>
      </span>
      <span className={css['words']}>
        <span className={css['title']}>{item.title || 'No title'}</span>
        {item.behalf === undefined ? null : <span className={css['line']}>{forWords(item.behalf)}</span>}
        <span className={css['line']} data-bad={line.bad || undefined}>
          {line.text}
        </span>
      </span>
      {badge ? (
        <Chip tone={badge.tone} icon={badge.tone === 'bad' ? <TriangleAlert size={11} aria-hidden="true" /> : badge.tone === 'good' ? <Check size={11} aria-hidden="true" /> : undefined}>
          {badge.text}
        </Chip>
      ) : null}
    </button>
  )
}
