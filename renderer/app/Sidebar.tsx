import { ChartGantt, CloudAlert, CloudCheck, CloudOff, FileInput, Inbox, Plus, Send, Settings as SettingsIcon, Users } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import type { AppState } from '../../shared/contract/app.ts'
import type { AccountView } from '../../shared/contract/calendars.ts'
import { IconButton } from '../parts/Button.tsx'
import { Count } from '../parts/Chip.tsx'
import { Checkbox } from '../parts/Field.tsx'
import { goTo, openInvite, openPeopleGrid, openPlan, showDeclined, useLooking } from '../state/looking.ts'
import { pickIcsFile } from '../state/opened-ics.ts'
import { MiniMonth } from '../views/calendar/MiniMonth.tsx'
import { CalendarList } from '../views/accounts/CalendarList.tsx'
import { PersonSwitch } from '../views/accounts/PersonSwitch.tsx'
import { isLive, syncLine } from '../views/accounts/account-words.ts'
import { Subscriptions } from '../views/subscriptions/Subscriptions.tsx'
import css from './app.module.css'

interface Props {
  readonly app: AppState
  readonly accounts: readonly AccountView[]
  readonly onSync: () => void
}

export const Sidebar = memo(function Sidebar({ app, accounts, onSync }: Props): ReactNode {
  const route = useLooking((looking) => looking.route)
  const { counts } = app
  const waiting = counts.unsent + counts.needsYou
  const allLive = accounts.every((account) => account.paused || isLive(account))
  const Cloud = !app.online ? CloudOff : allLive ? CloudCheck : CloudAlert
  return (
    <aside className={css['side']} aria-label="Sidebar">
      <div className={css['sideScroll']}>
        <MiniMonth zone={app.zone} settings={app.settings} />
        <nav className={css['nav']} aria-label="Places">
          <button type="button" className={css['navItem']} aria-current={route.kind === 'invites' ? 'page' : undefined} onClick={() => openInvite(null)}>
            <Inbox size={16} aria-hidden="true" />
            <span className="grow">Invitations</span>
            <Count value={counts.invitations} tone="accent" label="to answer" />
          </button>
          <button type="button" className={css['navItem']} aria-current={route.kind === 'queue' ? 'page' : undefined} onClick={() => goTo({ kind: 'queue' })}>
            <Send size={16} aria-hidden="true" />
            <span className="grow">Not sent yet</span>
            <Count value={waiting} tone={counts.needsYou > 0 ? 'bad' : 'plain'} label={counts.needsYou > 0 ? `waiting, ${counts.needsYou} need you` : 'waiting'} />
          </button>
          <button type="button" className={css['navItem']} aria-current={route.kind === 'people-grid' ? 'page' : undefined} onClick={() => openPeopleGrid()}>
            <Users size={16} aria-hidden="true" />
            <span className="grow">People and rooms</span>
          </button>
          <button type="button" className={css['navItem']} aria-current={route.kind === 'plan' ? 'page' : undefined} onClick={() => openPlan(null)}>
            <ChartGantt size={16} aria-hidden="true" />
            <span className="grow">Plan</span>
          </button>
          <button type="button" className={css['navItem']} onClick={pickIcsFile}>
            <FileInput size={16} aria-hidden="true" />
            <span className="grow">Open .ics…</span>
          </button>
        </nav>
        <CalendarList accounts={accounts} onProblem={() => goTo({ kind: 'settings', section: 'accounts' })} />
        <Subscriptions zone={app.zone} />
        <DeclinedToo />
        {app.practice.running ? <PersonSwitch people={app.practice.people} accounts={accounts} /> : null}
      </div>
      <footer className={css['foot']}>
        <button type="button" className={css['status']} title="Ask the servers for news (R)" onClick={onSync}>
          <Cloud size={14} aria-hidden="true" />
          <span className="cut">{syncLine(accounts, app.online, app.zone)}</span>
          <span className="sr">, ask the servers for news</span>
        </button>
        <IconButton label="Add an account" size="small" onPress={() => goTo({ kind: 'add-account' })}>
          <Plus size={14} />
        </IconButton>
        <IconButton label="Settings" size="small" onPress={() => goTo({ kind: 'settings', section: 'general' })}>
          <SettingsIcon size={14} />
        </IconButton>
      </footer>
    </aside>
  )
})

/** What I do not go to stays in sight, so that I can change my mind, until I hide it. */
function DeclinedToo(): ReactNode {
  const shown = useLooking((looking) => looking.showDeclined)
  return (
    <div className={css['declined']}>
      <Checkbox value={shown} onChange={showDeclined}>
        Declined and cancelled
      </Checkbox>
    </div>
  )
}
