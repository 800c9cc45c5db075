import type { ReactNode } from 'react'
import type { Settings } from '../../../shared/contract/app.ts'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import { Count } from '../../parts/Chip.tsx'
import { goTo, type SettingsSection } from '../../state/looking.ts'
import { useQuery } from '../../state/live-query.ts'
import { AccountSettings } from './AccountSettings.tsx'
import { GeneralSettings } from './GeneralSettings.tsx'
import { MailSettings } from './MailSettings.tsx'
import { NoticeSettings } from './NoticeSettings.tsx'
import { Unreadable } from './Unreadable.tsx'
import css from './settings.module.css'

interface Props {
  readonly section: SettingsSection
  readonly settings: Settings
  readonly accounts: readonly AccountView[]
  readonly version: string
  /** The server card belongs to the accounts view; the shell brings it along. */
  readonly card: (account: AccountView) => ReactNode
  /** So do pages that are views of their own. */
  readonly pages: Readonly<Partial<Record<SettingsSection, ReactNode>>>
}

const sections: readonly { readonly value: SettingsSection; readonly label: string }[] = [
  { value: 'general', label: 'General' },
  { value: 'notices', label: 'Notices' },
  { value: 'accounts', label: 'Accounts' },
  { value: 'mail', label: 'Mail' },
  { value: 'freebusy', label: 'Free/busy addresses' },
  { value: 'hours', label: 'Your hours' },
  { value: 'others-see', label: 'What others see' },
  { value: 'unreadable', label: 'Cannot be read' },
  { value: 'diagnostics', label: 'Diagnostics' },
]

export function SettingsView({ section, settings, accounts, version, card, pages }: Props): ReactNode {
  const broken = useQuery('unreadable-objects', {}).value?.objects.length ?? 0
  return (
    <div className={css['settings']}>
      <nav className={css['nav']} aria-label="Settings">
        {sections.map((one) => (
          <button key={one.value} type="button" aria-current={one.value === section ? 'page' : undefined} onClick={() => goTo({ kind: 'settings', section: one.value })}>
            <span className="grow">{one.label}</span>
            {one.value === 'unreadable' ? <Count value={broken} label="events" /> : null}
          </button>
        ))}
      </nav>
      <div className={css['page']}>
        {pages[section] ? pages[section] : section === 'general' ? <GeneralSettings settings={settings} version={version} /> : section === 'notices' ? <NoticeSettings settings={settings} /> : section === 'accounts' ? <AccountSettings accounts={accounts} card={card} /> : section === 'mail' ? <MailSettings accounts={accounts} /> : <Unreadable accounts={accounts} />}
      </div>
    </div>
  )
}
