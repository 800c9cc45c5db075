import { CalendarClock } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button } from '../../parts/Button.tsx'
import { useZone } from '../../state/app-state.ts'
import { useNow } from '../../state/use-now.ts'
import { leadWords, nameOf, stateWords, timeWords } from './propose-model.ts'
import css from './propose.module.css'
import type { VerdictTarget } from './VerdictSheet.tsx'

interface Props {
  readonly one: ProposalView
  /** Who is free at that time, in words; only where there is something to decide. */
  readonly then: ReactNode
  readonly onAct: (act: VerdictTarget['act']) => void
  readonly onWithdraw?: () => void
}

/** One other time: who asks for it and why, what it would replace, and the two acts of the one who decides. */
export function ProposalCard({ one, then, onAct, onWithdraw }: Props): ReactNode {
  const zone = useZone()
  const nowUtc = useNow()
  const state = stateWords(one)
  const waits = one.state === 'open' || one.state === 'unsent'
  return (
    <div className={css['one']} data-quiet={!waits || undefined} role="group" aria-label={`${leadWords(one)} ${timeWords(one, 'time', zone, nowUtc)}`}>
      <Avatar address={one.who.address} name={one.who.name} />
      <div>
        <p>
          {leadWords(one)} <b>{timeWords(one, 'time', zone, nowUtc)}</b>
        </p>
        {waits ? (
          <p className={css['state']}>
            instead of <s>{timeWords(one, 'now', zone, nowUtc)}</s>
          </p>
        ) : null}
        {one.words ? <p className="fg2">“{one.words}”</p> : null}
        {state ? <p className={css['state']}>{state}{one.closedWords ? `: “${one.closedWords}”` : ''}</p> : null}
        {one.canWithdraw && onWithdraw ? (
          <div className={css['acts']}>
            <Button size="small" aria-label={`Take back ${timeWords(one, 'time', zone, nowUtc)}`} onPress={onWithdraw}>
              Take it back…
            </Button>
          </div>
        ) : null}
        {one.canDecide ? (
          <>
            <p className={css['state']}>Then: {then}</p>
            <div className={css['acts']}>
              <Button size="small" kind="primary" icon={<CalendarClock size={14} />} onPress={() => onAct('apply')}>
                Move it there…
              </Button>
              <Button size="small" aria-label={`Keep the time, and tell ${nameOf(one.who)}`} onPress={() => onAct('decline')}>
                Keep the time…
              </Button>
            </div>
          </>
        ) : null}
      </div>
    </div>
  )
}
