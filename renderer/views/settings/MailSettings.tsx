import { CircleCheck, Mail, Search, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import type { MailAccountView, MailSettings as Settings } from '../../../shared/contract/mail.ts'
import { momentInSentence } from '../../../shared/wording/dates.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Checkbox, Select, TextField } from '../../parts/Field.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { onServers } from '../../state/asker.ts'
import { useZone } from '../../state/app-state.ts'
import { useQuery } from '../../state/live-query.ts'
import { say } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { formOf, settingsOf, withSecurity, type MailForm } from './mail-model.ts'
import css from './settings.module.css'

/** How invitations leave for people and servers that only mail reaches: one way out for each account. */
export function MailSettings({ accounts: all }: { readonly accounts: readonly AccountView[] }): ReactNode {
  // For somebody else their server sends, or nobody.
  const accounts = onServers(all).filter((account) => account.behalf === undefined)
  if (accounts.length === 0)
    return (
      <EmptyState icon={<Mail size={32} />} title="No account yet">
        Mail belongs to an account. Add one first.
      </EmptyState>
    )
  return (
    <div className={css['inner']}>
      {accounts.map((account) => (
        <AccountMail key={account.id} account={account} />
      ))}
    </div>
  )
}

function AccountMail({ account }: { readonly account: AccountView }): ReactNode {
  const { value, loading } = useQuery('mail-account', { accountId: account.id })
  return (
    <section className={css['group']} aria-label={`Mail of ${account.address}`}>
      <h2>{account.address}</h2>
      <p className="fg3">
        {account.canSchedule ? `Invitations reach people through ${account.host}. Mail is for those it cannot reach.` : `${account.host} sends no invitations. With mail, Parley sends them for you.`}
      </p>
      {loading || !value ? <Spinner label="Loading" /> : <Form key={JSON.stringify(value.mail?.settings ?? null)} account={account} mail={value.mail} />}
    </section>
  )
}

const securities: readonly { readonly value: Settings['security']; readonly label: string }[] = [
  { value: 'tls', label: 'Encrypted (TLS)' },
  { value: 'starttls', label: 'Encrypted (STARTTLS)' },
  { value: 'none', label: 'Not encrypted' },
]

function Form({ account, mail }: { readonly account: AccountView; readonly mail: MailAccountView | null }): ReactNode {
  const zone = useZone()
  const nowUtc = useNow()
  const [form, setForm] = useState<MailForm>(() => formOf(mail, account))
  const [asked, setAsked] = useState(false)
  const [tested, setTested] = useState<number | null>(null)
  const find = useCommand('find-mail-settings')
  const test = useCommand('test-mail-account')
  const save = useCommand('set-mail-account')
  const { settings, problems } = settingsOf(form)
  const shown = asked ? problems : {}
  const set = (change: Partial<MailForm>): void => {
    setForm((was) => ({ ...was, ...change }))
    setTested(null)
  }
  const password = form.password === '' ? null : form.password

  const look = async (): Promise<void> => {
    const result = await find.run({ address: form.from })
    if (!result.ok) return
    if (result.value.found === null) return say('The domain does not say where mail is handed in', 'Type the server; your mail provider tells its name.')
    const { host, port, security } = result.value.found
    set({ host, port: String(port), security })
  }
  const tryOut = async (): Promise<void> => {
    setAsked(true)
    if (settings === null) return
    const result = await test.run({ accountId: account.id, settings, password, allowPlain: form.allowPlain })
    if (result.ok) setTested(result.value.tookMs)
  }
  const keep = async (): Promise<void> => {
    setAsked(true)
    if (settings === null) return
    const result = await save.run({ accountId: account.id, settings, password, allowPlain: form.allowPlain })
    if (result.ok) say('Mail settings saved', `Invitations of ${account.address} can leave by ${settings.host}.`)
  }
  const remove = async (): Promise<void> => {
    const result = await save.run({ accountId: account.id, settings: null, password: null, allowPlain: false })
    if (result.ok) say('The mail account was removed', 'What waits to be mailed stays in “Not sent yet”.')
  }

  return (
    <form
      className={css['mail']}
      onSubmit={(event) => {
        event.preventDefault()
        void keep()
      }}
    >
      {mail?.problem ? <AppErrorBlock error={mail.problem} about={{ what: 'What waits to be mailed' }} /> : null}
      {mail?.workedUtc ? <p className="t12 fg3">Last worked {momentInSentence(mail.workedUtc, nowUtc, zone)}.</p> : null}
      <div className={css['fields']}>
        <TextField label="From" type="email" value={form.from} onChange={(from) => set({ from })} error={shown.from ?? ''} />
        <TextField label="Your name" value={form.name} onChange={(name) => set({ name })} autoComplete="name" />
      </div>
      {form.from.trim().toLowerCase() === account.address.toLowerCase() || account.addresses.some((one) => one.replace(/^mailto:/i, '').toLowerCase() === form.from.trim().toLowerCase()) ? null : (
        <p className="t12 fg3">This is not the address of the account: answers still go to {account.address}.</p>
      )}
      <div className={css['fields']}>
        <TextField label="Mail server (SMTP)" value={form.host} onChange={(host) => set({ host })} placeholder="smtp.example.org" error={shown.host ?? ''} />
        <TextField label="Port" value={form.port} onChange={(port) => set({ port })} error={shown.port ?? ''} />
        <Select label="Encryption" value={form.security} options={securities} onChange={(security) => setForm((was) => withSecurity(was, security))} />
      </div>
      {form.security === 'none' ? (
        <>
          <Checkbox value={form.allowPlain} onChange={(allowPlain) => set({ allowPlain })}>
            The network is mine: send the password and the mails in clear text
          </Checkbox>
          {shown.allowPlain ? <p className="bad t12">{shown.allowPlain}</p> : null}
        </>
      ) : null}
      <div className={css['fields']}>
        <TextField label="User name" value={form.user} onChange={(user) => set({ user })} autoComplete="username" help="Empty if the server wants no sign-in" />
        <TextField label="Password" type="password" value={form.password} onChange={(next) => set({ password: next })} autoComplete="off" help={mail?.hasPassword ? 'Empty: the one that is kept' : 'Often an app password'} />
      </div>
      {test.error ? <AppErrorBlock error={test.error} /> : null}
      {save.error ? <AppErrorBlock error={save.error} /> : null}
      {tested === null ? null : (
        <p className="good" role="status">
          <CircleCheck size={14} aria-hidden="true" /> It works: signed in after {tested} ms. Nothing was sent.
        </p>
      )}
      <div className={css['acts']}>
        <Button icon={<Search size={14} />} running={find.running} onPress={() => void look()}>
          Find the server
        </Button>
        <Button running={test.running} onPress={() => void tryOut()}>
          Test
        </Button>
        <span className="grow" />
        {mail ? (
          <Button kind="quiet-danger" icon={<Trash2 size={14} />} onPress={() => void remove()}>
            Remove
          </Button>
        ) : null}
        <Button kind="primary" type="submit" running={save.running}>
          Save
        </Button>
      </div>
    </form>
  )
}
