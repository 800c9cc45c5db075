import { useEffect, useState, type ReactNode } from 'react'
import { AppErrorBlock } from '../parts/AppErrorBlock.tsx'
import { Spinner } from '../parts/Spinner.tsx'
import { useAppState } from '../state/app-state.ts'
import { askAgain, useQuery } from '../state/live-query.ts'
import { useLooking } from '../state/looking.ts'
import { setTheme } from '../styles/theme.ts'
import { AddAccount } from '../views/accounts/AddAccount.tsx'
import { Welcome } from '../views/accounts/Welcome.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Shell } from './Shell.tsx'
import { waitingCount } from '../../shared/wording/counts.ts'
import { showOnIcon } from './app-badge.ts'
import { useNotices } from './use-notices.ts'
import { windowTitle } from './window-title.ts'
import { useAddress } from './use-address.ts'
import css from './app.module.css'

export function App(): ReactNode {
  return (
    <ErrorBoundary what="The window" resetKey="app">
      <Door />
    </ErrorBoundary>
  )
}

/** Behind the first answer: the welcome without an account, the shell with one. */
function Door(): ReactNode {
  const { value: app, error } = useAppState()
  const { value: found } = useQuery('accounts', {})
  const route = useLooking((looking) => looking.route)
  useAddress()
  const theme = app?.settings.theme
  useEffect(() => {
    if (theme) setTheme(theme)
  }, [theme])
  useEffect(() => {
    document.title = app ? windowTitle(app.counts) : 'Parley'
  }, [app])
  const waiting = app ? waitingCount(app.counts) : 0
  useEffect(() => void showOnIcon(waiting), [waiting])
  useNotices(app?.zone ?? 'UTC')

  // The first account is added in front of the shell, and stays there until its steps have been read.
  const none = app !== null && found !== null && (app.accounts === 0 || found.accounts.length === 0)
  const [before, setBefore] = useState(false)
  if (none && !before) setBefore(true)
  if (!none && before && route.kind !== 'add-account') setBefore(false)

  if (error && !app)
    return (
      <main className={css['fault']}>
        <AppErrorBlock error={error} about={{ what: 'Everything saved' }} onRetry={() => askAgain('app-state', {})} />
      </main>
    )
  if (!app || !found) return <Starting />
  if (none || before) return route.kind === 'add-account' ? <AddAccount hasAccounts={false} insideShell={false} /> : <Welcome practice={app.practice} />
  return <Shell app={app} accounts={found.accounts} />
}

/** Empty for the moment a local answer takes; a spinner only if it takes longer. */
function Starting(): ReactNode {
  return (
    <main className={css['starting']}>
      <Spinner size={20} label="Starting" />
    </main>
  )
}
