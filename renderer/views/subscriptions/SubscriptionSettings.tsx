import { Pause, Pencil, Play, RefreshCw, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Subscription } from '../../../shared/contract/subscriptions.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { errorDetails, explainError } from '../../../shared/wording/errors.ts'
import { Button } from '../../parts/Button.tsx'
import { ErrorBlock } from '../../parts/ErrorBlock.tsx'
import { Switch } from '../../parts/Field.tsx'
import { say, sayError } from '../../state/undo.ts'
import { useNow } from '../../state/use-now.ts'
import { runCommand } from '../../state/use-command.ts'
import list from '../accounts/calendar-list.module.css'
import { eventsInWords, keptInWords, standingInWords } from './subscription-words.ts'
import css from './subscriptions.module.css'

/** How it stands and what can be done about it. */
export function SubscriptionSettings({ one, zone, onChange }: { readonly one: Subscription; readonly zone: Zone; readonly onChange: () => void }): ReactNode {
  const nowUtc = useNow()
  const [removing, setRemoving] = useState(false)
  const { calendar, problem } = one
  const { id } = calendar
  const act = async (work: Promise<{ readonly ok: boolean } & ({ readonly ok: true } | { readonly ok: false; readonly error: Parameters<typeof sayError>[0] })>, done = ''): Promise<void> => {
    const result = await work
    if (!result.ok) sayError(result.error)
    else if (done !== '') say(done)
  }
  const words = problem ? explainError(problem) : null
  return (
    <div className={list['settings']}>
      <h2>{calendar.name}</h2>
      <p className={css['url']}>{one.place.url}</p>
      <p className="t12 fg2" role="status">
        {standingInWords(one, nowUtc, zone)}.
      </p>
      {problem && words ? <ErrorBlock words={{ ...words, safe: keptInWords(one), next: one.state === 'stopped' ? words.next : '' }} tone={one.state === 'stopped' ? 'bad' : 'warn'} details={errorDetails(problem).join('\n')} /> : null}
      <p className="t11 fg3">{eventsInWords(calendar.eventCount, calendar.unreadableCount, 0)} · can only be read</p>
      <Switch value={calendar.countsAsBusy} onChange={(countsAsBusy) => void act(runCommand('set-calendar', { id, countsAsBusy }))}>
        Counts as busy
      </Switch>
      <div className={css['acts']}>
        <Button size="small" icon={<RefreshCw size={14} />} running={one.state === 'fetching'} onPress={() => void act(runCommand('refresh-subscription', { id }), `${calendar.name} is up to date`)}>
          Read now
        </Button>
        <Button size="small" icon={one.state === 'paused' ? <Play size={14} /> : <Pause size={14} />} onPress={() => void act(runCommand('pause-subscription', { id, paused: one.state !== 'paused' }))}>
          {one.state === 'paused' ? 'Go on' : 'Pause'}
        </Button>
        <Button size="small" icon={<Pencil size={14} />} onPress={onChange}>
          Change…
        </Button>
        <Button size="small" kind="quiet-danger" icon={<Trash2 size={14} />} onPress={() => (removing ? void act(runCommand('remove-subscription', { id }), `${calendar.name} is gone from this computer`) : setRemoving(true))}>
          {removing ? 'Really remove it' : 'Remove…'}
        </Button>
      </div>
    </div>
  )
}
