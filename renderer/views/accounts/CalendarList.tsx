import { Ellipsis, EyeOff, Lock } from 'lucide-react'
import { useState, type CSSProperties, type ReactNode } from 'react'
import { DialogTrigger } from 'react-aria-components/Dialog'
import { hues } from '../../../shared/model/hues.ts'
import type { AccountView, CalendarView } from '../../../shared/contract/calendars.ts'
import { IconButton } from '../../parts/Button.tsx'
import { Dot } from '../../parts/Chip.tsx'
import { Checkbox, Switch } from '../../parts/Field.tsx'
import { Popover } from '../../parts/Popover.tsx'
import { sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import type { CallInput } from '../../../shared/contract/calls.ts'
import { accountTitle, statusWords } from './account-words.ts'
import { SignInAgain } from './SignInAgain.tsx'
import css from './calendar-list.module.css'

/** Calendars by account, with colour, visibility and how the account stands. */
export function CalendarList({ accounts, onProblem }: { readonly accounts: readonly AccountView[]; readonly onProblem: () => void }): ReactNode {
  const [signingIn, setSigningIn] = useState<AccountView | null>(null)
  return (
    <>
      {accounts.map((account) => {
        const status = statusWords(account)
        const title = accountTitle(account, accounts)
        const part = account.progress?.total ? account.progress.done / account.progress.total : null
        return (
          <section key={account.id} className={css['group']} aria-label={account.address}>
            <h2 className={css['head']} title={account.address}>
              <span className="grow cut">{title}</span>
              <Dot tone={status.tone} small />
              {account.status === 'sign-in' ? (
                <button type="button" onClick={() => setSigningIn(account)}>
                  {status.text}
                </button>
              ) : account.status === 'problem' ? (
                <button type="button" onClick={onProblem}>
                  {status.text}
                </button>
              ) : (
                <span>{status.text}</span>
              )}
            </h2>
            {account.status === 'syncing' && part !== null ? (
              <div className={css['bar']} aria-hidden="true">
                <i style={{ '--part': part } as CSSProperties} />
              </div>
            ) : null}
            {account.calendars.map((calendar) => (
              <CalendarRow key={calendar.id} calendar={calendar} />
            ))}
          </section>
        )
      })}
      {signingIn ? <SignInAgain account={signingIn} onClose={() => setSigningIn(null)} /> : null}
    </>
  )
}

function CalendarRow({ calendar }: { readonly calendar: CalendarView }): ReactNode {
  return (
    <div className={css['row']} data-off={!calendar.visible || undefined}>
      <Checkbox value={calendar.visible} onChange={(visible) => void change({ id: calendar.id, visible })} hue={calendar.hue}>
        <span className={css['name']} title={calendar.name}>
          {calendar.name}
        </span>
        {calendar.writable ? null : <span className="sr">, can only be read</span>}
        {calendar.countsAsBusy ? null : <span className="sr">, does not count as busy</span>}
      </Checkbox>
      {calendar.countsAsBusy ? null : (
        <span className={css['icon']} title="Does not count as busy">
          <EyeOff size={14} aria-hidden="true" />
        </span>
      )}
      {calendar.writable ? null : (
        <span className={css['icon']} title="Can only be read">
          <Lock size={14} aria-hidden="true" />
        </span>
      )}
      <DialogTrigger>
        <IconButton label={`Settings of ${calendar.name}`} size="small">
          <Ellipsis size={14} />
        </IconButton>
        <Popover label={`Settings of ${calendar.name}`} placement="right top">
          <CalendarSettings calendar={calendar} />
        </Popover>
      </DialogTrigger>
    </div>
  )
}

function CalendarSettings({ calendar }: { readonly calendar: CalendarView }): ReactNode {
  return (
    <div className={css['settings']}>
      <h2>{calendar.name}</h2>
      <div>
        <h3>Colour</h3>
        <div className={css['hues']} role="group" aria-label="Colour">
          {hues.map((hue) => (
            <button key={hue} type="button" className={css['hue']} data-hue={hue} data-selected={hue === calendar.hue || undefined} aria-label={hue} aria-pressed={hue === calendar.hue} onClick={() => void change({ id: calendar.id, hue })}>
              <i />
            </button>
          ))}
        </div>
      </div>
      <Switch value={calendar.countsAsBusy} onChange={(countsAsBusy) => void change({ id: calendar.id, countsAsBusy })}>
        Counts as busy
      </Switch>
      <p className="t11 fg3">
        {calendar.eventCount === 1 ? '1 event' : `${calendar.eventCount} events`}
        {calendar.unreadableCount > 0 ? ` · ${calendar.unreadableCount} cannot be read` : ''}
        {calendar.isDefault ? ' · invitations arrive here' : ''}
        {calendar.writable ? '' : ' · can only be read'}
      </p>
    </div>
  )
}

async function change(input: CallInput<'set-calendar'>): Promise<void> {
  const result = await runCommand('set-calendar', input)
  if (!result.ok) sayError(result.error)
}
