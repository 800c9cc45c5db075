import { CloudOff, RotateCw } from 'lucide-react'
import { useCallback, useEffect, useMemo, type ReactNode } from 'react'
import { dayOf } from '../../shared/time/days.ts'
import type { AppState, Settings } from '../../shared/contract/app.ts'
import type { AccountView } from '../../shared/contract/calendars.ts'
import { AppErrorBlock } from '../parts/AppErrorBlock.tsx'
import { Button } from '../parts/Button.tsx'
import { LiveRegion } from '../parts/LiveRegion.tsx'
import { UndoBar } from '../parts/UndoBar.tsx'
import { onServers } from '../state/asker.ts'
import { useAnnouncement } from '../state/announce.ts'
import { useLink } from '../state/connection.ts'
import { reopenKeptEditor } from '../state/kept-editor.ts'
import { openEditor, openInvite, openPlan, showDate, unselect, useLooking, type InstanceRef } from '../state/looking.ts'
import { draftFor, hourInView } from '../state/new-draft.ts'
import { dismissNotice, say, sayError, undoLast, undoNow, useUndo } from '../state/undo.ts'
import { runCommand } from '../state/use-command.ts'
import { nowUtc } from '../state/use-now.ts'
import { AddAccount } from '../views/accounts/AddAccount.tsx'
import { ServerCard } from '../views/accounts/ServerCard.tsx'
import { CalendarView } from '../views/calendar/CalendarView.tsx'
import { daysInView, stepDate } from '../views/calendar/range.ts'
import { Diagnostics } from '../views/diagnostics/Diagnostics.tsx'
import { EventEditor } from '../views/event/EventEditor.tsx'
import { Inspector } from '../views/event/Inspector.tsx'
import { ImportEvents } from '../views/ics/ImportEvents.tsx'
import { OpenedIcs } from '../views/ics/OpenedIcs.tsx'
import { FreebusyUrls } from '../views/freebusy-urls/FreebusyUrls.tsx'
import { Invitations } from '../views/invites/Invitations.tsx'
import { Plan } from '../views/plan/Plan.tsx'
import { QueueView } from '../views/queue/QueueView.tsx'
import { Reminders } from '../views/reminders/Reminders.tsx'
import { ProposalGhosts, ProposalMenu } from '../views/propose/ProposalGhosts.tsx'
import { Proposals } from '../views/propose/Proposals.tsx'
import { ProposeSheet } from '../views/propose/ProposeSheet.tsx'
import { PeopleGrid } from '../views/scheduling/PeopleGrid.tsx'
import { Availability } from '../views/availability/Availability.tsx'
import { Publishing } from '../views/publishing/Publishing.tsx'
import { SettingsView } from '../views/settings/SettingsView.tsx'
import { useCalendars } from '../state/asker.ts'
import { Bar, openSearch, showView, toggleSidebar, viewNames } from './Bar.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Search } from './Search.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import { Sidebar } from './Sidebar.tsx'
import { useIcsDrop } from './use-ics-drop.ts'
import { useKeys } from './use-keys.ts'
import css from './app.module.css'

interface Props {
  readonly app: AppState
  readonly accounts: readonly AccountView[]
}

export function Shell({ app, accounts }: Props): ReactNode {
  const { settings, zone } = app
  // One by one: turning to the next week must not draw the whole window anew.
  const route = useLooking((looking) => looking.route.kind)
  const view = useLooking((looking) => (looking.route.kind === 'calendar' ? looking.mode : looking.route.kind))
  const sidebar = useLooking((looking) => (looking.sidebarOpen ? (looking.sidebarWanted ? 'wanted' : 'open') : 'closed'))
  const searchOpen = useLooking((looking) => looking.searchOpen)
  const shortcutsOpen = useLooking((looking) => looking.shortcutsOpen)
  const editing = useLooking((looking) => looking.editor !== null)
  const selectedKey = useLooking((looking) => `${looking.selected?.objectId} ${looking.selected?.recurrenceId}`)
  const inspector = useLooking((looking) => looking.route.kind === 'calendar' && looking.inspectorOpen && looking.selected !== null)
  // The people grid needs the width and brings its own bar, with the way back.
  const whole = route === 'people-grid'
  const calendars = useCalendars()
  const hues = useMemo(() => new Map(calendars.map((calendar) => [calendar.id as string, calendar.hue as string])), [calendars])
  const onNew = useCallback(() => {
    const { route: at, mode, date } = useLooking.getState()
    const days = at.kind === 'calendar' && date !== null ? daysInView(mode, date, settings.weekStart) : []
    const draft = draftFor(hourInView(days, nowUtc(), zone, settings), accounts, settings.defaultReminderMin)
    if (draft) openEditor({ kind: 'draft', draft })
    else say('There is no calendar to write to', 'Add an account, or ask for the right to write.')
  }, [accounts, settings, zone])
  // Work that was being typed when the page was closed is opened again.
  useEffect(reopenKeptEditor, [])
  const dropping = useIcsDrop()
  useKeys(useMemo(() => keyActs({ zone, settings, onNew }), [zone, settings, onNew]))

  return (
    <div className={css['window']} data-sidebar={sidebar} data-inspector={inspector || undefined} data-whole={whole || undefined} data-invites={route === 'invites' || undefined}>
      <a className={css['skip']} href="#canvas">
        Skip to the calendar
      </a>
      <LinkStrip />
      {whole ? null : (
        <>
          <Bar zone={zone} settings={settings} onNew={onNew} />
          <Sidebar app={app} accounts={accounts} onSync={syncNow} />
        </>
      )}
      <main id="canvas" className={css['canvas']} tabIndex={-1}>
        <ErrorBoundary what="This view" resetKey={view}>
          <Canvas app={app} accounts={accounts} />
        </ErrorBoundary>
      </main>
      {inspector ? (
        <div className={css['inspector']}>
          <ErrorBoundary what="This event" resetKey={selectedKey}>
            <Inspector proposals={proposalsOf} />
          </ErrorBoundary>
        </div>
      ) : null}
      <ErrorBoundary what="The editor" resetKey={editing ? 'open' : 'closed'}>
        <EventEditor />
      </ErrorBoundary>
      <ErrorBoundary what="The proposal" resetKey="proposal">
        <ProposeSheet />
      </ErrorBoundary>
      <ErrorBoundary what="The opened file" resetKey="ics">
        <OpenedIcs />
        <ImportEvents />
      </ErrorBoundary>
      {dropping ? <div className={css['drop']} aria-hidden="true">Drop an .ics file or a mail to open it</div> : null}
      {searchOpen ? <Search zone={zone} hues={hues} onNew={onNew} /> : null}
      {shortcutsOpen ? <Shortcuts /> : null}
      <ErrorBoundary what="The reminders" resetKey="reminders">
        <Reminders zone={zone} settings={settings} />
      </ErrorBoundary>
      <Notices />
    </div>
  )
}

const proposedOnGrid = { Ghosts: ProposalGhosts, Menu: ProposalMenu }
const proposalsOf = (instance: InstanceRef): ReactNode => <Proposals instance={instance} />

function Canvas({ app, accounts }: Props): ReactNode {
  const route = useLooking((looking) => looking.route)
  switch (route.kind) {
    case 'calendar':
      return <CalendarView zone={app.zone} settings={app.settings} accounts={accounts} />
    case 'queue':
      return <QueueView />
    case 'settings':
      return <SettingsView section={route.section} settings={app.settings} accounts={accounts} version={app.version} card={(account) => <ServerCard account={account} flat />} pages={{ hours: <Availability weekStart={app.settings.weekStart} />, freebusy: <FreebusyUrls />, 'others-see': <Publishing accounts={accounts} />, diagnostics: <Diagnostics accounts={accounts} /> }} />
    case 'add-account':
      return <AddAccount hasAccounts={onServers(accounts).length > 0} insideShell />
    case 'invites':
      return <Invitations proposals={proposalsOf} />
    case 'plan':
      return <Plan planId={route.planId} />
    case 'people-grid':
      return <PeopleGrid proposed={proposedOnGrid} />
  }
}

/** When the core does not answer, or this page is too old for it, that is said at the top and the rest stays usable. */
function LinkStrip(): ReactNode {
  const link = useLink((state) => state.link)
  if (link === 'up') return null
  return (
    <div className={css['strip']} role="status" data-tone={link === 'down' ? 'warn' : 'bad'}>
      {link === 'down' ? <CloudOff size={14} aria-hidden="true" /> : <RotateCw size={14} aria-hidden="true" />}
      <span className="grow">
        {link === 'down'
          ? 'Parley’s own service on this computer does not answer. Everything saved is safe. Trying again by itself.'
          : link === 'stale'
            ? 'Parley was updated. This page is of the older version; what you typed is kept over a reload.'
            : 'This page is signed out. Open Parley again from its start command; everything saved is safe.'}
      </span>
      {link === 'stale' ? (
        <Button size="small" onPress={() => location.reload()}>
          Reload
        </Button>
      ) : null}
    </div>
  )
}

function Notices(): ReactNode {
  const { notice, undoing } = useUndo()
  const announcement = useAnnouncement()
  const error = notice?.error
  useEffect(() => {
    if (!error) return
    const timer = window.setTimeout(dismissNotice, 20_000)
    return () => window.clearTimeout(timer)
  }, [error])
  return (
    <>
      <LiveRegion text={announcement.text} turn={announcement.turn} />
      {error ? (
        <div className={css['toasts']}>
          <AppErrorBlock
            error={error}
            actions={
              <Button size="small" onPress={dismissNotice}>
                Close
              </Button>
            }
          />
        </div>
      ) : notice ? (
        <UndoBar key={notice.text} text={notice.text} next={notice.next} canUndo={notice.queueIds.length > 0} undoing={undoing} untilUtc={notice.untilUtc} onUndo={() => void undoNow()} onDismiss={dismissNotice} />
      ) : null}
    </>
  )
}

function keyActs({ zone, settings, onNew }: { readonly zone: string; readonly settings: Settings; readonly onNew: () => void }): Readonly<Record<string, () => void>> {
  const date = (): string => useLooking.getState().date ?? dayOf(nowUtc(), zone)
  const inCalendar = (act: () => void) => (): void => {
    if (useLooking.getState().route.kind === 'calendar') act()
  }
  const step = (direction: -1 | 1): (() => void) => inCalendar(() => showDate(stepDate(useLooking.getState().mode, date(), direction)))
  const zoom = (by: -1 | 1): (() => void) =>
    inCalendar(() => {
      const next = hourSteps[hourSteps.indexOf(settings.hourPx) + by]
      if (next) void runCommand('set-settings', { hourPx: next })
    })
  return {
    n: onNew,
    t: () => useLooking.setState({ route: { kind: 'calendar' }, date: null }),
    i: () => openInvite(null),
    6: () => openPlan(null),
    b: toggleSidebar,
    r: inCalendar(syncNow),
    'ctrl+k': openSearch,
    '/': openSearch,
    'ctrl+z': () => void undoLast(),
    '?': () => useLooking.setState({ shortcutsOpen: true }),
    PageUp: step(-1),
    PageDown: step(1),
    '+': zoom(1),
    '-': zoom(-1),
    Escape: inCalendar(unselect),
    ...Object.fromEntries(viewNames.map((view, place) => [String(place + 1), () => showView(view.value)])),
  }
}

const hourSteps: readonly Settings['hourPx'][] = [40, 48, 60, 76]

async function syncAll(): Promise<void> {
  const result = await runCommand('sync-now', { accountId: null })
  if (!result.ok) sayError(result.error)
}
const syncNow = (): void => void syncAll()
