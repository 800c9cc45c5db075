import { Eye, RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Zone } from '../../../shared/model/time.ts'
import { momentInSentence } from '../../../shared/wording/dates.ts'
import { Button } from '../../parts/Button.tsx'
import { announce } from '../../state/announce.ts'
import { useQuery } from '../../state/live-query.ts'
import { sayError } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import css from './plan.module.css'

interface Props {
  readonly planId: string
  readonly zone: Zone
  readonly nowUtc: number
  /** The rows on the page are asked for as well. */
  readonly onLook: () => void
}

/** Blocks that lie ahead go on being watched: when their people were asked last, and a way not to wait for the next time. */
export function PlanWatch({ planId, zone, nowUtc, onLook }: Props): ReactNode {
  const asked = useQuery('plan-watch', { planId }).value?.askedAtUtc ?? null
  const look = useCommand('look-now')
  const lookNow = async (): Promise<void> => {
    onLook()
    const done = await look.run({ planId })
    if (done.ok) announce('The people of this plan were asked just now')
    else sayError(done.error)
  }
  return (
    <span className={css['watch']}>
      <Eye size={13} aria-hidden="true" />
      <span className="cut">{asked === null ? 'Watched' : `Watched, last asked ${momentInSentence(asked, nowUtc, zone)}`}</span>
      <Button kind="quiet" size="small" icon={<RefreshCw size={12} />} running={look.running} onPress={() => void lookNow()}>
        Look now
      </Button>
    </span>
  )
}
