import { useState, type ReactNode } from 'react'
import type { AddressScope, FreebusyAddressView } from '../../../shared/contract/freebusy-urls.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { TextField } from '../../parts/Field.tsx'
import { Segmented } from '../../parts/Segmented.tsx'
import { say } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import css from './freebusy-urls.module.css'

/** Null: a new one. */
export function AddressDialog({ address, onClose }: { readonly address: FreebusyAddressView | null; readonly onClose: () => void }): ReactNode {
  const [scope, setScope] = useState<AddressScope>(address?.scope ?? 'person')
  const [subject, setSubject] = useState(address?.subject ?? '')
  const [url, setUrl] = useState(address?.url ?? '')
  const [user, setUser] = useState(address?.user ?? '')
  const [password, setPassword] = useState('')
  const [token, setToken] = useState('')
  const [tried, setTried] = useState(false)
  const save = useCommand('set-freebusy-address')
  const noSubject = subject.trim() === '' ? (scope === 'person' ? 'Whose address is it?' : 'Which domain?') : ''
  const noUrl = url.trim() === '' ? 'Type the address to ask.' : ''
  const keep = async (): Promise<void> => {
    setTried(true)
    if (noSubject !== '' || noUrl !== '') return
    const result = await save.run({ scope, subject: subject.trim(), url: url.trim(), user: user.trim(), password: password === '' ? null : password, token: token === '' ? null : token })
    if (!result.ok) return
    say('The address was kept', 'Their rows are asked there from now on.')
    onClose()
  }
  return (
    <Dialog
      title={address ? `Free/busy address of ${address.subject}` : 'Add a free/busy address'}
      isOpen
      onClose={onClose}
      actions={
        <>
          <span className="grow" />
          <Button kind="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button kind="primary" running={save.running} onPress={() => void keep()}>
            Keep
          </Button>
        </>
      }
    >
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
        }}
      >
        {address ? null : (
          <Segmented
            label="For whom"
            value={scope}
            onChange={setScope}
            options={[
              { value: 'person', label: 'One person' },
              { value: 'domain', label: 'Everybody of a domain' },
            ]}
          />
        )}
        {address ? null : <TextField label={scope === 'person' ? 'Mail address' : 'Domain'} value={subject} onChange={setSubject} placeholder={scope === 'person' ? 'dana@example.org' : 'example.org'} error={tried ? noSubject : ''} autoFocus />}
        <TextField
          label="Freebusy URL"
          value={url}
          onChange={setUrl}
          placeholder={scope === 'person' ? 'https://example.org/dana.ifb' : 'https://example.org/freebusy/{user}.ifb'}
          error={tried ? noUrl : ''}
          help="{user} is the part before the @, {domain} the part after it, {userid} the whole address, {token} the token below. Outlook’s %NAME% and %SERVER%, and %u and %d, work too."
        />
        <div className={css['fields']}>
          <TextField label="User name (if it asks for one)" value={user} onChange={setUser} autoComplete="off" />
          <TextField label="Password" type="password" value={password} onChange={setPassword} autoComplete="off" placeholder={address?.hasPassword ? 'kept as it is' : ''} />
        </div>
        {url.includes('{token}') ? <TextField label="Token" type="password" value={token} onChange={setToken} autoComplete="off" placeholder={address?.hasToken ? 'kept as it is' : ''} /> : null}
        <p className="t12 fg3">Password and token lie locked with this computer’s keychain, and go to this one server only. At another server they have to be typed again.</p>
      </form>
      {save.error ? <AppErrorBlock error={save.error} about={{ what: 'What was kept before' }} /> : null}
    </Dialog>
  )
}
