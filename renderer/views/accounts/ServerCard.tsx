import { Check, CircleCheck, CircleHelp, CircleX, Server } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import { Chip } from '../../parts/Chip.tsx'
import { Checkbox, Switch } from '../../parts/Field.tsx'
import { sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import type { CallInput } from '../../../shared/contract/calls.ts'
import { useZone } from '../../state/app-state.ts'
import { useNow } from '../../state/use-now.ts'
import { accountTitle, calendarStanding, isLive, statusWords } from './account-words.ts'
import { ActFor } from './ActFor.tsx'
import { Standing } from './Standing.tsx'
import css from './accounts.module.css'

/** What this server was found to be able to do, in words; what was not found out yet says so. */
export function ServerCard({ account, flat = false }: { readonly account: AccountView; readonly flat?: boolean }): ReactNode {
  const status = statusWords(account)
  const zone = useZone()
  const nowUtc = useNow()
  return (
    <article className={`${css['server']} ${flat ? css['flat'] : ''}`} aria-label={account.host}>
      <header>
        <span className={css['icon']}>
          <Server size={20} aria-hidden="true" />
        </span>
        <span>
          <h3>{account.practice || account.behalf ? accountTitle(account, [account]) : account.host}</h3>
          <span className="t12 fg3">{account.address}</span>
        </span>
        {isLive(account) ? (
          <Chip tone="good" icon={<Check />}>
            Connected
          </Chip>
        ) : (
          <Chip tone={status.tone}>{status.text}</Chip>
        )}
      </header>
      {flat ? <Standing account={account} /> : null}
      {flat ? <ActFor account={account} /> : null}
      {account.behalf ? null : (
        <ul className={css['able']}>
          {account.abilities.map((ability) => {
            const Icon = ability.works === null ? CircleHelp : ability.works ? CircleCheck : CircleX
            return (
              <li key={ability.key} data-works={ability.works === true}>
                <Icon size={16} aria-hidden="true" />
                <span>
                  <b>{ability.title}</b>
                  {ability.works === null ? <span className="fg3"> · not found out yet</span> : null}
                  <small>{ability.detail}</small>
                </span>
              </li>
            )
          })}
        </ul>
      )}
      {account.calendars.length > 0 ? (
        <div className={css['cals']}>
          <h4>
            {account.calendars.length === 1 ? '1 calendar' : `${account.calendars.length} calendars`}
            <span>counts as busy</span>
          </h4>
          <ul>
            {account.calendars.map((calendar) => (
              <li key={calendar.id}>
                <Checkbox value={calendar.visible} hue={calendar.hue} onChange={(visible) => void change({ id: calendar.id, visible })}>
                  <span className="cut" title={calendar.name}>
                    {calendar.name}
                  </span>
                </Checkbox>
                {flat ? (
                  <small className={calendar.problem || calendar.state === 'gone' ? 'bad' : 'fg3'}>{calendarStanding(calendar, { nowUtc, zone, online: true })}</small>
                ) : null}
                <Switch value={calendar.countsAsBusy} label={`${calendar.name} counts as busy`} onChange={(countsAsBusy) => void change({ id: calendar.id, countsAsBusy })} />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </article>
  )
}

async function change(input: CallInput<'set-calendar'>): Promise<void> {
  const result = await runCommand('set-calendar', input)
  if (!result.ok) sayError(result.error)
}
