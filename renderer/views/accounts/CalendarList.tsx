import { CloudOff, Ellipsis, EyeOff, Lock, Plus } from 'lucide-react'
import { useState, type CSSProperties, type ReactNode } from 'react'
import { DialogTrigger } from 'react-aria-components/Dialog'
import type { AccountView, CalendarView } from '../../../shared/contract/calendars.ts'
import { behalfWords } from '../../../shared/wording/behalf.ts'
import { IconButton } from '../../parts/Button.tsx'
import { Dot } from '../../parts/Chip.tsx'
import { Checkbox } from '../../parts/Field.tsx'
import { Popover } from '../../parts/Popover.tsx'
import { useDropCalendar } from '../../state/to-calendar.ts'
import { accountTitle, statusWords } from './account-words.ts'
import { changeCalendar } from './calendar-acts.ts'
import { CalendarSettings } from './CalendarSettings.tsx'
import { DeleteCalendar } from './DeleteCalendar.tsx'
import { NewCalendar } from './NewCalendar.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import css from './calendar-list.module.css'

/** Calendars by account, with colour, visibility and how the account stands. */
export function CalendarList({ accounts, onProblem }: { readonly accounts: readonly AccountView[]; readonly onProblem: () => void }): ReactNode {
  const [signingIn, setSigningIn] = useState<AccountView | null>(null)
  const [newIn, setNewIn] = useState<AccountView | null>(null)
  const [deleting, setDeleting] = useState<{ readonly account: AccountView; readonly calendar: CalendarView } | null>(null)
  return (
    <>
      {accounts.map((account) => {
        const status = statusWords(account)
        const title = accountTitle(account, accounts)
        const part = account.progress?.total ? account.progress.done / account.progress.total : null
        return (
          <section key={account.id} className={css['group']} aria-label={account.address}>
            <h2 className={css['head']} title={account.behalf ? behalfWords(account.behalf) : account.address}>
              <span className="grow cut">{title}</span>
              {account.local ? null : <Dot tone={status.tone} small />}
              {account.local ? null : account.status === 'sign-in' ? (
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
              <span className={css['add']}>
                <IconButton label={`New calendar in ${title}`} size="small" onPress={() => setNewIn(account)}>
                  <Plus size={14} />
                </IconButton>
              </span>
            </h2>
            {account.status === 'syncing' && part !== null ? (
              <div className={css['bar']} aria-hidden="true">
                <i style={{ '--part': part } as CSSProperties} />
              </div>
            ) : null}
            {account.calendars.map((calendar) => (
              <CalendarRow key={calendar.id} account={account} calendar={calendar} onDelete={() => setDeleting({ account, calendar })} />
            ))}
          </section>
        )
      })}
      {signingIn ? <SignInAgain account={signingIn} onClose={() => setSigningIn(null)} /> : null}
      {newIn ? <NewCalendar accounts={accounts} accountId={newIn.id} onClose={() => setNewIn(null)} /> : null}
      {deleting ? <DeleteCalendar account={deleting.account} calendar={deleting.calendar} onClose={() => setDeleting(null)} /> : null}
    </>
  )
}

function CalendarRow({ account, calendar, onDelete }: { readonly account: AccountView; readonly calendar: CalendarView; readonly onDelete: () => void }): ReactNode {
  const [open, setOpen] = useState(false)
  const over = useDropCalendar((state) => state.over === calendar.id)
  const gone = calendar.state === 'gone'
  return (
    <div className={css['row']} data-calendar={calendar.id} data-drop={over ? (calendar.writable ? 'takes' : 'refuses') : undefined} data-off={!calendar.visible || undefined}>
      <Checkbox value={calendar.visible} onChange={(visible) => void changeCalendar(calendar, { visible })} hue={calendar.hue}>
        <span className={css['name']} title={calendar.name}>
          {calendar.name}
        </span>
        {gone ? <span className="sr">, no longer on the server</span> : calendar.writable ? null : <span className="sr">, can only be read</span>}
        {calendar.countsAsBusy ? null : <span className="sr">, does not count as busy</span>}
      </Checkbox>
      {calendar.countsAsBusy ? null : (
        <span className={css['icon']} title="Does not count as busy">
          <EyeOff size={14} aria-hidden="true" />
        </span>
      )}
      {gone ? (
        <span className={css['icon']} title="No longer on the server">
          <CloudOff size={14} aria-hidden="true" />
        </span>
      ) : calendar.writable ? null : (
        <span className={css['icon']} title="Can only be read">
          <Lock size={14} aria-hidden="true" />
        </span>
      )}
      <DialogTrigger isOpen={open} onOpenChange={setOpen}>
        <IconButton label={`Settings of ${calendar.name}`} size="small">
          <Ellipsis size={14} />
        </IconButton>
        <Popover label={`Settings of ${calendar.name}`} placement="right top">
          <CalendarSettings
            account={account}
            calendar={calendar}
            onDelete={() => {
              setOpen(false)
              onDelete()
            }}
          />
        </Popover>
      </DialogTrigger>
    </div>
  )
}
