import { ArrowLeft, ArrowRight, Check, Globe, KeyRound, Server, X } from 'lucide-react'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { AddingAccount } from '../../../shared/contract/calendars.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Checkbox, TextField } from '../../parts/Field.tsx'
import { Mark } from '../../parts/Mark.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useQuery } from '../../state/live-query.ts'
import { goTo } from '../../state/looking.ts'
import { useCommand } from '../../state/use-command.ts'
import { addingTitle, canBegin, looksLikeUrl } from './adding-model.ts'
import { ServerCard } from './ServerCard.tsx'
import css from './accounts.module.css'

/** Address and password, then the steps as they happen and the card of the server. */
export function AddAccount({ hasAccounts, insideShell }: { readonly hasAccounts: boolean; readonly insideShell: boolean }): ReactNode {
  const [where, setWhere] = useState('')
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [plainHttp, setPlainHttp] = useState(false)
  const [watching, setWatching] = useState(false)
  const add = useCommand('add-account')
  const adding = useQuery('adding-account', {}).value?.adding ?? null
  // Steps of an earlier account are not this one's.
  const shown = watching ? adding : null
  const error = add.error ?? shown?.error ?? null
  const offersPlainHttp = error?.cause === 'plain-http'
  // The form comes back with a fault: the focus goes to what has to be typed anew.
  const wrongPassword = error?.cause === 'wrong-password'

  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault()
    setWatching(true)
    await add.run({ where: where.trim(), user: user.trim(), password, allowPlainHttp: plainHttp })
  }
  const again = (): void => {
    setWatching(false)
    add.clearError()
    setPassword('')
    setWhere('')
    setUser('')
    setPlainHttp(false)
  }
  const done = shown?.account !== null && shown !== null && !add.running && !error
  const form = !watching || error !== null
  return (
    <div className={`${css['welcome']} ${insideShell ? css['inside'] : ''}`}>
      <div className={css['left']}>
        <span className={css['back']}>
          <Button kind="quiet" icon={<ArrowLeft size={14} />} onPress={() => goTo({ kind: 'calendar' })}>
            Back
          </Button>
        </span>
        <Mark size={44} />
        <h2 className={css['plain']}>{watching && !form ? addingTitle(shown, where, done) : hasAccounts ? 'Add another account' : 'Add your account'}</h2>
        {form ? (
          <>
            <p className={`${css['lead']} ${css['tight']}`}>Your mail address is usually enough. Where it is not, give the address of the server.</p>
            <form className={css['addForm']} onSubmit={(event) => void submit(event)}>
              <TextField label="Mail address or server address" value={where} onChange={setWhere} autoFocus={!wrongPassword} large autoComplete="email" placeholder="you@example.org" name="where" />
              {looksLikeUrl(where) ? <TextField label="User name" value={user} onChange={setUser} large autoComplete="username" name="user" /> : null}
              <TextField label="Password" type="password" value={password} onChange={setPassword} autoFocus={wrongPassword} large autoComplete="current-password" name="password" help="Some providers want an app password. It stays on this computer, locked away." />
              {error ? <AppErrorBlock error={error} /> : null}
              {offersPlainHttp ? (
                <Checkbox value={plainHttp} onChange={setPlainHttp}>
                  Send my password unprotected all the same
                </Checkbox>
              ) : null}
              <div className={css['acts']}>
                <Button type="submit" kind="primary" size="large" isDisabled={where.trim() === '' || password === ''} running={add.running}>
                  {error ? 'Try again' : 'Add account'}
                </Button>
              </div>
            </form>
            <p className={css['fine']}>Parley signs in to that server and to no other. Nothing on it is changed by adding it here.</p>
          </>
        ) : (
          <>
            <p className={`${css['lead']} ${css['tight']}`}>You can begin as soon as this week is here. The rest follows by itself.</p>
            <Steps adding={shown} />
            <div className={css['acts']}>
              <Button kind="primary" size="large" isDisabled={!canBegin(shown)} onPress={() => goTo({ kind: 'calendar' })}>
                Start with this week <ArrowRight size={14} />
              </Button>
              <Button kind="quiet" size="large" isDisabled={add.running} onPress={again}>
                Add another account
              </Button>
            </div>
            <p className={css['fine']}>{canBegin(shown) ? 'Stop at any time: what has arrived stays, nothing on the server was changed.' : 'The week opens as soon as the first calendar is known.'}</p>
          </>
        )}
      </div>
      <aside className={css['right']} data-always={shown?.account ? true : undefined} aria-label="Server">
        {shown?.account ? <ServerCard account={shown.account} /> : <Expect />}
      </aside>
    </div>
  )
}

/** Before there is anything to show: what will happen. */
function Expect(): ReactNode {
  return (
    <section className={css['expect']}>
      <h3>What happens next</h3>
      <ul>
        <li>
          <Globe size={16} aria-hidden="true" />
          <span>
            <b>Parley finds your server</b> by the domain of your address, or takes the one you give.
          </span>
        </li>
        <li>
          <KeyRound size={16} aria-hidden="true" />
          <span>
            <b>It signs in there and nowhere else.</b> The password stays on this computer, locked away.
          </span>
        </li>
        <li>
          <Server size={16} aria-hidden="true" />
          <span>
            <b>It finds out what the server can do</b> and shows it here, also what it cannot.
          </span>
        </li>
      </ul>
    </section>
  )
}

function Steps({ adding }: { readonly adding: AddingAccount | null }): ReactNode {
  if (!adding)
    return (
      <p className={`row fg3 ${css['error']}`}>
        <Spinner size={14} /> Looking for the server
      </p>
    )
  return (
    <ol className={css['steps']} aria-live="polite">
      {adding.steps.map((step) => (
        <li key={step.key} data-state={step.state}>
          <span className={css['step']} data-state={step.state}>
            {step.state === 'done' ? <Check size={12} aria-label="done" /> : step.state === 'failed' ? <X size={12} aria-label="failed" /> : step.state === 'running' ? <Spinner size={20} label="running" /> : null}
          </span>
          <span>
            <b>{step.title}</b>
            {step.detail ? <small>{step.detail}</small> : null}
          </span>
          {step.tookMs !== null ? <time>{(step.tookMs / 1_000).toFixed(1)} s</time> : null}
        </li>
      ))}
    </ol>
  )
}
