import { CalendarCheck, PinOff, Send, Trash2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PlanBlockView, PlanView } from '../../../shared/contract/plans.ts'
import type { Trouble } from '../../../shared/planning/troubles.ts'
import { troubleInWords, type PlanNames } from '../../../shared/wording/planning.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Dot } from '../../parts/Chip.tsx'
import { hueOfPackage } from './plan-model.ts'
import css from './plan.module.css'
import { blockTimes } from './timeline-model.ts'

interface Props {
  readonly block: PlanBlockView
  readonly plan: PlanView
  readonly names: PlanNames
  readonly troubles: readonly Trouble[]
  readonly isMe: (address: string) => boolean
  readonly onPlace: () => void
  readonly onInvite: () => void
  readonly onUnpin: () => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

/** The chosen block in one line: what it is, whether it holds, and what can be done with it. */
export function BlockDetails({ block, plan, names, troubles, isMe, onPlace, onInvite, onUnpin, onRemove, onClose }: Props): ReactNode {
  const { placed } = block
  const mine = block.people.some(isMe)
  const others = block.people.filter((address) => !isMe(address))
  const away = placed !== null && (placed.startUtc !== block.startUtc || placed.endUtc !== block.endUtc)
  const where = placed === null ? (mine ? 'not in your calendar' : 'in this plan only') : away ? `in your calendar ${blockTimes(placed, names.zone)}` : placed.invited > 0 ? 'in your calendar, people invited' : 'in your calendar'
  return (
    <section className={css['details']} aria-label="Chosen block">
      <Dot hue={hueOfPackage(plan, block.packageId)} />
      <span className="cut" title={names.title(block.packageId)}>
        <b>{names.title(block.packageId)}</b> · {blockTimes(block, names.zone)} · {block.people.map(names.person).join(', ')} · <span className={away ? 'warn' : 'fg3'}>{where}</span>
        {troubles.length > 0 ? <span className="bad"> · {troubles.map((trouble) => troubleInWords(trouble, names)).join(' · ')}</span> : null}
      </span>
      <span className="grow" />
      {block.pinned ? (
        <Button size="small" kind="quiet" icon={<PinOff size={12} />} onPress={onUnpin}>
          May move
        </Button>
      ) : null}
      {mine && (placed === null || (away && placed.invited === 0)) ? (
        <Button size="small" icon={<CalendarCheck size={12} />} onPress={onPlace}>
          {placed === null ? 'Place in my calendar' : 'Update my calendar'}
        </Button>
      ) : null}
      {others.length > 0 && (placed === null || placed.invited === 0 || away) ? (
        <Button size="small" icon={<Send size={12} />} onPress={onInvite}>
          {placed !== null && placed.invited > 0 ? 'Update the meeting…' : others.length === 1 ? `Invite ${names.person(others[0] ?? '')}…` : `Invite ${others.length} people…`}
        </Button>
      ) : null}
      <IconButton label="Remove this block" size="small" onPress={onRemove}>
        <Trash2 size={13} />
      </IconButton>
      <IconButton label="Close" shortcut="Esc" size="small" onPress={onClose}>
        <X size={14} />
      </IconButton>
    </section>
  )
}
