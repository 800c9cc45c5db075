import { CloudOff, Lock, Plus } from 'lucide-react'
import { useState, type CSSProperties, type ReactNode } from 'react'
import type { AccountView, CalendarView } from '../../../shared/contract/calendars.ts'
import { behalfWords } from '../../../shared/wording/behalf.ts'
import { IconButton } from '../../parts/Button.tsx'
import { Dot } from '../../parts/Chip.tsx'
import { useDropCalendar } from '../../state/to-calendar.ts'
import { accountTitle, statusWords } from './account-words.ts'
import { CalendarLine } from './CalendarLine.tsx'
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
              {account.newCalendars === 'yes' ? (
                <span className={css['add']}>
                  <IconButton label={account.local ? 'New calendar on this computer' : `New calendar in ${title}`} size="small" onPress={() => setNewIn(account)}>
                    <Plus size={14} />
                  </IconButton>
                </span>
              ) : null}
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
  const over = useDropCalendar((state) => state.over === calendar.id)
  const gone = calendar.state === 'gone'
  return (
    <CalendarLine
      calendar={calendar}
      drop={{ over }}
      said={
        <>
          {gone ? <span className="sr">, no longer on the server</span> : calendar.writable ? null : <span className="sr">, can only be read</span>}
          {calendar.countsAsBusy ? null : <span className="sr">, does not count as busy</span>}
        </>
      }
      mark={
        gone ? (
          <span className={css['icon']} title="No longer on the server">
            <CloudOff size={14} aria-hidden="true" />
          </span>
        ) : calendar.writable ? null : (
          <span className={css['icon']} title="Can only be read">
            <Lock size={14} aria-hidden="true" />
          </span>
        )
      }
      settings={(close) => (
        <CalendarSettings
          account={account}
          calendar={calendar}
          onDelete={() => {
            close()
            onDelete()
          }}
        />
      )}
    />
  )
}
