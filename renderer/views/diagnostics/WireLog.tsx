import { Download, Eye, Radio, RotateCw, Square, Trash2 } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { CallOutput } from '../../../shared/contract/calls.ts'
import { wireLogFile, wireLogSize, wireLogStanding } from '../../../shared/wording/wire-log.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { announce } from '../../state/announce.ts'
import { useZone } from '../../state/app-state.ts'
import { fetchQuery, useQuery } from '../../state/live-query.ts'
import { useCommand } from '../../state/use-command.ts'
import css from './diagnostics.module.css'

/** What is said to servers, masked, for an hour. What is saved is what was shown, letter by letter. */
export function WireLog(): ReactNode {
  const id = useId()
  const zone = useZone()
  const state = useQuery('wire-log', {})
  const toggle = useCommand('switch-wire-log')
  const [shown, setShown] = useState<CallOutput<'wire-log-text'> | null>(null)
  const [fault, setFault] = useState<AppError | null>(null)
  const untilUtc = state.value?.untilUtc ?? null
  const problem = toggle.error ?? fault ?? state.error

  const look = async (): Promise<void> => {
    const { value, error } = await fetchQuery('wire-log-text', {})
    setFault(error)
    if (value === null) return
    setShown(value)
    announce(wireLogSize(value))
  }
  const forget = async (): Promise<void> => {
    const done = await toggle.run({ to: 'forget' })
    if (done.ok) setShown(null)
  }

  return (
    <section aria-labelledby={id}>
      <h2 id={id}>Wire log</h2>
      <p className="fg3">
        If the person who helps asks for it: Parley keeps every request and answer for an hour, those of mail servers too, with each name, address, title and password replaced by a sign. It stays in memory, and you see it before you save it.
      </p>
      <p role="status" className={css['standing']}>
        {wireLogStanding(untilUtc, zone)}
      </p>
      <div className={css['acts']}>
        {untilUtc === null ? (
          <Button icon={<Radio size={14} />} running={toggle.running} onPress={() => void toggle.run({ to: 'on' })}>
            Keep it for an hour
          </Button>
        ) : (
          <Button icon={<Square size={14} />} running={toggle.running} onPress={() => void toggle.run({ to: 'off' })}>
            Stop now
          </Button>
        )}
        {untilUtc === null && (state.value?.kept ?? 0) === 0 ? null : (
          <>
            <Button kind={shown === null ? 'default' : 'quiet'} icon={shown === null ? <Eye size={14} /> : <RotateCw size={14} />} onPress={() => void look()}>
              {shown === null ? 'Show what was kept' : 'Show the latest'}
            </Button>
            <Button kind="quiet" icon={<Trash2 size={14} />} onPress={() => void forget()}>
              Throw it away
            </Button>
          </>
        )}
      </div>
      {problem ? <AppErrorBlock error={problem} about={{ what: 'Everything you did' }} /> : null}
      {shown === null ? null : (
        <>
          <div className={css['acts']}>
            <Button icon={<Download size={14} />} isDisabled={shown.exchanges === 0} onPress={() => saveFile('parley-wire-log.txt', wireLogFile(shown), 'text/plain')}>
              Save what is shown
            </Button>
            <span className="fg3">{wireLogSize(shown)}</span>
          </div>
          {shown.exchanges === 0 ? null : (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard too
            <pre className={css['wire']} tabIndex={0} role="region" aria-label="What was kept">
              {wireLogFile(shown)}
            </pre>
          )}
        </>
      )}
    </section>
  )
}
