import { CirclePause, CirclePlay, RotateCw } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import { Button } from '../../parts/Button.tsx'
import { useAppState, useZone } from '../../state/app-state.ts'
import { say, sayError } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { standingWords } from './account-words.ts'
import css from './accounts.module.css'

/** How an account stands with its server, and what a person can do about it: ask now, let it rest, let it go on. */
export function Standing({ account }: { readonly account: AccountView }): ReactNode {
  const zone = useZone()
  const online = useAppState().value?.online ?? true
  const nowUtc = useNow(account.problem === null ? 30_000 : 1_000)
  const sync = useCommand('sync-now')
  const pause = useCommand('pause-account')
  const words = standingWords(account, { nowUtc, zone, online })
  const { progress } = account
  const part = progress?.total ? progress.done / progress.total : null

  const syncNow = async (): Promise<void> => {
    const result = await sync.run({ accountId: account.id })
    if (!result.ok) sayError(result.error)
  }
  const setPaused = async (paused: boolean): Promise<void> => {
    const result = await pause.run({ accountId: account.id, paused })
    if (!result.ok) return sayError(result.error)
    if (paused) say(`${account.address} is paused`, 'What you change is kept here and leaves when you resume.')
    else say(`${account.address} goes on`)
  }

  return (
    <div className={css['standing']}>
      <div>
        <p>{words.success}</p>
        {words.problem ? <p className="bad">{words.problem}</p> : null}
        {words.next ? <p className="t12 fg3">{words.next}</p> : null}
        {account.status === 'syncing' && !account.paused ? (
          <div className={css['progress']} role="progressbar" aria-label={`First sync of ${account.address}`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={part === null ? undefined : Math.floor(part * 100)} data-open={part === null || undefined}>
            <i style={{ '--part': part ?? 1 } as CSSProperties} />
          </div>
        ) : null}
      </div>
      <div className={css['standingActs']}>
        {account.paused ? (
          <Button size="small" icon={<CirclePlay size={14} />} running={pause.running} onPress={() => void setPaused(false)}>
            Resume
          </Button>
        ) : (
          <>
            <Button size="small" icon={<RotateCw size={14} />} running={sync.running} isDisabled={!online && !account.practice} onPress={() => void syncNow()}>
              Sync now
            </Button>
            <Button size="small" kind="quiet" icon={<CirclePause size={14} />} running={pause.running} onPress={() => void setPaused(true)}>
              Pause
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
