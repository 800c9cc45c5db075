import { CalendarClock } from 'lucide-react'
import { useRef, useState, type CSSProperties, type ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button } from '../../parts/Button.tsx'
import { Hint } from '../../parts/Hint.tsx'
import { Menu } from '../../parts/Menu.tsx'
import { Popover } from '../../parts/Popover.tsx'
import { useZone } from '../../state/app-state.ts'
import { useQuery } from '../../state/live-query.ts'
import type { InstanceRef } from '../../state/looking.ts'
import type { GhostGround } from '../../state/propose.ts'
import { useNow } from '../../state/use-now.ts'
import { ProposalCard } from './ProposalCard.tsx'
import { ghostsOf, leadWords, nameOf, timeWords, undecided, type Ghost } from './propose-model.ts'
import css from './propose.module.css'
import { VerdictSheet, type VerdictTarget } from './VerdictSheet.tsx'

function useUndecided({ objectId, recurrenceId }: InstanceRef): ProposalView[] {
  const zone = useZone()
  const { value } = useQuery('proposals', { objectId, zone })
  return undecided(value?.proposals ?? [], recurrenceId)
}

/** Times that guests proposed for the meeting on the people grid, each a dashed bar over everybody's rows, to be taken or declined there. */
export function ProposalGhosts({ instance, place, then, onTaken }: GhostGround): ReactNode {
  const proposals = useUndecided(instance)
  const [deciding, setDeciding] = useState<VerdictTarget | null>(null)
  const close = (decided: boolean): void => {
    setDeciding(null)
    if (decided && deciding?.act === 'apply') onTaken(deciding.one)
  }
  return (
    <>
      {ghostsOf(proposals, place, markWidth).map((ghost) => (
        <GhostBar key={ghost.one.id} ghost={ghost} then={then(ghost.one.time)} onAct={(act) => setDeciding({ one: ghost.one, act })} />
      ))}
      {deciding ? <VerdictSheet {...deciding} onClose={close} /> : null}
    </>
  )
}

/** As wide as the mark in the style sheet, with a gap. */
const markWidth = 30

function GhostBar({ ghost: { one, x, width, lane }, then, onAct }: { readonly ghost: Ghost; readonly then: string; readonly onAct: (act: VerdictTarget['act']) => void }): ReactNode {
  const zone = useZone()
  const nowUtc = useNow()
  const mark = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const words = `${leadWords(one)} ${timeWords(one, 'time', zone, nowUtc)}. Then: ${then}`
  return (
    <div className={css['ghost']} style={{ '--x': x, '--w': width, '--lane': lane } as CSSProperties}>
      <Hint text={words}>
        <AriaButton ref={mark} className={css['mark'] ?? ''} aria-label={words} aria-haspopup="dialog" aria-expanded={open} onPress={() => setOpen(true)}>
          <Avatar address={one.who.address} name={one.who.name} size="small" />
        </AriaButton>
      </Hint>
      <Popover label={`${leadWords(one)} another time`} triggerRef={mark} isOpen={open} onOpenChange={setOpen} placement="bottom start" className={css['floating'] ?? ''}>
        <ProposalCard
          one={one}
          then={then}
          onAct={(act) => {
            setOpen(false)
            onAct(act)
          }}
        />
      </Popover>
    </div>
  )
}

/** How many there are, and the way to each: it may lie outside of what is in sight. */
export function ProposalMenu({ instance, onShow }: { readonly instance: InstanceRef; readonly onShow: (span: ProposalView['time']) => void }): ReactNode {
  const zone = useZone()
  const nowUtc = useNow()
  const proposals = useUndecided(instance)
  if (proposals.length === 0) return null
  const words = proposals.length === 1 ? '1 proposed time' : `${proposals.length} proposed times`
  return (
    <Menu
      label="Proposed times"
      entries={proposals.map((one) => ({
        id: one.id,
        label: timeWords(one, 'time', zone, nowUtc),
        detail: nameOf(one.who),
        icon: <Avatar address={one.who.address} name={one.who.name} size="tiny" />,
        onAct: () => onShow(one.time),
      }))}
    >
      <Button size="small" icon={<CalendarClock size={14} />}>
        {words}
      </Button>
    </Menu>
  )
}
