import { useState, type FormEvent, type ReactNode } from 'react'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { TextField } from '../../parts/Field.tsx'
import { say } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import css from './accounts.module.css'

export function SignInAgain({ account, onClose }: { readonly account: AccountView; readonly onClose: () => void }): ReactNode {
  const [password, setPassword] = useState('')
  const command = useCommand('sign-in-again')
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const result = await command.run({ accountId: account.id, password })
    if (!result.ok) return
    say(`Signed in to ${account.host}`, 'What was waiting is being sent.')
    onClose()
  }
  return (
    <Dialog title={`Sign in to ${account.host} again`} isOpen onClose={onClose}>
      <form className={css['form']} onSubmit={(event) => void submit(event)}>
        <p className="fg2">The password kept for {account.address} is not accepted any more. Your events and everything not sent yet are safe on this computer.</p>
        <TextField label="Password" type="password" autoComplete="current-password" value={password} onChange={setPassword} autoFocus large />
        {command.error ? <AppErrorBlock error={command.error} about={{ what: 'Everything not sent yet' }} /> : null}
        <div className={css['acts']}>
          <Button type="submit" kind="primary" size="large" isDisabled={password === ''} running={command.running}>
            Sign in
          </Button>
          <Button size="large" kind="quiet" onPress={onClose}>
            Later
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
